use std::collections::BTreeSet;

use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use kernel::{Answer, AsViewer, Call, CompetencyId, Date, Fault, OrganizationId, Ref};
use uuid::Uuid;

use super::{
    count::{KINDS, NONE},
    repo::{Kept, kept_unchecked, months_unchecked},
};
use crate::{
    dashboards::{
        graphql::{DashboardView, NumberStatistic, to_readers_of_dashboards},
        numbers::Numbers,
        policy::{Reach, lies_within, reach},
    },
    disclosure::{Measure, Reading, Statistic, THRESHOLD, ViewKind},
    structure,
};

/// How many months there are at most.
const MOST: i32 = 24;

/// What feedback's months add to `Organization`.
pub struct OrganizationFeedbackNumbers(pub OrganizationId);

/// What feedback's months add to `Organization`.
#[Object]
impl OrganizationFeedbackNumbers {
    /// Visible to administrators and managers, each of the units that they administer and of those
    /// who report to them. How much feedback members received, by month that has ended, the newest
    /// first; what is anonymous is counted for nobody.
    #[graphql(visible = "to_readers_of_dashboards")]
    async fn feedback_months(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many, 1 to 24.", default = 12)] first: i32,
    ) -> Answer<Option<Vec<FeedbackMonth>>> {
        let call = Call::of(ctx);
        let place = call.viewer.place(self.0)?;
        let Some(reach) = reach(place, structure(ctx).administered(self.0)) else {
            return Ok(ctx.deny());
        };
        let Some(first) = usize::try_from(first).ok().filter(|_| (1..=MOST).contains(&first))
        else {
            return Err(Fault::bad_input(format!("Ask for 1 to {MOST}.")));
        };
        let mut months = months_unchecked(&call.db, self.0).await?;
        months.truncate(first);
        let Some(earliest) = months.last().map(|it| it.month) else { return Ok(Some(vec![])) };
        let kept = kept_unchecked(&call.db, self.0, earliest).await?;
        let month = |(month, threshold): (NaiveDate, i64)| {
            let threshold = u32::try_from(threshold).unwrap_or(u32::MAX).max(THRESHOLD);
            // Whoever reads is a member, and may be among those who are counted.
            let reading = Reading { threshold, invited: true };
            let rows = || kept.iter().filter(|it| it.month == month);
            let shown = Shown { reach: &reach, reading, competencies: competencies(rows()) };
            let views = rows().filter_map(|it| FeedbackView::of(ctx, it, &shown));
            FeedbackMonth { month: Date(month), views: views.collect() }
        };
        let months = months.into_iter().map(|it| month((it.month, it.threshold)));
        Ok(Some(months.collect()))
    }
}

/// A month of feedback that has ended, as it was told then.
#[derive(SimpleObject)]
struct FeedbackMonth {
    /// Its first day.
    month: Date,
    /// The whole, units with all below them, and teams: those that you may see.
    views: Vec<FeedbackView>,
}

/// What some members received.
#[derive(SimpleObject)]
struct FeedbackView {
    /// Which members.
    view: DashboardView,
    /// Pieces of feedback, of each recipient one; told where all three kinds are.
    received: NumberStatistic,
    /// Of it praise.
    praise: NumberStatistic,
    /// Of it suggestions.
    suggestions: NumberStatistic,
    /// Of it evaluations.
    evaluations: NumberStatistic,
    /// How many percent of the members had received none for 90 days when the month ended.
    without_feedback: NumberStatistic,
    /// How often each competency was marked, of those that are told of any members.
    competencies: Vec<CompetencyMarks>,
}

/// How often a competency was marked.
#[derive(SimpleObject)]
struct CompetencyMarks {
    /// Which.
    competency: Ref<CompetencyId>,
    /// How often.
    marks: NumberStatistic,
}

/// What of a month is shown, and to whom.
struct Shown<'a> {
    reach: &'a Reach,
    reading: Reading,
    competencies: BTreeSet<Uuid>,
}

/// The same for all views: which are missing in one would tell something of it.
fn competencies<'a>(rows: impl Iterator<Item = &'a Kept>) -> BTreeSet<Uuid> {
    let mut found = BTreeSet::new();
    for row in rows {
        found.extend(
            Numbers::from_text(&row.numbers).codes().filter_map(|it| it.parse::<Uuid>().ok()),
        );
    }
    found
}

impl FeedbackView {
    fn of(ctx: &Context<'_>, row: &Kept, shown: &Shown<'_>) -> Option<Self> {
        let kind: ViewKind = serde_json::from_str(&row.view).ok()?;
        if !lies_within(shown.reach, &kind) {
            return None;
        }
        let (numbers, reading) = (Numbers::from_text(&row.numbers), shown.reading);
        let count = |of: &str| numbers.tell(Some(of), &Measure::Respondents, reading);
        let [praise, suggestions, evaluations] = KINDS.map(count);
        let received: Statistic<i32> = praise
            .clone()
            .with(suggestions.clone(), |a, b| a + b)
            .with(evaluations.clone(), |a, b| a + b);
        let none = numbers.tell(Some(NONE), &Measure::Answer(1), reading);
        let marked = shown.competencies.iter().map(|id| CompetencyMarks {
            competency: Ref(CompetencyId(*id)),
            marks: count(&id.simple().to_string()).into(),
        });
        Some(Self {
            view: DashboardView::of(ctx, &kind, row.label.clone())?,
            received: received.into(),
            praise: praise.into(),
            suggestions: suggestions.into(),
            evaluations: evaluations.into(),
            without_feedback: none.into(),
            competencies: marked.collect(),
        })
    }
}
