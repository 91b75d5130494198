//! What this context says of instruments in GraphQL.

mod content;
mod create_instrument;
mod delete_instrument;
mod duplicate_instrument;
mod import_instrument;
mod instrument;
mod item;
mod organization;
mod publish_instrument;
mod retire_instrument;
mod scale;
mod shown;
mod update_instrument;

use std::{str::FromStr, sync::Arc};

use async_graphql::{Context, ID, MergedObject};
use kernel::{Answer, Fault, IdempotencyKey, InstrumentId, Ref};

pub use self::{instrument::InstrumentFields, organization::OrganizationInstruments};
use super::{
    Draft, Made,
    flaw::{Flaw, InstrumentFlaw},
    loader::{Loaders, Read},
};

/// What people do with instruments.
#[derive(MergedObject, Default)]
pub struct InstrumentMutation(
    create_instrument::CreateInstrument,
    import_instrument::ImportInstrument,
    update_instrument::UpdateInstrument,
    publish_instrument::PublishInstrument,
    retire_instrument::RetireInstrument,
    duplicate_instrument::DuplicateInstrument,
    delete_instrument::DeleteInstrument,
);

/// An id of this kind. That it is well formed says nothing of what it names.
fn id<I: FromStr>(text: &ID) -> Answer<I> {
    text.parse().map_err(|_| Fault::bad_input("This is not an id of this kind."))
}

fn key(text: Option<String>) -> Answer<Option<IdempotencyKey>> {
    text.map(IdempotencyKey::try_new).transpose()
}

fn told(flaws: Vec<Flaw>) -> Vec<InstrumentFlaw> {
    flaws.into_iter().map(Into::into).collect()
}

/// What was just written is read back from here, not from the database.
fn fed(ctx: &Context<'_>, draft: Draft) -> Ref<InstrumentId> {
    let id = draft.row.id;
    Loaders::of(ctx).rows.feed([(id, Arc::new(draft.row))]);
    Loaders::of(ctx).documents.feed([(id, Arc::new(draft.document))]);
    Ref(id)
}

/// What was made, or what was made before and still exists for the viewer.
async fn made(ctx: &Context<'_>, made: Made) -> Answer<Option<Ref<InstrumentId>>> {
    match made {
        Made::Now(draft) => Ok(Some(fed(ctx, *draft))),
        Made::Before(id) => Ok(Read::of(ctx).instrument(id).await?.map(|_| Ref(id))),
    }
}
