use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, SponsorshipId};

use crate::{
    graphql::{colleagues, id, key, shown},
    loader::{Loaders, Read},
    sponsors::{
        end::{EndSponsorshipError, end},
        start::{Start, StartSponsorshipError, Started, start},
    },
};

#[derive(Default)]
pub struct StartEndSponsorship;

#[Object]
impl StartEndSponsorship {
    /// Visible to coaches. Says who pays for a client of yours. They read nothing of the client
    /// but what the client releases.
    #[graphql(visible = "shown::to_coaches")]
    async fn start_sponsorship(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who pays for whom.")] input: StartSponsorshipInput,
    ) -> Answer<StartSponsorshipPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let new = Start { client: id(&input.client)?, sponsor: id(&input.sponsor)? };
        let sponsorship = match start(Call::of(ctx), colleagues(ctx), new, key).await? {
            Ok(Started::Now(row)) => {
                let id = row.id;
                Loaders::of(ctx).sponsors.rows.feed([(id, Arc::new(row))]);
                Some(id)
            }
            Ok(Started::Before(id)) => Read::of(ctx).sponsorship(id).await?.map(|_| id),
            Err(error) => {
                let errors = vec![error.into()];
                return Ok(StartSponsorshipPayload { sponsorship: None, errors });
            }
        };
        Ok(StartSponsorshipPayload { sponsorship: sponsorship.map(Ref), errors: vec![] })
    }

    /// Ends a sponsorship whose client or coach you are: the sponsor reads nothing from now on.
    /// Once more changes nothing.
    async fn end_sponsorship(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: EndSponsorshipInput,
    ) -> Answer<EndSponsorshipPayload> {
        Loaders::of(ctx).forget();
        match end(Call::of(ctx), id(&input.sponsorship)?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).sponsors.rows.feed([(id, Arc::new(row))]);
                Ok(EndSponsorshipPayload { sponsorship: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(EndSponsorshipPayload { sponsorship: None, errors: vec![error.into()] })
            }
        }
    }
}

/// Who pays for whom.
#[derive(InputObject)]
struct StartSponsorshipInput {
    /// A client whom you coach now (an id of a `Membership`).
    client: ID,
    /// Who pays (an id of a `Membership` of the same organisation).
    sponsor: ID,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input do it once.
    idempotency_key: Option<String>,
}

/// Which sponsorship ends.
#[derive(InputObject)]
struct EndSponsorshipInput {
    /// Which.
    sponsorship: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct StartSponsorshipPayload {
    /// The sponsorship; null, if none was started.
    sponsorship: Option<Ref<SponsorshipId>>,
    /// Why none was started.
    errors: Vec<StartSponsorshipError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct EndSponsorshipPayload {
    /// As it is now; null, if there is none of yours.
    sponsorship: Option<Ref<SponsorshipId>>,
    /// Why it goes on.
    errors: Vec<EndSponsorshipError>,
}
