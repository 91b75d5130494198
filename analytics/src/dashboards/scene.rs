//! One view of one campaign, before somebody who may see some of its plan.

use std::sync::Arc;

use futures_util::future::try_join_all;
use kernel::{Answer, CampaignId};

use super::{
    frame::{Frame, Item, Kind},
    loader::{PartsOf, Read, Stage},
    numbers::View,
    policy::{MANAGER, Reach, lies_within},
    questions::option,
    repo::{gather::rounds_unchecked, read::view_unchecked},
};
use crate::disclosure::{Measure, Reading, Reason, Statistic, ViewKind};

/// What is compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Against {
    Parent,
    Whole,
    Previous,
}

#[derive(Clone)]
pub(crate) struct Scene {
    pub stage: Arc<Stage>,
    pub frame: Arc<Frame>,
    pub reach: Arc<Reach>,
    /// Which people; or why there are no numbers of them.
    pub view: Result<Arc<View>, Reason>,
}

impl Scene {
    /// The view that is asked for; the largest in reach, if nothing is.
    pub async fn of(
        read: &Read<'_>,
        stage: Arc<Stage>,
        reach: Arc<Reach>,
        asked: Option<ViewKind>,
    ) -> Answer<Option<Self>> {
        let Some(frame) = read.frame(stage.campaign.instrument_id).await? else { return Ok(None) };
        let kind = asked.or_else(|| largest(&stage, &reach));
        let view = found(read, &stage, &reach, kind.as_ref()).await?;
        Ok(Some(Self { stage, frame, reach, view }))
    }

    /// The same people, in another campaign; none, if it is not there.
    pub async fn in_campaign(&self, read: &Read<'_>, other: CampaignId) -> Answer<Option<Self>> {
        let Some(stage) = read.stage(other).await? else { return Ok(None) };
        let Some(frame) = read.frame(stage.campaign.instrument_id).await? else { return Ok(None) };
        let kind = self.view.as_ref().ok().map(|it| it.kind.clone());
        let view = found(read, &stage, &self.reach, kind.as_ref()).await?;
        Ok(Some(Self { stage, frame, reach: self.reach.clone(), view }))
    }

    /// What this view is compared with; none, if there is no such thing.
    pub async fn other(&self, read: &Read<'_>, against: Against) -> Answer<Option<Self>> {
        let whole = || Some(ViewKind::Whole);
        let kind = match (against, &self.view) {
            (Against::Previous, _) => {
                return match self.stage.campaign.previous_id {
                    Some(previous) => self.in_campaign(read, previous).await,
                    None => Ok(None),
                };
            }
            (_, Err(_)) => return Ok(None),
            (Against::Whole, Ok(_)) => whole(),
            (Against::Parent, Ok(view)) => self.parent(view),
        };
        let Some(kind) = kind else { return Ok(None) };
        let view = found(read, &self.stage, &self.reach, Some(&kind)).await?;
        Ok(Some(Self { view, ..self.clone() }))
    }

    fn parent(&self, view: &View) -> Option<ViewKind> {
        let outline = self.stage.tree.iter().find(|it| Some(it.place) == view.parent)?;
        serde_json::from_str(&outline.view).ok()
    }

    /// The parts of this view that lie within reach; of a unit its units.
    pub async fn parts(&self, read: &Read<'_>) -> Answer<Vec<Self>> {
        let Ok(view) = &self.view else { return Ok(vec![]) };
        let (organization, campaign) =
            (self.stage.campaign.organization_id, self.stage.campaign.id);
        let parts = read.parts(PartsOf { organization, campaign, place: view.place }).await?;
        let seen = parts.iter().filter(|it| lies_within(&self.reach, &it.kind));
        let scene = |view: &View| Self { view: Ok(Arc::new(view.clone())), ..self.clone() };
        Ok(seen.map(scene).collect())
    }

    /// The rounds of the series up to this one that are over, the first one first.
    pub async fn rounds(&self, read: &Read<'_>) -> Answer<Vec<Self>> {
        let campaign = &self.stage.campaign;
        let (organization, id) = (campaign.organization_id, campaign.id);
        let mut rounds = rounds_unchecked(&read.call.db, organization, id).await?;
        rounds.retain(|it| it.round <= campaign.round);
        // Each finds it read then: all of them take the statements of one.
        let stages: Vec<_> = rounds.iter().map(|it| read.stage(it.id)).collect();
        try_join_all(stages).await?;
        let mut found = vec![];
        for round in rounds {
            found.extend(self.in_campaign(read, round.id).await?);
        }
        Ok(found)
    }

    /// Who reads: a threshold that was raised hides more, one that was lowered shows nothing new.
    pub fn reading(&self) -> Reading {
        let now = self.stage.campaign.threshold;
        let then = self.stage.plan.map_or(now, |it| it.threshold);
        let threshold = u32::try_from(now.max(then)).unwrap_or(u32::MAX);
        Reading { threshold, invited: self.stage.asked }
    }

    pub fn suppressed<T>(&self, reason: Reason) -> Statistic<T> {
        Statistic::suppressed(reason, self.reading().threshold)
    }

