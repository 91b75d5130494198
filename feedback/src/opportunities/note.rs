//! Noting that one is interested.

use kernel::{Answer, Call, Code, Fault, InterestId, OpportunityId, audit};

use super::{
    content::is_note,
    entity::{
        interest::Model,
        opportunity::{self, State},
    },
    repo::{self, write},
};
use crate::goals::Shared;

#[derive(Clone, Debug)]
pub struct Note {
    pub opportunity: OpportunityId,
    /// To the offering side.
    pub note: String,
    /// With whom one discusses it.
    pub shared: Shared,
}

kernel::problems! {
    /// Why no interest was noted.
    NoteError as NoteInterestError, NoteInterestErrorCode {
        /// It does not exist for you.
        NoSuchOpportunity => ("opportunity", "There is no such opportunity."),
        /// It is closed.
        OpportunityClosed => ("opportunity", "This opportunity is closed."),
        /// You offer it.
        OwnOffer => ("opportunity", "You offer this yourself."),
        /// The note has more than 2,000 characters, or a null character.
        NoteTooLong => ("note", "A note has at most 2,000 characters."),
    }
}

/// Done again, it says it anew; also after it was withdrawn.
pub async fn note(call: &Call, input: Note) -> Answer<Result<Model, NoteError>> {
    call.viewer.signed()?;
    let Some(offer) = repo::by_id(&call.db, &call.viewer, input.opportunity).await? else {
        return Ok(Err(NoteError::NoSuchOpportunity));
    };
    let place = call.viewer.place(offer.organization_id)?;
    audit::licensed(call, offer.organization_id, "noteInterest").await?;
    if offer.state == State::Closed {
        return Ok(Err(NoteError::OpportunityClosed));
    }
    if offer.offered_by_id == place.member {
        return Ok(Err(NoteError::OwnOffer));
    }
    if !is_note(&input.note) {
        return Ok(Err(NoteError::NoteTooLong));
    }
    let new = compose(call, &offer, place.member, input);
    let tx = call.db.begin().await?;
    let mut next = new.clone();
    if tx.write(write::noted(&new)).await? == 0 {
        tx.rollback().await?;
        let own = repo::interests::own(&call.db, &call.viewer, vec![offer.id]).await?;
        let before = own.into_iter().next().ok_or_else(Fault::not_found)?;
        next.id = before.id;
        if before.withdrawn_at.is_none() {
            next.noted_at = before.noted_at;
        }
        if next != before {
            let tx = call.db.begin().await?;
            if tx.write(write::noted_again(&before, &next)).await? == 0 {
                tx.rollback().await?;
                return Err(Fault::new(Code::Conflict, "It was changed at the same time."));
            }
            let entry = audit::Entry::done(next.organization_id, "noteInterest", next.id);
            tx.write(entry.by(call)).await?;
            tx.commit().await?;
        }
        return Ok(Ok(next));
    }
    let entry = audit::Entry::done(next.organization_id, "noteInterest", next.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}

fn compose(
    call: &Call,
    offer: &opportunity::Model,
    member: kernel::MembershipId,
    input: Note,
) -> Model {
    Model {
        organization_id: offer.organization_id,
        // It tells neither time nor order.
        id: InterestId(call.clock.random_id()),
        opportunity_id: offer.id,
        member_id: member,
        offered_by_id: offer.offered_by_id,
        note: input.note,
        shared_with_manager: input.shared.with_manager,
        shared_with_coach: input.shared.with_coach,
        noted_at: call.clock.now(),
        withdrawn_at: None,
    }
}
