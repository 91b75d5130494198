//! Somebody from outside wants no mails of an organisation any more, and says so from within one,
//! by the header that mail programs know (RFC 8058).

use chrono::{DateTime, Days, NaiveDate};
use kernel::{
    Answer, Call, Db, FeedbackInvitationId, NodeId, OrganizationId, Secret, Token, audit::Entry,
};
use uuid::Uuid;

use super::{
    entity::invitation::Model,
    repo::{refusals, settle::muted},
};

const ACTION: &str = "refuseFeedbackMails";
/// For so long after it was sent a mail turns others off.
const VALID: Days = Days::new(60);
/// What the tokens of members do not begin with.
const WORD: &str = "x";
/// Nor those that name an invitation.
const ADDRESS: &str = "a";
/// Of a day, in hexadecimal digits.
const DAY: usize = 8;
/// Of an id.
const ID: usize = 32;
/// Of an address: it is named by its digest.
const DIGEST: usize = 64;

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

/// The same in a mail to somebody who was not asked for feedback: a candidate, or who is invited
/// to answer a questionnaire. It names the address, of which it tells nothing.
pub fn address_token(
    secret: &Secret,
    organization: OrganizationId,
    to: &str,
    day: NaiveDate,
) -> String {
    let days = (day - DateTime::UNIX_EPOCH.date_naive()).num_days();
    let day = u32::try_from(days).unwrap_or_default();
    let digest = address_digest(secret, organization, to);
    let signature = address_signature(secret, day, organization, &digest).reveal();
    let (of, digest) = (organization.0.simple(), hex(&digest));
    format!("{ADDRESS}{day:08x}{of}{digest}{signature}")
}

/// Whether this address wants no mails of this organisation. Asked before each mail to somebody
/// from outside.
pub async fn is_refused(
    db: &Db,
    secret: &Secret,
    organization: OrganizationId,
    to: &str,
) -> Answer<bool> {
    let digest = address_digest(secret, organization, to);
    Ok(refusals::is_refused_unchecked(db, organization, digest).await?)
}

/// From now on nothing of this organisation is mailed to this address: no reminder, no other
/// request, no question for consent, and no questionnaire. What was asked can still be answered.
/// False, if we never mailed this token, or long ago. Done again, it changes nothing.
pub async fn refuse(call: &Call, token: &str) -> Answer<bool> {
    let today = call.clock.now().date_naive();
    if let Some((organization, digest)) = address_opened(&call.secret, token, today) {
        written(call, organization, Some(digest), None).await?;
        return Ok(true);
    }
    let Some((organization, id)) = opened(&call.secret, token, today) else { return Ok(false) };
    let Some(row) = refusals::external_unchecked(&call.db, organization, id).await? else {
        // They were forgotten, so nothing is mailed to them.
        return Ok(true);
    };
    let address = row.external_address.as_ref();
    let digest = address.map(|to| address_digest(&call.secret, organization, to));
    written(call, organization, digest, Some(&row)).await?;
    Ok(true)
}

/// Once: where it was so before, nothing is written.
async fn written(
    call: &Call,
    organization: OrganizationId,
    digest: Option<Vec<u8>>,
    row: Option<&Model>,
) -> Answer<()> {
    let subject = row.map_or(NodeId::Organization(organization), |row| row.id.into());
    let mut writes = vec![];
    writes.extend(digest.map(|it| refusals::refused(organization, it)));
    writes.extend(row.map(muted));
    let tx = call.db.begin().await?;
    let mut fresh = 0;
    for write in writes {
        fresh += tx.write(write).await?;
    }
    if fresh == 0 {
        tx.rollback().await?;
        return Ok(());
    }
    tx.write(Entry::done(organization, ACTION, subject).by_nobody(call)).await?;
    Ok(tx.commit().await?)
}

/// What is kept of an address that wants no mails: nobody without the deployment's secret tells
/// from it whose it is.
fn address_digest(secret: &Secret, organization: OrganizationId, to: &str) -> Vec<u8> {
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

fn address_opened(
    secret: &Secret,
    token: &str,
    today: NaiveDate,
) -> Option<(OrganizationId, Vec<u8>)> {
    let (day, rest) = token.strip_prefix(ADDRESS)?.split_at_checked(DAY)?;
    let (organization, rest) = rest.split_at_checked(ID)?;
    let (digest, given) = rest.split_at_checked(DIGEST)?;
    let day = u32::from_str_radix(day, 16).ok()?;
    let organization = OrganizationId(Uuid::try_parse(organization).ok()?);
    let digest = bytes(digest)?;
    let sent = DateTime::UNIX_EPOCH.date_naive() + Days::new(day.into());
    let ours = address_signature(secret, day, organization, &digest).hash();
    (Token::parse(given)?.hash() == ours && today <= sent + VALID).then_some((organization, digest))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits = |at: usize| hex.get(at..at + 2).and_then(|it| u8::from_str_radix(it, 16).ok());
    (0..hex.len()).step_by(2).map(digits).collect()
}

fn address_signature(
    secret: &Secret,
    day: u32,
    organization: OrganizationId,
    digest: &[u8],
) -> Token {
    let parts = [&day.to_be_bytes()[..], organization.0.as_bytes(), digest];
    Token::new(secret.sign("refuse mails to an address", &parts))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_an_address_as_it_is_compared_and_nobody_else_makes_one() {
        let (one, other) = (Secret::new([1; 32]), Secret::new([2; 32]));
        let organization = OrganizationId(Uuid::from_u128(7));
        let day = |of| NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(of);
        let token = address_token(&one, organization, "Eva@example.org", day(0));
        let digest = address_digest(&one, organization, "eva@example.org");
        assert_eq!(address_opened(&one, &token, day(60)), Some((organization, digest)));
        assert_eq!(address_opened(&one, &token, day(61)), None);
        assert_eq!(address_opened(&other, &token, day(0)), None);
        assert_eq!(opened(&one, &token, day(0)), None);
        assert!(!token.contains("eva"));
        let forged = token.replacen("07", "08", 1);
        let long = format!("{token}0");
        let blank = format!("{ADDRESS}{}", "ü".repeat(90));
        for wrong in ["", "ü", ADDRESS, &token[1..], &forged, &long, &blank, &token[..60]] {
            assert_eq!(address_opened(&one, wrong, day(0)), None, "{wrong}");
        }
    }
}
