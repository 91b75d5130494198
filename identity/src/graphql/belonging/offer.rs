use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call};

use crate::{
    belonging::{Offer, offer},
    graphql::{membership::MembershipKind, organization::OrganizationKind},
};

/// What can be asked without being signed in, by whoever holds an invitation's link.
#[derive(Default)]
pub struct InvitationQuery;

#[Object]
impl InvitationQuery {
    /// What the link in an invitation's mail offers; null, if it opens nothing (any more).
    async fn invitation_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the link carries.")] token: String,
    ) -> Answer<Option<InvitationOffer>> {
        Ok(offer(Call::of(ctx), &token).await?.map(InvitationOffer::from))
    }
}

/// What an invitation offers to whoever holds its link. It does not tell whether the address
/// it was mailed to has an account.
#[derive(SimpleObject)]
struct InvitationOffer {
    /// The organisation's name.
    organization_name: String,
    /// What the organisation is.
    organization_kind: OrganizationKind,
    /// As what one would belong to it.
    kind: MembershipKind,
    /// The title it states.
    job_title: Option<String>,
    /// The name of who sent it.
    invited_by: Option<String>,
    /// Until when it can be accepted.
    expires_at: DateTime<Utc>,
}

impl From<Offer> for InvitationOffer {
    fn from(offer: Offer) -> Self {
        Self {
            organization_name: offer.organization,
            organization_kind: offer.organization_kind.into(),
            kind: offer.kind.into(),
            job_title: offer.job_title,
            invited_by: offer.inviter,
            expires_at: offer.expires_at,
        }
    }
}
