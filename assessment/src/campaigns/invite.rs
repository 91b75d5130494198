//! Inviting somebody from outside, who answers by a link without an account.

use chrono::TimeDelta;
use kernel::{
    Answer, Call, CampaignId, CampaignInvitationId, EmailAddress, IdempotencyKey, Locale, Once,
    audit, outbox, text::is_line,
};

use super::{
    Audience, InvitationState, Mode, State, campaign,
    invitation::Model,
    is_going, licensed, link,
    remind::INVITED,
    repo::{invitations::guests_since_unchecked, write},
    schedule,
};

#[derive(Clone, Debug)]
pub struct Invite {
    pub campaign: CampaignId,
    pub name: String,
    pub address: EmailAddress,
    /// In which they are written to; the caller's, if nothing is said.
    pub language: Option<Locale>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Invited {
    Now(Box<Model>),
    /// By an earlier attempt with the same key.
    Before(CampaignInvitationId),
}

const ACTION: &str = "inviteGuestToCampaign";
/// In characters.
const LONGEST_NAME: usize = 200;
/// How many from outside an organisation invites within a day.
pub const MOST_GUESTS_A_DAY: i64 = 500;

kernel::problems! {
    /// Why nobody was invited.
    InviteError as InviteGuestToCampaignError, InviteGuestToCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// Guests answer under their names, where a company asks by its licence.
        NoGuests => ("campaign", "Guests are invited to identified campaigns of companies."),
        /// It is over.
        CampaignClosed => ("campaign", "This is over."),
        /// The name is not 1 to 200 characters on one line.
        NameInvalid => ("name", "A name has 1 to 200 characters on one line."),
        /// The organisation invited 500 guests within a day.
        TooManyGuests => ("campaign", "At most 500 guests are invited in a day."),
    }
}

/// Into a draft too: they are written to once it is launched.
pub async fn invite(
    call: &Call,
    audience: &dyn Audience,
    input: Invite,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Invited, InviteError>> {
    let Some(of) = licensed(call, input.campaign, ACTION).await? else {
        return Ok(Err(InviteError::NoSuchCampaign));
    };
    let told = format!("{input:?}");
    let new = |key| Once::new(call, of.organization_id, ACTION, &key, &told);
    let once = key.map(new).transpose()?;
    if let Err(error) = check(call, audience, &of, &input).await? {
        let ids = match &once {
            Some(once) => once.earlier(call).await?,
            None => None,
        };
        let id = ids.and_then(|ids| ids.first().copied());
        return Ok(id.map(|id| Invited::Before(CampaignInvitationId(id))).ok_or(error));
    }
    let row = composed(call, &of, input);
    let (organization, subject) = (of.organization_id, of.id.0);
    let mut writes = vec![write::guest(&row)];
    if of.state != State::Draft {
        writes.push(write::one_more(&of));
        writes.push(outbox::Fact { organization, topic: INVITED, subject }.now(call));
    }
    writes.push(audit::Entry::done(organization, ACTION, row.id).by(call));
    let before = Once::make(once, call, writes, row.id.0).await?;
    let now = || Invited::Now(Box::new(row));
    Ok(Ok(before.map_or_else(now, |id| Invited::Before(CampaignInvitationId(id)))))
}

async fn check(
    call: &Call,
    audience: &dyn Audience,
    of: &campaign::Model,
    input: &Invite,
) -> Answer<Result<(), InviteError>> {
    let now = call.clock.now();
    let asked = of.mode == Mode::Identified && of.origin == campaign::Origin::Administrator;
    if !asked || !audience.is_company(of.organization_id) {
        return Ok(Err(InviteError::NoGuests));
    }
    if of.state != State::Draft && !is_going(of, now) {
        return Ok(Err(InviteError::CampaignClosed));
    }
    if !is_line(&input.name, LONGEST_NAME) {
        return Ok(Err(InviteError::NameInvalid));
    }
    let since = now - TimeDelta::days(1);
    let before = guests_since_unchecked(&call.db, of.organization_id, since).await?;
    Ok(if before < MOST_GUESTS_A_DAY { Ok(()) } else { Err(InviteError::TooManyGuests) })
}

fn composed(call: &Call, of: &campaign::Model, input: Invite) -> Model {
    let link = call.clock.random_id();
    let now = call.clock.now();
    let told_at = now.max(of.opens_at);
    let draft = of.state == State::Draft;
    Model {
        organization_id: of.organization_id,
        id: CampaignInvitationId(call.clock.id()),
        campaign_id: of.id,
        member_id: None,
        external_name: Some(input.name),
        external_address: Some(input.address.into_string()),
        language: Some(input.language.as_ref().unwrap_or(&call.origin.locale).as_str().to_owned()),
        link_id: Some(link),
        link_hash: Some(link::token(&call.secret, link).hash()),
        link_until: Some(schedule::link_until(of.closes_at)),
        state: InvitationState::Invited,
        unit_id: None,
        manager_id: None,
        seniority: None,
        job_title: None,
        kind: None,
        invited_at: if draft { now } else { told_at },
        settled_on: None,
        muted: false,
        remind_at: (!draft).then_some(told_at),
    }
}
