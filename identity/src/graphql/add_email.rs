use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, EmailAddress, IdempotencyKey};

use super::errors;
use crate::account::{AddEmailError, add_email};

#[derive(Default)]
pub struct AddEmailMutation;

#[Object]
impl AddEmailMutation {
    /// Mails a link to another address of yours; it is yours once you have followed the link.
    async fn add_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which address.")] input: AddEmailInput,
    ) -> Answer<AddEmailPayload> {
        let key = input.idempotency_key.map(IdempotencyKey::try_new).transpose()?;
        let done = add_email(Call::of(ctx), input.address, key.as_ref()).await?;
        Ok(AddEmailPayload { sent: done.is_ok(), errors: errors(done) })
    }
}

/// Which address.
#[derive(InputObject)]
pub struct AddEmailInput {
    /// At most ten are yours.
    pub address: EmailAddress,
    /// Names this attempt: repeated within 24 hours, it is done once.
    pub idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct AddEmailPayload {
    /// Whether the address is written to.
    pub sent: bool,
    /// Why no mail was sent.
    pub errors: Vec<AddEmailError>,
}
