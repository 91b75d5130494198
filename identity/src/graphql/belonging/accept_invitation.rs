use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, AsViewer, Call, Fault};

use super::{errors, parse};
use crate::{
    account::Accounts,
    belonging::{
        AcceptInvitationError, NewPerson, accept_invitation, accept_invitation_as_new_person,
    },
    graphql::{SessionTokens, SessionTransport},
};

#[derive(Default)]
pub struct AcceptInvitationMutation;

#[Object]
impl AcceptInvitationMutation {
    /// Makes you a member of the organisation that invites: signed in, as who you are, whatever
    /// address it was mailed to; as a stranger, with a new account of the mailed address. Your
    /// next request is within the organisation.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link, and who is new.")] input: AcceptInvitationInput,
    ) -> Answer<AcceptInvitationPayload> {
        let call = Call::of(ctx);
        let done = match (ctx.viewer().user(), input.as_new_person) {
            (Some(_), None) => accept_invitation(call, &input.token).await?,
            (None, Some(person)) => {
                let hasher = &ctx.data_unchecked::<Accounts>().hasher;
                let person = person.try_into()?;
                accept_invitation_as_new_person(call, hasher, &input.token, person).await?
            }
            (None, None) => return Err(Fault::unauthenticated()),
            (Some(_), Some(_)) => {
                return Err(Fault::bad_input("You are signed in: leave out `asNewPerson`."));
            }
        };
        let joined = done.as_ref().ok();
        Ok(AcceptInvitationPayload {
            organization_id: joined.map(|it| it.organization.to_string().into()),
            membership_id: joined.map(|it| it.member.to_string().into()),
            tokens: joined
                .and_then(|it| it.signed_in.as_ref())
                .map(|signed_in| SessionTokens::begun(ctx, signed_in)),
            errors: errors(done),
        })
    }
}

/// The link, and who is new.
#[derive(InputObject)]
struct AcceptInvitationInput {
    /// What the link in the mail carries.
    token: String,
    /// For strangers: the account that is made.
    as_new_person: Option<NewPersonInput>,
}

/// An account that is made.
#[derive(InputObject)]
struct NewPersonInput {
    /// As you write it; as the organisation states it, if not given.
    name: Option<NewPersonNameInput>,
    /// 8 to 128 characters, taken exactly as sent.
    #[graphql(validator(chars_max_length = 1000))]
    password: String,
    /// The version in force, which is thereby accepted: `Query.privacyPolicy`.
    policy_version: ID,
    /// How the tokens are answered.
    #[graphql(default_with = "SessionTransport::Cookie")]
    transport: SessionTransport,
}

/// A person's name, as they write it.
#[derive(InputObject)]
struct NewPersonNameInput {
    /// 1 to 200 characters.
    given: String,
    /// `van`, `de la`; at most 200 characters.
    infix: Option<String>,
    /// 1 to 200 characters.
    family: String,
}

impl TryFrom<NewPersonInput> for NewPerson {
    type Error = Fault;

    fn try_from(input: NewPersonInput) -> Answer<Self> {
        Ok(Self {
            name: input.name.map(|name| (name.given, name.infix, name.family)),
            password: input.password,
            policy: parse(&input.policy_version)?,
            transport: input.transport.into(),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct AcceptInvitationPayload {
    /// The id of the organisation you are a member of now; null, if you did not join it.
    organization_id: Option<ID>,
    /// The id of your membership in it.
    membership_id: Option<ID>,
    /// Of the new account; null, where you were signed in already.
    tokens: Option<SessionTokens>,
    /// Why you did not join.
    errors: Vec<AcceptInvitationError>,
}
