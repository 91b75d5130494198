use std::{collections::HashSet, sync::Arc};

use async_graphql::{Context, Object, SimpleObject};
use kernel::{
    Answer, AsViewer, Call, Date, Fault, List, Month, OrganizationId, Page, PageInput, Sealed,
    Total, UnitId, list,
};

use super::{
    month::Seen,
    number::{MeasureStatistic, NumberStatistic},
    page::{GroupPlace, of_page},
    unit::InteractionUnit,
};
use crate::{disclosure::TieMeasure, network::repo};

/// The longest trend, in months.
const LONGEST_TREND: u64 = 24;
const TREND: u64 = 12;

/// Who was tied to whom in a month.
#[derive(Clone)]
pub struct Interactions(Arc<Part>);

/// What of a month lies in the reader's scope.
pub struct Part {
    pub organization: OrganizationId,
    pub seen: Seen,
    pub groups: Vec<GroupPlace>,
    /// Whether that is everybody.
    all: bool,
}

impl Interactions {
    /// `part`: the units that the reader administers; none for who administers everybody.
    pub fn new(organization: OrganizationId, seen: Seen, part: Option<&HashSet<UnitId>>) -> Self {
        let groups = seen.release().map_or(&[][..], |release| release.groups());
        let inside = groups.iter().map(|group| {
            part.is_none_or(|part| {
                !group.without_unit && group.units.iter().all(|it| part.contains(&UnitId(*it)))
            })
        });
        let inside = (0..).map(GroupPlace).zip(inside).filter(|(_, inside)| *inside);
        let groups = inside.map(|(place, _)| place).collect();
        Self(Arc::new(Part { organization, seen, groups, all: part.is_none() }))
    }

    fn whole(&self, ctx: &Context<'_>, measure: TieMeasure) -> Option<MeasureStatistic> {
        if self.0.all { Some(self.0.seen.measure(measure)) } else { ctx.deny() }
    }
}

/// Who was tied to whom in a month, by feedback that was given and requests that were answered by
/// name, and never by what was said. From one person to another there is one tie, however often.
/// What is told was fixed once, when the month had ended, and is told to nobody otherwise.
#[Object]
impl Interactions {
    /// The first day of the month.
    async fn month(&self) -> Date {
        Date(self.0.seen.month.first())
    }

    /// Whether the month's snapshot is there. If not, no number is.
    async fn is_built(&self) -> bool {
        self.0.seen.release().is_some()
    }

    /// The groups of units in your part, each with its ties. A unit that is too small is told
    /// together with the unit above it, or with others.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<List<InteractionUnit>> {
        let part = &self.0;
        let month = part.seen.month.first().to_string();
        let bound: [&[u8]; 2] = [part.organization.0.as_bytes(), month.as_bytes()];
        let sealed = Sealed::new(Call::of(ctx), "Interactions.units", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = of_page(&page, &part.groups);
        let rows = rows.into_iter().map(|at| (at, InteractionUnit::new(part, at))).collect();
        Ok(list(&page, &sealed, rows, Total::known(part.groups.len())))
    }

    /// Visible to administrators of everybody. How many ties there were.
    async fn ties(&self, ctx: &Context<'_>) -> Option<NumberStatistic> {
        if self.0.all { Some(self.0.seen.total()) } else { ctx.deny() }
    }

    /// Visible to administrators of everybody. How many of the ties that there could be there are,
    /// from 0 to 1.
    async fn density(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::Density)
    }

    /// Visible to administrators of everybody. How many of the ties have one back, from 0 to 1.
    async fn reciprocity(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::Reciprocity)
    }

    /// Visible to administrators of everybody. The E-I index, from −1 (all within groups of units)
    /// to 1 (all between them); two people who are tied count once.
    async fn ei_index(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::Ei)
    }

    /// Visible to administrators of everybody. The E-I index with each time counted.
    async fn ei_index_weighted(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::EiWeighted)
    }

    /// Visible to administrators of everybody. The E-I index that the sizes of the groups alone
    /// let expect: to be read beside the others.
    async fn ei_index_expected(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::EiExpected)
    }

    /// Visible to administrators of everybody. How many of those who are tied are of different
    /// groups, from 0 to 1.
    async fn cross_unit_share(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::CrossShare)
    }

    /// Visible to administrators of everybody. Which share of what is tied across groups hangs on
    /// three people, from 0 to 1.
    async fn bridge_concentration(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::Bridges)
    }

    /// Visible to administrators of everybody. How far communities explain who is tied to whom:
    /// 0 is what chance lets expect.
    async fn modularity(&self, ctx: &Context<'_>) -> Option<MeasureStatistic> {
        self.whole(ctx, TieMeasure::Modularity)
    }

    /// Visible to administrators of everybody. How many people the communities have, the largest
    /// first: people who are tied to each other more than to others, whatever their units. Those
    /// that are too small are left out.
    async fn communities(&self, ctx: &Context<'_>) -> Option<Vec<NumberStatistic>> {
        let seen = &self.0.seen;
        if !self.0.all {
            return ctx.deny();
        }
        let sizes = seen.release().map(|release| release.communities(seen.reading()));
        Some(sizes.unwrap_or_default().into_iter().map(Into::into).collect())
    }

    /// Visible to administrators of everybody. The months up to this one of which there is a
    /// snapshot, the latest first.
    async fn trend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many months, 1 to 24; 12 if nothing is said.")] months: Option<i32>,
    ) -> Answer<Option<Vec<InteractionTrend>>> {
        if !self.0.all {
            return Ok(ctx.deny());
        }
        let call = Call::of(ctx);
        let most = months.map_or(Ok(TREND), u64::try_from);
        let most = most.ok().filter(|most| (1..=LONGEST_TREND).contains(most));
        let most = most.ok_or_else(|| Fault::bad_input("Ask for 1 to 24 months."))?;
        let place = call.viewer.place(self.0.organization)?;
        let until = self.0.seen.month.first();
        let own = repo::own_until(&call.db, place, until, most).await?;
        let rows = repo::done_until(&call.db, place, until, most).await?;
        let told = rows.into_iter().map(|row| {
            let invited = own.contains(&row.month);
            Ok(Seen::try_new(Month::with(row.month), Some(row), invited)?.into())
        });
        told.collect::<Answer<Vec<_>>>().map(Some)
    }
}

/// A month of a trend.
#[derive(SimpleObject)]
struct InteractionTrend {
    /// Its first day.
    month: Date,
    /// How many ties there were.
    ties: NumberStatistic,
    /// How many of the ties that there could be there are, from 0 to 1.
    density: MeasureStatistic,
    /// How many of the ties have one back, from 0 to 1.
    reciprocity: MeasureStatistic,
    /// The E-I index, from −1 to 1.
    ei_index: MeasureStatistic,
    /// How many of those who are tied are of different groups, from 0 to 1.
    cross_unit_share: MeasureStatistic,
    /// Which share of what is tied across groups hangs on three people, from 0 to 1.
    bridge_concentration: MeasureStatistic,
}

impl From<Seen> for InteractionTrend {
    fn from(seen: Seen) -> Self {
        Self {
            month: Date(seen.month.first()),
            ties: seen.total(),
            density: seen.measure(TieMeasure::Density),
            reciprocity: seen.measure(TieMeasure::Reciprocity),
            ei_index: seen.measure(TieMeasure::Ei),
            cross_unit_share: seen.measure(TieMeasure::CrossShare),
            bridge_concentration: seen.measure(TieMeasure::Bridges),
        }
    }
}
