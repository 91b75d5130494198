//! From a draft to what people are asked: whom it asks and what is known of them is frozen.

use std::collections::BTreeSet;

use kernel::{Answer, Call, CampaignId, CampaignInvitationId, Fault, Place, Tx, audit, outbox};
use sea_orm::ConnectionTrait;

use super::{
    Attribute, Audience, InvitationState, Invitee, Mode, Origin, State, Target,
    attribute::Coarsened,
    campaign::Model,
    coarsen::coarsen,
    content::{edition, is_window},
    frozen::Frozen,
    invitation, licensed,
    promise::PROMISE,
    reach::{Unreached, invited},
    remind::INVITED,
    repo::{
        invitations::guests_unchecked,
        parts::{attributes_unchecked, targets_unchecked},
        write::{self, INVITED_AT_ONCE},
    },
};

const ACTION: &str = "launchCampaign";
/// How many members one campaign asks.
pub const MOST_INVITED: usize = 200_000;

kernel::problems! {
    /// Why a campaign was not launched.
    LaunchError as LaunchCampaignError, LaunchCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// It was launched before.
        NotADraft => ("campaign", "It was launched before."),
        /// The instrument is used no more.
        InstrumentRetired => ("campaign", "The instrument is used no more: choose another edition."),
        /// Its results are talked over before they are shown: nobody asks themself with it.
        DebriefNeeded => ("campaign", "Its results are talked over first: nobody asks themself with it."),
        /// In none of its languages are all texts of the instrument there.
        LanguageIncomplete => ("campaign", "The instrument is complete in none of the languages."),
        /// It closes before it opens, is over, or is open for more than 366 days.
        WindowInvalid => ("campaign", "It closes after it opens, later than now, and at most 366 days on."),
        /// Whom to ask for help takes no part any more.
        NoSuchContact => ("campaign", "Whom to ask for help takes no part any more."),
        /// A unit or a group of the audience is gone.
        NoSuchTarget => ("campaign", "A unit or a group of the audience is gone."),
        /// Somebody of the audience is not in your scope, or no client of yours any more.
        NotYours => ("campaign", "Somebody of the audience is not yours to ask."),
        /// Guests are asked under their names.
        OnlyIdentified => ("campaign", "Guests are asked under their names."),
        /// Nobody would be asked.
        NobodyInvited => ("campaign", "Nobody would be asked."),
        /// More than 200,000 members would be asked.
        TooManyInvited => ("campaign", "At most 200,000 members are asked at once."),
        /// Fewer are invited than the threshold asks for: such answers are not anonymous.
        TooFewForAnonymous => ("campaign", "Too few are invited for anonymous answers: make it confidential."),
    }
}

/// Whom it asks, and what is left of what is known of them.
struct Asked {
    people: Vec<(Invitee, Frozen)>,
    attributes: Vec<(Attribute, Option<Coarsened>)>,
}

/// Of two at once one launches it.
pub async fn launch(
    call: &Call,
    audience: &dyn Audience,
    id: CampaignId,
    version: i64,
) -> Answer<Result<Model, LaunchError>> {
    let Some(row) = licensed(call, id, ACTION).await? else {
        return Ok(Err(LaunchError::NoSuchCampaign));
    };
    if row.state != State::Draft {
        return Ok(Err(LaunchError::NotADraft));
    }
    if row.version != version {
        return Ok(Err(LaunchError::Stale));
    }
    let place = call.viewer.place(row.organization_id)?;
    if let Err(error) = is_ready(call, audience, &row).await? {
        return Ok(Err(error));
    }
    let asked = match asked(call, place, audience, &row).await? {
        Ok(asked) => asked,
        Err(error) => return Ok(Err(error)),
    };
    let next = Model {
        state: State::Live,
        promise: PROMISE,
        invited: i64::try_from(asked.people.len()).ok(),
        launched_at: Some(call.clock.now()),
        version: row.version + 1,
        ..row.clone()
    };
    let tx = call.db.begin().await?;
    match frozen(call, &tx, &row, next, asked).await? {
        Ok(row) => {
            tx.commit().await?;
            Ok(Ok(row))
        }
        Err(error) => {
            tx.rollback().await?;
            Ok(Err(error))
        }
    }
}

/// What can be told without the audience.
async fn is_ready(
    call: &Call,
    audience: &dyn Audience,
    row: &Model,
) -> Answer<Result<(), LaunchError>> {
    let Some(document) = edition(call, row.organization_id, row.instrument_id).await? else {
        return Ok(Err(LaunchError::InstrumentRetired));
    };
    let complete = document.completeness();
    let is_complete = |language: &str| complete.iter().any(|it| it.0 == language && it.1 == 100);
    let own = row.origin == Origin::Person;
    let wrong = [
        (!own || !document.debrief, LaunchError::DebriefNeeded),
        (row.languages.split(',').any(is_complete), LaunchError::LanguageIncomplete),
        (is_window(row.opens_at, row.closes_at, call.clock.now()), LaunchError::WindowInvalid),
        (audience.takes_part(row.contact_id), LaunchError::NoSuchContact),
    ];
    Ok(wrong.into_iter().find(|(fits, _)| !fits).map_or(Ok(()), |(_, error)| Err(error)))
}

