//! Somebody from outside wants no mails of an organisation any more, and says so from within one,
//! by the header that mail programs know (RFC 8058).

use chrono::{DateTime, Days, NaiveDate};
use kernel::{Answer, Call, FeedbackInvitationId, OrganizationId, Secret, Token, audit::Entry};
use uuid::Uuid;

use super::repo::refusals;

const ACTION: &str = "refuseFeedbackMails";
/// For so long after it was sent a mail turns others off.
const VALID: Days = Days::new(60);
/// What the tokens of members do not begin with.
const WORD: &str = "x";
/// Of a day, in hexadecimal digits.
const DAY: usize = 8;
/// Of an id.
const ID: usize = 32;

/// What the address in a mail of this day carries. It opens nothing else.
pub fn refusal_token(
    secret: &Secret,
    organization: OrganizationId,
    invitation: FeedbackInvitationId,
    day: NaiveDate,
) -> String {
    let days = (day - DateTime::UNIX_EPOCH.date_naive()).num_days();
    let day = u32::try_from(days).unwrap_or_default();
    let signature = signature(secret, day, organization, invitation);
    let (of, id) = (organization.0.simple(), invitation.0.simple());
    format!("{WORD}{day:08x}{of}{id}{}", signature.reveal())
}

/// From now on nothing of this organisation is mailed to this address: no reminder, no other
/// request, and no question for consent. What was asked can still be answered. False, if we never mailed this token, or
/// long ago. Done again, it changes nothing.
pub async fn refuse(call: &Call, token: &str) -> Answer<bool> {
    let today = call.clock.now().date_naive();
    let Some((organization, id)) = opened(&call.secret, token, today) else { return Ok(false) };
    let Some(row) = refusals::external_unchecked(&call.db, organization, id).await? else {
        // They were forgotten, so nothing is mailed to them.
        return Ok(true);
    };
    let tx = call.db.begin().await?;
    let fresh = match &row.external_address {
        Some(address) => {
            let hash = address_digest(&call.secret, organization, address);
            tx.write(refusals::refused(organization, hash)).await?
        }
        None => 0,
    };
    if fresh + tx.write(super::repo::settle::muted(&row)).await? == 0 {
        tx.rollback().await?;
        return Ok(true);
    }
    tx.write(Entry::done(organization, ACTION, id).by_nobody(call)).await?;
    tx.commit().await?;
    Ok(true)
}

/// What is kept of an address that wants no mails: nobody without the deployment's secret tells
/// from it whose it is.
pub(crate) fn address_digest(secret: &Secret, organization: OrganizationId, to: &str) -> Vec<u8> {
    let to = to.to_lowercase();
    secret.sign("refused address", &[organization.0.as_bytes(), to.as_bytes()]).to_vec()
}

fn opened(
    secret: &Secret,
    token: &str,
    today: NaiveDate,
) -> Option<(OrganizationId, FeedbackInvitationId)> {
    let (day, rest) = token.strip_prefix(WORD)?.split_at_checked(DAY)?;
    let (organization, rest) = rest.split_at_checked(ID)?;
    let (id, given) = rest.split_at_checked(ID)?;
    let day = u32::from_str_radix(day, 16).ok()?;
    let organization = OrganizationId(Uuid::try_parse(organization).ok()?);
    let id = FeedbackInvitationId(Uuid::try_parse(id).ok()?);
    let sent = DateTime::UNIX_EPOCH.date_naive() + Days::new(day.into());
    // Nobody can steer a hash byte by byte.
    let ours = Token::parse(given)?.hash() == signature(secret, day, organization, id).hash();
    (ours && today <= sent + VALID).then_some((organization, id))
}

fn signature(
    secret: &Secret,
    day: u32,
    organization: OrganizationId,
    invitation: FeedbackInvitationId,
) -> Token {
    let parts = [&day.to_be_bytes()[..], organization.0.as_bytes(), invitation.0.as_bytes()];
    Token::new(secret.sign("refuse feedback mails", &parts))
}
