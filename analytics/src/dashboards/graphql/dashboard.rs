use async_graphql::{Context, Enum, Object, SimpleObject};
use kernel::{Answer, CampaignId, Locale, MembershipId, Ref, UnitId};

use super::{
    comment::{QuestionComments, comments},
    compare::{Comparison, DashboardComparison, Standout, standouts},
    driver::{Driver, drivers},
    heat_map::{HeatMap, heat_map},
    participation::{UnitParticipation, participation},
    question::{DimensionNumbers, QuestionNumbers, dimensions, questions},
    statistic::{NumberStatistic, RecommendationStatistic},
    trend::{TrendPoint, trend},
};
use crate::{
    Structure,
    dashboards::{loader::Read, policy::MANAGER, scene::Scene},
    disclosure::{Measure, Reason, ViewKind},
};

/// What a campaign says of a part of its audience, as it was fixed at the close. Every number is
/// a statistic: shown, or suppressed with a reason.
pub(crate) struct Dashboard {
    scene: Scene,
    language: String,
}

impl Dashboard {
    pub fn of(scene: Scene, language: Option<Locale>) -> Self {
        let own = scene.frame.language.clone();
        Self { language: language.map_or(own, |it| it.as_str().to_owned()), scene }
    }
}

/// What a campaign says of a part of its audience, as it was fixed at the close. Every number is
/// a statistic: shown, or suppressed with a reason.
#[Object]
impl Dashboard {
    /// The campaign.
    async fn campaign(&self) -> Ref<CampaignId> {
        Ref(self.scene.stage.campaign.id)
    }

    /// Which people; null where there are no numbers of them: before the close, and where they are
    /// no view of the plan that you may see.
    async fn view(&self, ctx: &Context<'_>) -> Option<DashboardView> {
        let view = self.scene.view.as_ref().ok()?;
        DashboardView::of(ctx, &view.kind, view.label.clone())
    }

    /// The views into which this one is divided, so far as you may see them: of a unit its units,
    /// and those with a value of an attribute. `filter` takes what they name.
    async fn views(&self, ctx: &Context<'_>) -> Answer<Vec<DashboardView>> {
        let parts = self.scene.parts(&Read::of(ctx)).await?;
        let views = parts.iter().filter_map(|it| it.view.as_ref().ok());
        Ok(views.filter_map(|it| DashboardView::of(ctx, &it.kind, it.label.clone())).collect())
    }

    /// How many of those who were invited answered, of everybody and of each unit that you may see;
    /// of an anonymous campaign how many drew their ticket. It is told while the campaign runs, too,
    /// as it was within the last hour.
    async fn participation(&self, ctx: &Context<'_>) -> Answer<Vec<UnitParticipation>> {
        participation(ctx, &self.scene).await
    }

    /// How many answered.
    async fn respondents(&self) -> NumberStatistic {
        self.scene.tell(None, &Measure::Respondents).into()
    }

    /// The index of engagement, 0 to 100, by the definition that is named with it.
    async fn engagement(
        &self,
        #[graphql(desc = "By which definition; they disagree.", default)] index: EngagementIndex,
    ) -> Engagement {
        let measure = match index {
            EngagementIndex::MeanScore => Measure::FactorMean,
            EngagementIndex::MeanFavourable => Measure::FactorItems,
            EngagementIndex::AllFavourable => Measure::FactorAll,
        };
        let scale = self.scene.frame.outcome().map(str::to_owned);
        Engagement { index, scale, score: self.scene.outcome(&measure).into() }
    }

    /// Who would recommend the employer (eNPS), of the first question that asks it.
    async fn recommendation(&self) -> RecommendationStatistic {
        let mut items = self.scene.frame.items();
        let Some(item) = items.find(|it| it.is_recommendation()) else {
            return self.scene.suppressed::<(i32, i32)>(Reason::NotCollected).into();
        };
        let of = Some(item.code.as_str());
        let score = self.scene.tell(of, &Measure::Recommend);
        let margin = self.scene.tell(of, &Measure::RecommendMargin);
        score.with(margin, |score, margin| (score, margin)).into()
    }

    /// Each question with its numbers, in the order of the sheet.
    async fn questions(&self) -> Vec<QuestionNumbers> {
        questions(&self.scene, &self.language)
    }

    /// Each scale with its numbers, in the order of the instrument.
    async fn dimensions(&self) -> Vec<DimensionNumbers> {
        dimensions(&self.scene, &self.language)
    }

    /// Units by dimensions, with a colour for each cell: the units right below these people.
    async fn heat_map(&self, ctx: &Context<'_>) -> Answer<HeatMap> {
        heat_map(ctx, &self.scene, &self.language).await
    }

    /// What goes with engagement: questions that are none of it, those with the strongest
    /// correlation first, those that are suppressed last.
    async fn drivers(&self, ctx: &Context<'_>) -> Answer<Vec<Driver>> {
        drivers(ctx, &self.scene, &self.language).await
    }