async fn asked(
    call: &Call,
    place: &Place,
    audience: &dyn Audience,
    row: &Model,
) -> Answer<Result<Asked, LaunchError>> {
    let targets = targets_unchecked(&call.db, &call.viewer, vec![row.id]).await?;
    let targets: Vec<_> = targets.iter().map(Target::of).collect();
    let mut people = match invited(place, audience, row.origin, &targets) {
        Ok(people) if people.len() > MOST_INVITED => return Ok(Err(LaunchError::TooManyInvited)),
        Ok(people) => people,
        Err(Unreached::NoSuchTarget) => return Ok(Err(LaunchError::NoSuchTarget)),
        Err(Unreached::NotYours | Unreached::OnlyIdentified) => {
            return Ok(Err(LaunchError::NotYours));
        }
    };
    let rows = attributes_unchecked(&call.db, &call.viewer, vec![row.id]).await?;
    let wanted: Vec<_> = rows.into_iter().map(|it| it.attribute).collect();
    if wanted.contains(&Attribute::Seniority) {
        let since = audience.employed_from(call, row.organization_id).await?;
        for it in &mut people {
            it.employed_from = since.get(&it.member).copied();
        }
    }
    let today = call.clock.now().date_naive();
    let known: Vec<_> = people.iter().map(|it| Frozen::of(it, today)).collect();
    if row.mode == Mode::Anonymous {
        let k = usize::try_from(row.threshold).unwrap_or(usize::MAX);
        let units = audience.units(row.organization_id);
        // With many units it takes its time, in which no other request waits.
        let coarse = tokio::task::spawn_blocking(move || coarsen(&known, &units, &wanted, k));
        return Ok(match coarse.await.map_err(|gone| Fault::internal(&gone))? {
            Some(it) => Ok(Asked {
                people: people.into_iter().zip(it.people).collect(),
                attributes: it.kept,
            }),
            None => Err(LaunchError::TooFewForAnonymous),
        });
    }
    let chosen: BTreeSet<_> = wanted.iter().copied().collect();
    let known = known.iter().map(|it| it.only(&chosen));
    let attributes = wanted.iter().map(|it| (*it, None)).collect();
    Ok(Ok(Asked { people: people.iter().cloned().zip(known).collect(), attributes }))
}

/// All of it in one transaction, or nothing.
async fn frozen(
    call: &Call,
    tx: &Tx,
    was: &Model,
    next: Model,
    asked: Asked,
) -> Answer<Result<Model, LaunchError>> {
    // By another request, a moment ago.
    if tx.write(write::moved(was, &next)).await? == 0 {
        return Ok(Err(LaunchError::Stale));
    }
    let guests = guests_unchecked(tx, &next).await?;
    if guests > 0 && next.mode != Mode::Identified {
        return Ok(Err(LaunchError::OnlyIdentified));
    }
    if guests == 0 && asked.people.is_empty() {
        return Ok(Err(LaunchError::NobodyInvited));
    }
    let next = Model { invited: next.invited.map(|members| members + guests), ..next };
    tx.write(write::invited_in_all(&next)).await?;
    for write in write::kept(&next, &asked.attributes) {
        tx.write(write).await?;
    }
    let told_at = call.clock.now().max(next.opens_at);
    let invitation = |(invitee, known): (Invitee, Frozen)| invitation::Model {
        organization_id: next.organization_id,
        id: CampaignInvitationId(call.clock.id()),
        campaign_id: next.id,
        member_id: Some(invitee.member),
        external_name: None,
        external_address: None,
        language: None,
        link_id: None,
        link_hash: None,
        link_until: None,
        state: InvitationState::Invited,
        unit_id: known.unit,
        manager_id: known.manager,
        seniority: known.seniority,
        job_title: known.job_title,
        kind: known.kind,
        invited_at: told_at,
        settled_on: None,
        muted: false,
        remind_at: Some(told_at),
    };
    let rows: Vec<_> = asked.people.into_iter().map(invitation).collect();
    let backend = tx.get_database_backend();
    for some in rows.chunks(INVITED_AT_ONCE) {
        if let Some(write) = write::invited(backend, &next, some) {
            tx.write(write).await?;
        }
    }
    tx.write(write::guests_told(&next, told_at)).await?;
    let (organization, subject) = (next.organization_id, next.id.0);
    tx.write(outbox::Fact { organization, topic: INVITED, subject }.now(call)).await?;
    tx.write(audit::Entry::done(organization, ACTION, next.id).by(call)).await?;
    Ok(Ok(next))
}
