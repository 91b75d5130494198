use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, EmailAddress, Locale};

use super::errors;
use crate::account::{Register, RegisterError, register};

#[derive(Default)]
pub struct RegisterMutation;

#[Object]
impl RegisterMutation {
    /// Asks for an account. The answer is the same whether the address has one; the mail that is
    /// sent to it differs.
    async fn register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who asks for an account.")] input: RegisterInput,
    ) -> Answer<RegisterPayload> {
        let RegisterInput { email, name, language } = input;
        let RegisterNameInput { given, infix, family } = name;
        let input = Register { email, given, infix, family, language };
        let done = register(Call::of(ctx), input).await?;
        Ok(RegisterPayload { sent: done.is_ok(), errors: errors(done) })
    }
}

/// Who asks for an account.
#[derive(InputObject)]
pub struct RegisterInput {
    /// Where the mail is sent.
    pub email: EmailAddress,
    /// It becomes the account's.
    pub name: RegisterNameInput,
    /// Of the mail and of the account; without it, what the request prefers.
    pub language: Option<Locale>,
}

/// A person's name, as they write it.
#[derive(InputObject)]
pub struct RegisterNameInput {
    /// 1 to 200 characters.
    pub given: String,
    /// `van`, `de la`; at most 200 characters.
    pub infix: Option<String>,
    /// 1 to 200 characters.
    pub family: String,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct RegisterPayload {
    /// Whether the address is written to; it does not tell what the mail says.
    pub sent: bool,
    /// Why no mail was sent.
    pub errors: Vec<RegisterError>,
}
