//! An invitation, its link and its mail.

use kernel::{
    Answer, Call, EmailAddress, InvitationId, Locale, MembershipId, OrganizationId, Tx,
    outbox::Fact,
};

use super::Desk;
use crate::{
    account::{
        INVITATION,
        doors::{Doors, ask},
        fold, link,
        link::Purpose,
    },
    entity::invitation,
    repo::statement::row,
};

/// As an administrator of the organisation.
pub async fn send(
    desk: &Desk<'_>,
    id: InvitationId,
    member: MembershipId,
    address: EmailAddress,
    language: Option<Locale>,
) -> Answer<()> {
    let to = To { organization: desk.organization(), member, address, language };
    mail(desk.call, &desk.tx, id, to, Some(desk.me())).await
}

/// Whom an invitation is for.
pub struct To {
    pub organization: OrganizationId,
    pub member: MembershipId,
    pub address: EmailAddress,
    pub language: Option<Locale>,
}

/// A mailbox that got many mails of ours lately gets none for a while, which is not told: the
/// invitation is there and can be sent again. Who asks for too many is told.
pub async fn mail(
    call: &Call,
    tx: &Tx,
    id: InvitationId,
    to: To,
    invited_by: Option<MembershipId>,
) -> Answer<()> {
    let To { organization, member, address, language } = to;
    let language = language.as_ref().unwrap_or(&call.origin.locale).as_str().to_owned();
    let folded = fold(address.as_str());
    let mut link = link::draft(call, Purpose::Invitation, None, address.into_string());
    link.language = Some(language.clone());
    link.organization_id = Some(organization);
    link.subject_id = Some(id.0);
    let invitation = invitation::Model {
        organization_id: organization,
        id,
        membership_id: member,
        address: link.address.clone().unwrap_or_default(),
        language,
        state: invitation::State::Pending,
        invited_by,
        created_at: call.clock.now(),
        expires_at: link.expires_at,
    };
    tx.write(row(invitation)).await?;
    let doors = Doors::mail(call, &folded);
    let held = doors.lock(call, tx).await?;
    if let Some(asker) = call.viewer.person {
        ask(call, tx, asker.user).await?;
    }
    if held.closed().is_none() {
        held.count_first(tx).await?;
        let fact = Fact { organization, topic: INVITATION, subject: link.id };
        tx.write(link::write(link)).await?;
        tx.write(fact.now(call)).await?;
    }
    Ok(())
}
