use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Date, EmailAddress, InvitationId, Locale, Ref};

use super::{errors, key, parse};
use crate::{
    belonging::{InviteMember, InviteMemberError, invite_member},
    directory::Snapshots,
    graphql::membership::MembershipKind,
};

#[derive(Default)]
pub struct InviteMemberMutation;

#[Object]
impl InviteMemberMutation {
    /// Visible to administrators, IT administrators and coaches. States somebody as a member and
    /// mails them an invitation, valid for 14 days. Whether the address has an account is not
    /// told. For administrators, into a unit of their scope; for IT administrators; in a practice
    /// for coaches, clients, candidates and students. A licence must be in force.
    #[graphql(visible = "super::to_inviters")]
    async fn invite_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and as what.")] input: InviteMemberInput,
    ) -> Answer<InviteMemberPayload> {
        let organization = parse(&input.organization)?;
        let key = key(input.idempotency_key)?;
        let invited = InviteMember {
            organization,
            given: input.name.given,
            infix: input.name.infix,
            family: input.name.family,
            address: input.address,
            kind: kernel::MemberKind::from(crate::entity::membership::Kind::from(input.kind)),
            unit: input.unit.as_ref().map(parse).transpose()?,
            manager: input.manager.as_ref().map(parse).transpose()?,
            job_title: input.job_title,
            external_id: input.external_id,
            employed_from: input.employed_from.map(|day| day.0),
            language: input.language,
        };
        let snapshots = Snapshots::of(ctx);
        let done = invite_member(Call::of(ctx), snapshots, invited, key.as_ref()).await?;
        if done.is_ok() {
            snapshots.renew(Call::of(ctx), organization).await?;
        }
        let invitation = done.as_ref().ok().copied().map(Ref);
        Ok(InviteMemberPayload { invitation, errors: errors(done) })
    }
}

/// Whom, and as what.
#[derive(InputObject)]
struct InviteMemberInput {
    /// Where.
    organization: ID,
    /// As the organisation states it; once they accept, their own is shown.
    name: InviteMemberNameInput,
    /// Where the invitation is mailed to.
    address: EmailAddress,
    /// As what they belong to the organisation.
    #[graphql(default_with = "MembershipKind::Employee")]
    kind: MembershipKind,
    /// In which they work.
    unit: Option<ID>,
    /// To whom they report: a member who takes part.
    manager: Option<ID>,
    /// At most 200 characters.
    job_title: Option<String>,
    /// The number in the organisation's own books, at most 100 characters; no two members have
    /// the same.
    external_id: Option<String>,
    /// The first day of employment.
    employed_from: Option<Date>,
    /// Of the mail; without it, what the request prefers.
    language: Option<Locale>,
    /// Names this attempt: repeated within 24 hours, it is done once.
    idempotency_key: Option<String>,
}

/// A member's name, as the organisation states it.
#[derive(InputObject)]
struct InviteMemberNameInput {
    /// 1 to 200 characters.
    given: String,
    /// `van`, `de la`; at most 200 characters.
    infix: Option<String>,
    /// 1 to 200 characters.
    family: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct InviteMemberPayload {
    /// What was sent; null, if nobody was invited.
    invitation: Option<Ref<InvitationId>>,
    /// Why nobody was invited.
    errors: Vec<InviteMemberError>,
}
