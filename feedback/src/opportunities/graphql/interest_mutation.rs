use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InterestId, Ref};

use crate::{
    goals::graphql::GoalAudience,
    graphql::id,
    loader::Loaders,
    opportunities::{
        entity::interest::Model,
        share::{ShareInterestError, share},
        withdraw::{WithdrawInterestError, withdraw},
    },
};

#[derive(Default)]
pub struct InterestMutation;

#[Object]
impl InterestMutation {
    /// Says with whom you discuss an interest of yours, from now on.
    async fn share_interest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which interest, and with whom.")] input: ShareInterestInput,
    ) -> Answer<ShareInterestPayload> {
        Loaders::of(ctx).forget();
        let shared = input.shared_with.into_iter().collect();
        match share(Call::of(ctx), id(&input.interest)?, shared).await? {
            Ok(row) => Ok(ShareInterestPayload { interest: Some(fed(ctx, row)), errors: vec![] }),
            Err(error) => Ok(ShareInterestPayload { interest: None, errors: vec![error.into()] }),
        }
    }

    /// Takes back that you are interested: nobody else reads of it any more. Once more changes
    /// nothing.
    async fn withdraw_interest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: WithdrawInterestInput,
    ) -> Answer<WithdrawInterestPayload> {
        Loaders::of(ctx).forget();
        match withdraw(Call::of(ctx), id(&input.interest)?).await? {
            Ok(row) => {
                Ok(WithdrawInterestPayload { interest: Some(fed(ctx, row)), errors: vec![] })
            }
            Err(error) => {
                Ok(WithdrawInterestPayload { interest: None, errors: vec![error.into()] })
            }
        }
    }
}

fn fed(ctx: &Context<'_>, row: Model) -> Ref<InterestId> {
    let id = row.id;
    Loaders::of(ctx).opportunities.interests.feed([(id, Arc::new(row))]);
    Ref(id)
}

/// Which interest is discussed, and with whom.
#[derive(InputObject)]
struct ShareInterestInput {
    /// Which.
    interest: ID,
    /// With all of these and with nobody else; with nobody, if this is empty.
    shared_with: Vec<GoalAudience>,
}

/// Which interest is taken back.
#[derive(InputObject)]
struct WithdrawInterestInput {
    /// Which.
    interest: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct ShareInterestPayload {
    /// As it is now; null, if there is none of yours.
    interest: Option<Ref<InterestId>>,
    /// Why it is shared as it was.
    errors: Vec<ShareInterestError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawInterestPayload {
    /// As it is now; null, if there is none of yours.
    interest: Option<Ref<InterestId>>,
    /// Why it stands.
    errors: Vec<WithdrawInterestError>,
}
