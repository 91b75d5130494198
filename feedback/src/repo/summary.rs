//! What members received, in figures. A figure may count rows that its reader may not see, so
//! these are `_unchecked`: the policy says who is told which.

use kernel::{CompetencyId, Db, MembershipId, OrganizationId, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, FromQueryResult,
    sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement},
};

use crate::entity::{feedback, mark, recipient};

/// How much a member received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Counts {
    pub praise: i64,
    pub suggestion: i64,
    pub evaluation: i64,
    /// How many different members gave it.
    pub praise_authors: i64,
    pub suggestion_authors: i64,
    pub evaluation_authors: i64,
}

impl Counts {
    /// How many different members stand behind the figure behind which the fewest stand; a
    /// figure of 0 tells of nobody.
    pub fn fewest_authors(&self) -> i64 {
        let figures = [
            (self.praise, self.praise_authors),
            (self.suggestion, self.suggestion_authors),
            (self.evaluation, self.evaluation_authors),
        ];
        let some = figures.into_iter().filter(|(count, _)| *count > 0);
        some.map(|(_, authors)| authors).min().unwrap_or(0)
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

/// Members who received nothing are left out.
pub async fn counts_unchecked(
    db: &Db,
    organization: OrganizationId,
    members: Vec<MembershipId>,
) -> Result<Vec<(MembershipId, Counts)>, DbErr> {
    let mut select = received(db, organization, members);
    for (kind, name) in [
        ("count(*) filter (where feedback.kind = 'praise')", "praise"),
        ("count(*) filter (where feedback.kind = 'suggestion')", "suggestion"),
        ("count(*) filter (where feedback.kind = 'evaluation')", "evaluation"),
        (
            "count(distinct feedback.author_id) filter (where feedback.kind = 'praise')",
            "praise_authors",
        ),
        (
            "count(distinct feedback.author_id) filter (where feedback.kind = 'suggestion')",
            "suggestion_authors",
        ),
        (
            "count(distinct feedback.author_id) filter (where feedback.kind = 'evaluation')",
            "evaluation_authors",
        ),
    ] {
        select.expr_as(Expr::cust(kind), name);
    }
    grouped(db, &select).await
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
    let recipient = (recipient::Entity, recipient::Column::RecipientId);
    let same = Expr::col((recipient::Entity, recipient::Column::FeedbackId))
        .equals((feedback::Entity, feedback::Column::Id));
    Query::select()
        .column(recipient)
        .from(recipient::Entity)
        .join(JoinType::InnerJoin, feedback::Entity, same)
        .and_where(recipient::Column::OrganizationId.eq(organization))
        .and_where(feedback::Column::OrganizationId.eq(organization))
        .and_where(within(db.get_database_backend(), recipient, members))
        .and_where(feedback::Column::WithdrawnAt.is_null())
        .group_by_col(recipient)
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
        let some = Counts { praise: 9, praise_authors: 5, ..Counts::default() };
        assert_eq!(Counts::default().fewest_authors(), 0);
        assert_eq!(some.fewest_authors(), 5);
        let one = Counts { suggestion: 3, suggestion_authors: 1, ..some };
        assert_eq!(one.fewest_authors(), 1);
    }

    #[test]
    fn a_mean_has_two_decimals() {
        let mean = |sum, count| Mean { competency_id: uuid::Uuid::nil().into(), sum, count };
        let told = [mean(5, 1), mean(8, 3), mean(7, 2)].map(|it| it.value().to_string());
        assert_eq!(told, ["5", "2.67", "3.5"]);
    }
}
