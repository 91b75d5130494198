//! All SQL of campaigns. Every select starts at what the viewer may see; what does not says so in
//! its name.

pub mod close;
pub mod door;
pub mod invitations;
pub mod parts;
pub mod reminders;
pub mod scoring;
pub mod settle;
pub mod write;

use kernel::{
    CampaignId, Db, InstrumentId, OrganizationId, Page, Place, Viewer,
    paged::cut,
    whole::{fetch, rows, total},
    within,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr,
    sea_query::{LockType, SelectStatement},
};

use super::{
    Mode, State,
    campaign::{Column, Entity, Model},
    policy,
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// To what a list of campaigns is narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// All, if none is named.
    pub states: Vec<State>,
    pub mode: Option<Mode>,
    pub instrument: Option<InstrumentId>,
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<CampaignId>) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible(viewer, backend));
    select.and_where(within(backend, ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: CampaignId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of an organisation's, the newest first.
pub async fn list(
    db: &Db,
    place: &Place,
    filter: &Filter,
    page: &Page<CampaignId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = listed(db, place, filter);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many all pages have together.
pub async fn count(db: &Db, place: &Place, filter: &Filter) -> Result<i64, DbErr> {
    total(db, listed(db, place, filter)).await
}

fn listed(db: &Db, place: &Place, filter: &Filter) -> SelectStatement {
    let states = filter.states.iter().fold(None, |any: Option<Condition>, state| {
        Some(any.unwrap_or_else(Condition::any).add(Column::State.eq(*state)))
    });
    let rule = policy::visible_in(place, db.get_database_backend())
        .add_option(states)
        .add_option(filter.mode.map(|it| Column::Mode.eq(it)))
        .add_option(filter.instrument.map(|it| Column::InstrumentId.eq(it)));
    rows::<Entity>(rule)
}

/// One of an organisation, whoever asks: of an invitation that was found by its link, say.
pub async fn one_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CampaignId,
) -> Result<Option<Model>, DbErr> {
    Ok(fetch(db, &one(organization, id)).await?.pop())
}

/// The same, which nobody closes, pauses or extends until the end of this transaction: whoever
/// takes an answer holds it so.
pub async fn held_unchecked(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CampaignId,
) -> Result<Option<Model>, DbErr> {
    let mut select = one(organization, id);
    // SQLite has one writer at a time.
    if tx.get_database_backend() == DbBackend::Postgres {
        select.lock(LockType::Share);
    }
    Ok(fetch(tx, &select).await?.pop())
}

fn one(organization: OrganizationId, id: CampaignId) -> SelectStatement {
    let rule = Condition::all().add(Column::OrganizationId.eq(organization)).add(Column::Id.eq(id));
    rows::<Entity>(rule)
}

/// Whether there is a round after this one.
pub async fn is_repeated_unchecked(db: &Db, row: &Model) -> Result<bool, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(row.organization_id))
        .add(Column::SeriesId.eq(row.series_id))
        .add(Column::Round.gt(row.round));
    Ok(total(db, rows::<Entity>(rule)).await? > 0)
}
