//! Whom it is given to.

use kernel::{MembershipId, OrganizationId, Place, Viewer};

use super::{GiveError, MOST_RECIPIENTS, To};
use crate::Colleagues;

/// Who receives it, without the author, in the order of their ids.
pub fn recipients<'a>(
    viewer: &'a Viewer,
    colleagues: &dyn Colleagues,
    to: &To,
) -> Result<(&'a Place, Vec<MembershipId>), GiveError> {
    let unknown = GiveError::NoSuchRecipient;
    let (organization, mut members) = match to {
        To::Members(named) => {
            let (first, others) = named.split_first().ok_or(GiveError::NobodyToReceive)?;
            // Before each is looked up.
            if others.len() >= MOST_RECIPIENTS {
                return Err(GiveError::TooManyRecipients);
            }
            let organization = colleagues.organization_of(*first).ok_or(unknown)?;
            let fits = |member: &MembershipId| {
                colleagues.organization_of(*member) == Some(organization)
                    && colleagues.is_active(*member)
            };
            if !named.iter().all(fits) {
                return Err(unknown);
            }
            (organization, named.clone())
        }
        To::Group(group) => colleagues.group(*group).ok_or(unknown)?,
        To::Unit(unit) => colleagues.unit(*unit).ok_or(unknown)?,
    };
    let place = viewer.within(organization).ok_or(unknown)?;
    if !matches!(to, To::Members(_)) {
        members.retain(|member| colleagues.is_active(*member));
    }
    let alone = !members.is_empty();
    members.retain(|member| *member != place.member);
    members.sort_unstable();
    members.dedup();
    match members.len() {
        0 if alone => Err(GiveError::ToYourself),
        0 => Err(GiveError::NobodyToReceive),
        1..=MOST_RECIPIENTS => Ok((place, members)),
        _ => Err(GiveError::TooManyRecipients),
    }
}

/// Where it would be given, were it in order.
pub fn place_of<'a>(viewer: &'a Viewer, colleagues: &dyn Colleagues, to: &To) -> Option<&'a Place> {
    let organization: Option<OrganizationId> = match to {
        To::Members(named) => named.first().and_then(|member| colleagues.home_of(*member)),
        To::Group(group) => colleagues.home_of_group(*group),
        To::Unit(unit) => colleagues.home_of_unit(*unit),
    };
    viewer.within(organization?)
}
