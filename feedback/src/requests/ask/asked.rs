//! Who is asked.

use kernel::{Call, FeedbackInvitationId, MembershipId, Place};

use super::{About, Ask, AskError, External, MOST_ASKED};
use crate::{
    Colleagues,
    requests::{
        entity::{
            invitation::{Model, State},
            request,
        },
        link,
    },
};

/// The members, without who asks and whom it is about, in the order of their ids.
pub fn asked(
    place: &Place,
    colleagues: &dyn Colleagues,
    input: &Ask,
) -> Result<Vec<MembershipId>, AskError> {
    // Before each is looked up.
    if input.members.len() > MOST_ASKED {
        return Err(AskError::TooManyAsked);
    }
    let here = Some(place.organization);
    let fits = |member: &MembershipId| {
        colleagues.organization_of(*member) == here && colleagues.is_active(*member)
    };
    if !input.members.iter().all(fits) {
        return Err(AskError::NoSuchColleague);
    }
    let mut members = input.members.clone();
    if let Some(group) = input.group {
        let (home, of) = colleagues.group(group).ok_or(AskError::NoSuchGroup)?;
        if home != place.organization {
            return Err(AskError::NoSuchGroup);
        }
        members.extend(of.into_iter().filter(|member| colleagues.is_active(*member)));
    }
    let about = match input.about {
        About::Member(member) => Some(member),
        About::Candidate(_) => None,
    };
    members.retain(|member| *member != place.member && Some(*member) != about);
    members.sort_unstable();
    members.dedup();
    match members.len() {
        0 if input.externals.is_empty() => Err(AskError::NobodyAsked),
        0..=MOST_ASKED => Ok(members),
        _ => Err(AskError::TooManyAsked),
    }
}

/// One for each of them.
pub fn invitations(
    call: &Call,
    row: &request::Model,
    members: &[MembershipId],
    externals: Vec<External>,
) -> Vec<Model> {
    let blank = |id| Model {
        organization_id: row.organization_id,
        id: FeedbackInvitationId(id),
        request_id: row.id,
        requester_id: row.requester_id,
        due_on: row.due_on,
        member_id: None,
        external_name: None,
        external_address: None,
        language: None,
        link_id: None,
        link_hash: None,
        state: State::Open,
        reason: None,
        feedback_id: None,
        invited_at: row.created_at,
        settled_at: None,
        muted: false,
        remind_at: Some(row.created_at),
        notice_version: None,
    };
    let members = members.iter().map(|it| Model { member_id: Some(*it), ..blank(call.clock.id()) });
    let externals = externals.into_iter().map(|it| {
        let link = call.clock.random_id();
        let language = it.language.as_ref().unwrap_or(&call.origin.locale);
        Model {
            external_name: Some(it.name),
            external_address: Some(it.address.into_string()),
            language: Some(language.as_str().to_owned()),
            link_id: Some(link),
            link_hash: Some(link::token(&call.secret, link).hash()),
            ..blank(call.clock.id())
        }
    });
    members.chain(externals).collect()
}