    /// The questions whose mean lies furthest above that of others.
    async fn strengths(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Above whose.")] against: Comparison,
        #[graphql(desc = "So many, 1 to 20.", default = 3)] first: i32,
    ) -> Answer<Vec<Standout>> {
        standouts(ctx, &self.scene, &self.language, against.into(), first, false).await
    }

    /// The questions whose mean lies furthest below that of others.
    async fn weaknesses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Below whose.")] against: Comparison,
        #[graphql(desc = "So many, 1 to 20.", default = 3)] first: i32,
    ) -> Answer<Vec<Standout>> {
        standouts(ctx, &self.scene, &self.language, against.into(), first, true).await
    }

    /// Engagement beside that of others.
    async fn comparison(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Beside whose.")] against: Comparison,
    ) -> Answer<DashboardComparison> {
        DashboardComparison::of(ctx, &self.scene, against.into()).await
    }

    /// What was written, question by question. At least 10 must have written something; it comes
    /// in an order that tells nothing.
    async fn comments(&self, ctx: &Context<'_>) -> Answer<Vec<QuestionComments>> {
        comments(ctx, &self.scene, &self.language).await
    }

    /// The same people in each round up to this one that is over, the first one first.
    async fn trend(&self, ctx: &Context<'_>) -> Answer<Vec<TrendPoint>> {
        trend(ctx, &self.scene).await
    }
}

/// How engagement is told in one number.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EngagementIndex {
    /// Mean over people of each one's score on the outcome's scale.
    #[default]
    MeanScore,
    /// Unweighted mean over the outcome's questions of their favourable share.
    MeanFavourable,
    /// Share of people favourable on all of the outcome's questions.
    AllFavourable,
}

/// The index of engagement.
#[derive(SimpleObject)]
struct Engagement {
    /// By which definition.
    index: EngagementIndex,
    /// The code of the scale that is the outcome; null, if the instrument has none.
    scale: Option<String>,
    /// 0 to 100.
    score: NumberStatistic,
}

/// What kind of people a view is of.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DashboardViewKind {
    /// The whole audience.
    Whole,
    /// A unit with all below it.
    Unit,
    /// Everybody with one value of an attribute.
    Attribute,
    /// Those of a unit with one value of an attribute.
    AttributeInUnit,
}

/// By what people are told apart, as it was at the launch.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DashboardAttribute {
    /// To whom they reported.
    Manager,
    /// Their seniority.
    Seniority,
    /// Their job title.
    JobTitle,
    /// How they belonged to the organisation.
    Kind,
}

/// A part of the audience that the plan has numbers of.
#[derive(SimpleObject)]
pub(crate) struct DashboardView {
    /// What kind of people.
    kind: DashboardViewKind,
    /// The unit; null where it is of none, or of one that is not there for you any more.
    unit: Option<Ref<UnitId>>,
    /// What the unit was called at the close.
    label: Option<String>,
    /// The attribute; null where it is of none.
    attribute: Option<DashboardAttribute>,
    /// Its value; null where it is of none, and of managers.
    value: Option<String>,
    /// The manager; null where it is of none.
    manager: Option<Ref<MembershipId>>,
}

impl DashboardView {
    pub fn of(ctx: &Context<'_>, view: &ViewKind, label: Option<String>) -> Option<Self> {
        let structure: &Box<dyn Structure> = ctx.data_unchecked();
        let (kind, unit, value) = match view {
            ViewKind::Whole => (DashboardViewKind::Whole, None, None),
            ViewKind::Unit { unit } => (DashboardViewKind::Unit, Some(*unit), None),
            ViewKind::Attribute { attribute, value } => {
                (DashboardViewKind::Attribute, None, Some((attribute, value)))
            }
            ViewKind::Within { unit, attribute, value } => {
                (DashboardViewKind::AttributeInUnit, Some(*unit), Some((attribute, value)))
            }
            _ => return None,
        };
        let attribute = value.and_then(|(attribute, _)| match attribute.as_str() {
            MANAGER => Some(DashboardAttribute::Manager),
            "seniority" => Some(DashboardAttribute::Seniority),
            "job_title" => Some(DashboardAttribute::JobTitle),
            "kind" => Some(DashboardAttribute::Kind),
            _ => None,
        });
        let (value, manager) = match value {
            Some((attribute, value)) if attribute == MANAGER => (None, value.parse().ok()),
            Some((_, value)) => (Some(value.clone()), None),
            None => (None, None),
        };
        let unit = unit.map(UnitId).filter(|it| structure.shows_unit(*it)).map(Ref);
        let manager = manager.map(|it| Ref(MembershipId(it)));
        Some(Self { kind, unit, label, attribute, value, manager })
    }
}
