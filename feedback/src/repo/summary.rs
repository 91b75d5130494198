//! What members received, in figures. A figure may count rows that its reader may not see, so
//! these are `_unchecked`: the policy says who is told which.

use std::collections::HashMap;

use kernel::{CompetencyId, Db, MembershipId, OrganizationId, Place, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, FromQueryResult,
    sea_query::{Condition, Expr, ExprTrait, Func, JoinType, Query, SelectStatement},
};

use crate::{
    entity::{
        feedback::{self, Kind},
        mark, recipient,
    },
    policy::{self, Summarized},
};

/// How much a member received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub praise: Figure,
    pub suggestion: Figure,
    pub evaluation: Figure,
}

/// How much of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Figure {
    pub count: i64,
    /// How many different members gave it.
    pub authors: i64,
    /// How much of it whoever asks cannot read.
    pub unread: i64,
    /// How many different members gave that.
    pub unread_authors: i64,
}

impl Counts {
    /// How many different members stand behind the figure behind which the fewest stand; a
    /// figure of 0 tells of nobody. Whoever subtracts what they read from what they are told
    /// has a figure, too.
    pub fn fewest_authors(&self) -> i64 {
        let figures = [self.praise, self.suggestion, self.evaluation];
        let figures =
            figures.iter().flat_map(|it| [(it.count, it.authors), (it.unread, it.unread_authors)]);
        figures.filter(|(count, _)| *count > 0).map(|(_, authors)| authors).min().unwrap_or(0)
    }
}

/// The marks a member received for one competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Mean {
    pub competency_id: CompetencyId,
    pub sum: i64,
    pub count: i64,
}

impl Mean {
    /// To two decimals.
    pub fn value(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "marks are few and small")]
        let mean = self.sum as f64 / Ord::max(self.count, 1) as f64;
        (mean * 100.0).round() / 100.0
    }
}

const RECIPIENT: (recipient::Entity, recipient::Column) =
    (recipient::Entity, recipient::Column::RecipientId);

/// Members who received nothing are left out.
pub async fn counts_unchecked(
    db: &Db,
    place: &Place,
    members: Vec<MembershipId>,
) -> Result<Vec<(MembershipId, Counts)>, DbErr> {
    let kind = (feedback::Entity, feedback::Column::Kind);
    let whole = members
        .iter()
        .copied()
        .filter(|member| policy::may_summarize(place, *member) == Some(Summarized::Whole));
    let whole = within(db.get_database_backend(), RECIPIENT, whole.collect::<Vec<_>>());
    // What nobody stands behind is in no figure that is told because enough members do.
    let named = Condition::any().add(feedback::Column::Anonymous.eq(false)).add(whole);
    let mut select = received(db, place.organization, members);
    select.cond_where(named);
    select.column(kind).group_by_col(kind);
    for (figure, name) in [("count(*)", "count"), ("count(distinct feedback.author_id)", "authors")]
    {
        select.expr_as(Expr::cust(figure), name);
    }
    let unread = |column| {
        let readable = policy::visible_in(place, db.get_database_backend());
        Expr::case(readable, Expr::cust("null")).finally(Expr::col((feedback::Entity, column)))
    };
    select
        .expr_as(Func::count(unread(feedback::Column::Id)), "unread")
        .expr_as(Func::count_distinct(unread(feedback::Column::AuthorId)), "unread_authors");
    let mut all: HashMap<MembershipId, Counts> = HashMap::new();
    for row in db.query_all(&select).await? {
        let counts = all.entry(row_member(&row)?).or_default();
        let figure = match row.try_get("", "kind")? {
            Kind::Praise => &mut counts.praise,
            Kind::Suggestion => &mut counts.suggestion,
            Kind::Evaluation => &mut counts.evaluation,
        };
        *figure = Figure::from_query_result(&row, "")?;
    }
    Ok(all.into_iter().collect())
}

pub async fn means_unchecked(
    db: &Db,
    organization: OrganizationId,
    members: Vec<MembershipId>,
) -> Result<Vec<(MembershipId, Mean)>, DbErr> {
    let mut select = received(db, organization, members);
    let same = Expr::col((mark::Entity, mark::Column::FeedbackId))
        .equals((feedback::Entity, feedback::Column::Id));
    select
        .join(JoinType::InnerJoin, mark::Entity, same)
        .and_where(mark::Column::OrganizationId.eq(organization))
        .column((mark::Entity, mark::Column::CompetencyId))
        .expr_as(Expr::cust("cast(sum(feedback_mark.mark) as bigint)"), "sum")
        .expr_as(Expr::cust("count(*)"), "count")
        .group_by_col((mark::Entity, mark::Column::CompetencyId));
    grouped(db, &select).await
}

fn received(db: &Db, organization: OrganizationId, members: Vec<MembershipId>) -> SelectStatement {
    let same = Expr::col((recipient::Entity, recipient::Column::FeedbackId))
        .equals((feedback::Entity, feedback::Column::Id));
    Query::select()
        .column(RECIPIENT)
        .from(recipient::Entity)
        .join(JoinType::InnerJoin, feedback::Entity, same)
        .and_where(recipient::Column::OrganizationId.eq(organization))
        .and_where(feedback::Column::OrganizationId.eq(organization))
        .and_where(within(db.get_database_backend(), RECIPIENT, members))
        .and_where(feedback::Column::WithdrawnAt.is_null())
        .cond_where(policy::is_not_hidden())
        .group_by_col(RECIPIENT)
        .to_owned()
}

async fn grouped<T: FromQueryResult>(
    db: &Db,
    select: &SelectStatement,
) -> Result<Vec<(MembershipId, T)>, DbErr> {
    let rows = db.query_all(select).await?;
    let read = |row| Ok((row_member(row)?, T::from_query_result(row, "")?));
    rows.iter().map(read).collect()
}

fn row_member(row: &sea_orm::QueryResult) -> Result<MembershipId, DbErr> {
    row.try_get("", "recipient_id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_rests_on_its_own_authors() {
        let praise = Figure { count: 9, authors: 6, ..Figure::default() };
        let some = Counts { praise, ..Counts::default() };
        assert_eq!(Counts::default().fewest_authors(), 0);
        assert_eq!(some.fewest_authors(), 6);
        let suggestion = Figure { count: 3, authors: 1, ..Figure::default() };
        assert_eq!(Counts { suggestion, ..some }.fewest_authors(), 1);
        let praise = Figure { unread: 2, unread_authors: 2, ..praise };
        assert_eq!(Counts { praise, ..some }.fewest_authors(), 2);
    }

    #[test]
    fn a_mean_has_two_decimals() {
        let mean = |sum, count| Mean { competency_id: uuid::Uuid::nil().into(), sum, count };
        let told = [mean(5, 1), mean(8, 3), mean(7, 2)].map(|it| it.value().to_string());
        assert_eq!(told, ["5", "2.67", "3.5"]);
    }
}