    pub fn tell(&self, of: Option<&str>, measure: &Measure) -> Statistic<i32> {
        match &self.view {
            Ok(view) => view.numbers.tell(of, measure, self.reading()),
            Err(reason) => self.suppressed(*reason),
        }
    }

    /// Of the scale that is the outcome.
    pub fn outcome(&self, measure: &Measure) -> Statistic<i32> {
        match self.frame.outcome() {
            Some(scale) => self.tell(Some(scale), measure),
            None => self.suppressed(Reason::NotCollected),
        }
    }

    /// Of an item that is answered in points.
    pub fn in_points(&self, item: &Item, measure: &Measure) -> Statistic<i32> {
        match item.answer {
            Kind::Likert { .. } => self.tell(Some(&item.code), measure),
            _ => self.suppressed(Reason::NotCollected),
        }
    }

    /// How many percent gave each answer, in the order of the answers. Of several that may be
    /// chosen each has its own, and together they may be more than 100.
    pub fn distribution(&self, item: &Item) -> Statistic<Vec<(String, i32)>> {
        let points = item.points();
        let each = points.iter().enumerate().map(|(place, point)| {
            let told = match &item.answer {
                Kind::MultipleChoice { .. } => {
                    self.tell(Some(&option(&item.code, point)), &Measure::Answer(1))
                }
                Kind::Likert { .. } | Kind::Nps {} => match point.parse() {
                    Ok(number) => self.tell(Some(&item.code), &Measure::Answer(number)),
                    Err(_) => self.suppressed(Reason::NotCollected),
                },
                _ => {
                    let place = i16::try_from(place).unwrap_or(i16::MAX);
                    self.tell(Some(&item.code), &Measure::Answer(place))
                }
            };
            told.map(|percent| vec![(point.clone(), percent)])
        });
        let together =
            |one: Statistic<Vec<_>>, next| one.with(next, |one, next| [one, next].concat());
        each.reduce(together).unwrap_or_else(|| self.suppressed(Reason::NotCollected))
    }

    /// Correlation of an item with the outcome in hundredths; where too few answered here, of the
    /// whole audience, and that is told. `whole` is read by the first item that needs it.
    pub async fn driver(
        &self,
        read: &Read<'_>,
        item: &Item,
        whole: &mut Option<Self>,
    ) -> Answer<(Statistic<i32>, bool)> {
        let Some(outcome) = self.frame.outcome() else {
            return Ok((self.suppressed(Reason::NotCollected), false));
        };
        let measure = Measure::Driver { factor: outcome.to_owned() };
        let own = self.tell(Some(&item.code), &measure);
        let is_whole = self.view.as_ref().is_ok_and(|it| it.kind == ViewKind::Whole);
        if own.reason() != Some(Reason::Protected) || is_whole {
            return Ok((own, false));
        }
        let whole = match whole {
            Some(whole) => &*whole,
            None => &*whole.insert(self.everybody(read).await?),
        };
        Ok((whole.tell(Some(&item.code), &measure), true))
    }

    /// Of everybody together, which is no part of a plan that somebody's scope would hide.
    async fn everybody(&self, read: &Read<'_>) -> Answer<Self> {
        let all = Reach { all: true, ..Reach::default() };
        let view = found(read, &self.stage, &all, Some(&ViewKind::Whole)).await?;
        Ok(Self { view, ..self.clone() })
    }

    /// Items that may drive the outcome: those that are none of it.
    pub fn drivers(&self) -> Vec<&Item> {
        let outcome = self.frame.outcome().map(str::to_owned);
        let dimensions = self.frame.dimensions();
        let of = dimensions.iter().find(|it| Some(&it.code) == outcome.as_ref());
        let is_of = |place| of.is_some_and(|it| it.items.iter().any(|key| key.item == place));
        let items = self.frame.items().enumerate();
        let others = items.filter(|(place, item)| {
            of.is_some() && !is_of(*place) && matches!(item.answer, Kind::Likert { .. })
        });
        others.map(|(_, item)| item).collect()
    }
}

/// The whole, or the topmost unit or the team that lies within reach.
fn largest(stage: &Stage, reach: &Reach) -> Option<ViewKind> {
    if reach.all {
        return Some(ViewKind::Whole);
    }
    let kinds = stage.tree.iter().filter_map(|it| serde_json::from_str(&it.view).ok());
    let unit = kinds.into_iter().find(|it: &ViewKind| lies_within(reach, it));
    let team = reach.team.clone();
    unit.or_else(|| team.map(|value| ViewKind::Attribute { attribute: MANAGER.to_owned(), value }))
}

/// What is not within reach is not in the plan, for whoever asks.
async fn found(
    read: &Read<'_>,
    stage: &Stage,
    reach: &Reach,
    kind: Option<&ViewKind>,
) -> Answer<Result<Arc<View>, Reason>> {
    if stage.plan.is_none() {
        return Ok(Err(Reason::NotClosed));
    }
    let Some(kind) = kind.filter(|it| lies_within(reach, it)) else {
        return Ok(Err(Reason::NotInPlan));
    };
    let of = (stage.campaign.organization_id, stage.campaign.id);
    let row = view_unchecked(&read.call.db, of, &kind.key()).await?;
    Ok(row.and_then(View::of).map(Arc::new).ok_or(Reason::NotInPlan))
}
