use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CoachGrantId, Ref};

use super::{changed_grant, errors, key, parse};
use crate::{
    belonging::{GrantCoach, GrantCoachError, grant_coach},
    directory::Snapshots,
    graphql::coach_grant::DataKind,
};

#[derive(Default)]
pub struct GrantCoachMutation;

#[Object]
impl GrantCoachMutation {
    /// Lets a coach in on what is about a client, from the coach's next request on; the client
    /// is told by mail. In a company for administrators in scope of the client; in a practice for
    /// the client alone. Where the administrator is the coach, it grants nothing before another
    /// administrator confirms it. A licence must be in force.
    async fn grant_coach(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, on what, and for how long.")] input: GrantCoachInput,
    ) -> Answer<GrantCoachPayload> {
        let key = key(input.idempotency_key)?;
        let granted = GrantCoach {
            coach: parse(&input.coach)?,
            client: parse(&input.client)?,
            kinds: input.kinds.into_iter().map(kernel::DataKind::from).collect(),
            starts_at: input.starts_at,
            ends_at: input.ends_at,
        };
        let done = grant_coach(Call::of(ctx), Snapshots::of(ctx), granted, key.as_ref()).await?;
        let grant = changed_grant(ctx, &done).await?;
        Ok(GrantCoachPayload { grant, errors: errors(done) })
    }
}

/// Whom, on what, and for how long.
#[derive(InputObject)]
struct GrantCoachInput {
    /// Who is let in: a member who is a coach.
    coach: ID,
    /// Whom it concerns.
    client: ID,
    /// On what.
    #[graphql(validator(max_items = 10))]
    kinds: Vec<DataKind>,
    /// From when; from now, if not given or past.
    starts_at: Option<DateTime<Utc>>,
    /// Until when; until it is revoked, if not given.
    ends_at: Option<DateTime<Utc>>,
    /// Names this attempt: repeated within 24 hours, it is done once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct GrantCoachPayload {
    /// The grant; null, if nothing was granted.
    grant: Option<Ref<CoachGrantId>>,
    /// Why nothing was granted.
    errors: Vec<GrantCoachError>,
}
