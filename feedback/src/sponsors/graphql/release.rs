use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, SponsorshipId};

use super::reading::SponsorSection;
use crate::{
    graphql::id,
    loader::Loaders,
    sponsors::{
        entity::sponsorship::Model,
        release::{ReleaseToSponsorError, RevokeSponsorReleaseError, release, revoke},
    },
};

#[derive(Default)]
pub struct ReleaseToSponsor;

#[Object]
impl ReleaseToSponsor {
    /// Lets who pays for your coaching read a section, until you revoke it. Once more changes
    /// nothing.
    async fn release_to_sponsor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, and to which sponsor.")] input: ReleaseToSponsorInput,
    ) -> Answer<ReleaseToSponsorPayload> {
        Loaders::of(ctx).forget();
        let sponsorship = id(&input.sponsorship)?;
        match release(Call::of(ctx), sponsorship, input.section.into()).await? {
            Ok(row) => {
                Ok(ReleaseToSponsorPayload { sponsorship: Some(fed(ctx, row)), errors: vec![] })
            }
            Err(error) => {
                Ok(ReleaseToSponsorPayload { sponsorship: None, errors: vec![error.into()] })
            }
        }
    }

    /// Lets who pays for your coaching read a section no more. Once more changes nothing.
    async fn revoke_sponsor_release(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, and from which sponsor.")] input: RevokeSponsorReleaseInput,
    ) -> Answer<RevokeSponsorReleasePayload> {
        Loaders::of(ctx).forget();
        let sponsorship = id(&input.sponsorship)?;
        match revoke(Call::of(ctx), sponsorship, input.section.into()).await? {
            Ok(row) => {
                Ok(RevokeSponsorReleasePayload { sponsorship: Some(fed(ctx, row)), errors: vec![] })
            }
            Err(error) => {
                Ok(RevokeSponsorReleasePayload { sponsorship: None, errors: vec![error.into()] })
            }
        }
    }
}

fn fed(ctx: &Context<'_>, row: Model) -> Ref<SponsorshipId> {
    let id = row.id;
    Loaders::of(ctx).sponsors.rows.feed([(id, Arc::new(row))]);
    Ref(id)
}

/// What is released, and to which sponsor.
#[derive(InputObject)]
struct ReleaseToSponsorInput {
    /// Which sponsorship.
    sponsorship: ID,
    /// Which section.
    section: SponsorSection,
}

/// What is released no more, and to which sponsor.
#[derive(InputObject)]
struct RevokeSponsorReleaseInput {
    /// Which sponsorship.
    sponsorship: ID,
    /// Which section.
    section: SponsorSection,
}

/// What came of it.
#[derive(SimpleObject)]
struct ReleaseToSponsorPayload {
    /// The sponsorship as it is now; null, if nothing was released.
    sponsorship: Option<Ref<SponsorshipId>>,
    /// Why nothing was released.
    errors: Vec<ReleaseToSponsorError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RevokeSponsorReleasePayload {
    /// The sponsorship as it is now; null, if there is none of yours.
    sponsorship: Option<Ref<SponsorshipId>>,
    /// Why it stays released.
    errors: Vec<RevokeSponsorReleaseError>,
}
