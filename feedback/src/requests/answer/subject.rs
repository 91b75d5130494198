//! How it stands with whom feedback is asked about, when it is answered.

use kernel::{Answer, Call, Fault, MembershipId, Place};

use crate::{
    Colleagues,
    requests::{By, Doorstep, entity::request, repo::door},
};

pub struct Subject {
    /// Whether the organisation's licence is in force.
    pub may_write: Answer<()>,
    /// Who takes part now and receives it, each with their manager of now.
    pub recipients: Vec<(MembershipId, Option<MembershipId>)>,
}

/// A member asks their own directory; whoever holds a link has none.
pub async fn subject(
    call: &Call,
    colleagues: &dyn Colleagues,
    doorstep: &dyn Doorstep,
    by: &By,
    of: &request::Model,
) -> Answer<Subject> {
    let candidate = door::candidate_unchecked(&call.db, of).await?;
    // Whoever is responsible for a candidate reads what is written about them.
    let responsible = candidate.map(|it| it.responsible_id);
    let to: Vec<_> = of.about_id.or(responsible).into_iter().collect();
    if matches!(by, By::Invitation(_)) {
        let active = to.into_iter().filter(|member| colleagues.is_active(*member));
        let recipients = active.map(|member| (member, colleagues.manager_of(member))).collect();
        let may_write = call.viewer.place(of.organization_id).and_then(Place::require_licence);
        return Ok(Subject { may_write, recipients });
    }
    let house = doorstep.house_unchecked(call, of.organization_id, to).await?;
    let active = house.members.iter().filter(|it| it.active);
    Ok(Subject {
        may_write: if house.writable { Ok(()) } else { Err(Fault::unlicensed()) },
        recipients: active.map(|it| (it.id, it.manager)).collect(),
    })
}
