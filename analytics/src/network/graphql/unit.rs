use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use kernel::{Answer, Call, List, Page, PageInput, Ref, Sealed, Total, UnitId, list};

use super::{
    interactions::Part,
    number::NumberStatistic,
    page::{GroupPlace, of_page},
};
use crate::{
    Structure,
    disclosure::{Reading, Reason, Statistic, TieRelease},
};

/// A unit, or several that are told as one because some are too small.
#[derive(Clone)]
pub struct InteractionUnit {
    part: Arc<Part>,
    at: GroupPlace,
}

impl InteractionUnit {
    pub fn new(part: &Arc<Part>, at: GroupPlace) -> Self {
        Self { part: part.clone(), at }
    }

    fn index(&self) -> usize {
        self.at.0 as usize
    }

    fn told(&self, tell: fn(&TieRelease, usize, Reading) -> Statistic<i32>) -> NumberStatistic {
        let reading = self.part.seen.reading();
        let none = || Statistic::suppressed(Reason::NotClosed, reading.threshold);
        let release = self.part.seen.release();
        release.map_or_else(none, |release| tell(release, self.index(), reading)).into()
    }
}

/// A unit, or several that are told as one because some are too small.
#[Object]
impl InteractionUnit {
    /// Which units, as far as they are still there for you. The first stands for them.
    async fn units(&self, ctx: &Context<'_>) -> Vec<Ref<UnitId>> {
        let structure = ctx.data_unchecked::<Box<dyn Structure>>();
        let group = self.part.seen.release().and_then(|it| it.groups().get(self.index()));
        let units = group.map_or(&[][..], |group| &group.units).iter().map(|it| UnitId(*it));
        units.filter(|it| structure.shows_unit(*it)).map(Ref).collect()
    }

    /// Whether people without a unit are told with them.
    async fn includes_people_without_unit(&self) -> bool {
        let group = self.part.seen.release().and_then(|it| it.groups().get(self.index()));
        group.is_some_and(|group| group.without_unit)
    }

    /// How many people they had.
    async fn people(&self) -> NumberStatistic {
        self.told(TieRelease::size)
    }

    /// How many ties begin at their people, wherever they lead.
    async fn ties_given(&self) -> NumberStatistic {
        self.told(TieRelease::given)
    }

    /// How many ties lead to their people, wherever they begin.
    async fn ties_received(&self) -> NumberStatistic {
        self.told(TieRelease::received)
    }

    /// The ties from their people to those of each group in your part, their own included: a row
    /// of the matrix.
    async fn ties_to(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<List<InteractionEdge>> {
        let part = &self.part;
        let (month, at) = (part.seen.month.first().to_string(), self.at.0.to_be_bytes());
        let bound: [&[u8]; 3] = [part.organization.0.as_bytes(), month.as_bytes(), &at];
        let sealed = Sealed::new(Call::of(ctx), "InteractionUnit.tiesTo", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = of_page(&page, &part.groups);
        let rows = rows.into_iter().map(|to| (to, self.edge(to))).collect();
        Ok(list(&page, &sealed, rows, Total::known(part.groups.len())))
    }
}

impl InteractionUnit {
    fn edge(&self, to: GroupPlace) -> InteractionEdge {
        let reading = self.part.seen.reading();
        let (from, place) = (self.index(), to.0 as usize);
        let none = || Statistic::suppressed(Reason::NotClosed, reading.threshold);
        let release = self.part.seen.release();
        let ties = release.map_or_else(none, |release| release.cell(from, place, reading));
        InteractionEdge {
            to: Self::new(&self.part, to),
            ties: ties.into(),
            is_drawn: release.is_some_and(|release| release.is_drawn(from, place, reading)),
        }
    }
}

/// From the people of some units to those of others.
#[derive(SimpleObject)]
struct InteractionEdge {
    /// To whom.
    to: InteractionUnit,
    /// How many ties. It needs 5 people or more, three or more of them on each side.
    ties: NumberStatistic,
    /// Whether a picture of the network is to draw it: it is a tenth or more of what you are told
    /// of one of its ends.
    is_drawn: bool,
}
