use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::writing::AnonymousWriting;
use crate::{
    anonymous::update::{Update, UpdateAnonymousWritingError, update},
    graphql::{colleagues, id, problems, shown},
};

#[derive(Default)]
pub struct UpdateAnonymousWriting;

#[Object]
impl UpdateAnonymousWriting {
    /// Visible to administrators of everybody: sets the rules of anonymous writing. For what is
    /// written already, the crowd it was promised holds at least.
    #[graphql(visible = "shown::to_administrators")]
    async fn update_anonymous_writing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is set.")] input: UpdateAnonymousWritingInput,
    ) -> Answer<UpdateAnonymousWritingPayload> {
        let organization = id(&input.organization)?;
        let input = Update {
            organization,
            version: input.version,
            monthly_tickets: input.monthly_tickets.map(i64::from),
            crowd: input.crowd.map(i64::from),
            delivery_hour: input.delivery_hour.map(i64::from),
        };
        Ok(match update(Call::of(ctx), colleagues(ctx), input).await? {
            Ok(setting) => UpdateAnonymousWritingPayload {
                writing: Some(AnonymousWriting { organization, setting }),
                errors: vec![],
            },
            Err(errors) => {
                UpdateAnonymousWritingPayload { writing: None, errors: problems(errors) }
            }
        })
    }
}

/// What is set; what is left out stays.
#[derive(InputObject)]
struct UpdateAnonymousWritingInput {
    /// Of which organisation.
    organization: ID,
    /// As you read it.
    version: i64,
    /// How many tickets a member draws a month: 1 to 100, usually 10.
    monthly_tickets: Option<i32>,
    /// How many members must have been able to write something before it is delivered: 3 to 100,
    /// usually 5.
    crowd: Option<i32>,
    /// From which hour of the day on it is delivered, in UTC: 0 to 23, usually 5. Another hour
    /// counts from tomorrow on.
    delivery_hour: Option<i32>,
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateAnonymousWritingPayload {
    /// As it is now; null, if nothing was set.
    writing: Option<AnonymousWriting>,
    /// Why nothing was set.
    errors: Vec<UpdateAnonymousWritingError>,
}
