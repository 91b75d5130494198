//! What narrows a list: whose it is, and what was asked for.

use chrono::{DateTime, Utc};
use kernel::Place;
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    lists::{Reach, Side},
    paged::kept,
};
use crate::{
    entity::{
        feedback::{Column, Entity},
        mark,
    },
    filter::Filter,
    policy,
};

/// Nobody is found among recipients whom the viewer is not told of.
pub fn told(place: &Place, side: Side, filter: &Filter, backend: DbBackend) -> Condition {
    if side == Side::Received && filter.unseen {
        return policy::every_recipient_told(place, backend);
    }
    Condition::all()
}

pub fn within_reach(place: &Place, reach: Reach, backend: DbBackend) -> Condition {
    match reach {
        Reach::All => Condition::all(),
        Reach::Reports => policy::about_reports(place, backend),
        Reach::Scope => policy::in_scope(place, backend),
        Reach::Grants => policy::granted(place, backend),
    }
}

pub fn matching(place: &Place, filter: &Filter, backend: DbBackend) -> Condition {
    let since = |from: DateTime<Utc>| Column::CreatedAt.gte(kept(from));
    let before = |until: DateTime<Utc>| Column::CreatedAt.lt(kept(until));
    let person = |person| {
        let received = Condition::all()
            .add(policy::received_by(place, backend, person))
            .add_option(filter.unseen.then(|| policy::every_recipient_told(place, backend)));
        Condition::any().add(Column::AuthorId.eq(person)).add(received)
    };
    let mut all = Condition::all();
    if let Some(kinds) = filter.kinds {
        all = all.add(Column::Kind.is_in(kinds.iter()));
    }
    all.add_option(filter.from.map(since))
        .add_option(filter.until.map(before))
        .add_option(filter.person.map(person))
        .add_option(filter.competency.map(|competency| {
            let mut marked = Query::select();
            marked
                .expr(Expr::cust("1"))
                .from(mark::Entity)
                .and_where(mark::Column::OrganizationId.eq(place.organization))
                .and_where(
                    Expr::col((mark::Entity, mark::Column::FeedbackId))
                        .equals((Entity, Column::Id)),
                )
                .and_where(mark::Column::CompetencyId.eq(competency));
            Expr::exists(marked)
        }))
}
