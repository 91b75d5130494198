//! Letting the sponsor read a section, and no more.

use kernel::{Answer, Call, SponsorshipId, audit};

use super::{
    Section,
    entity::{release, sponsorship::Model},
    found,
    policy::Side,
    repo::write,
};

kernel::problems! {
    /// Why a section was not released.
    ReleaseError as ReleaseToSponsorError, ReleaseToSponsorErrorCode {
        /// It does not exist for you, or you are not its client.
        NoSuchSponsorship => ("sponsorship", "There is no such sponsorship of yours."),
        /// It is over.
        SponsorshipOver => ("sponsorship", "This sponsorship is over."),
    }
}

/// Done again, it changes nothing: the first time counts.
pub async fn release(
    call: &Call,
    id: SponsorshipId,
    section: Section,
) -> Answer<Result<Model, ReleaseError>> {
    let Some((row, Side::Client)) = found(call, id).await? else {
        return Ok(Err(ReleaseError::NoSuchSponsorship));
    };
    audit::licensed(call, row.organization_id, "releaseToSponsor").await?;
    if row.ended_at.is_some() {
        return Ok(Err(ReleaseError::SponsorshipOver));
    }
    let released = release::Model {
        organization_id: row.organization_id,
        sponsorship_id: row.id,
        section,
        released_at: call.clock.now(),
    };
    let tx = call.db.begin().await?;
    if tx.write(write::released(&released)).await? == 0 {
        tx.rollback().await?;
        return Ok(Ok(row));
    }
    let entry = audit::Entry::done(row.organization_id, "releaseToSponsor", row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row))
}

kernel::problems! {
    /// Why a section stays released.
    RevokeError as RevokeSponsorReleaseError, RevokeSponsorReleaseErrorCode {
        /// It does not exist for you, or you are not its client.
        NoSuchSponsorship => ("sponsorship", "There is no such sponsorship of yours."),
    }
}

/// From now on the sponsor does not read it; what they read before stands in the log. Done
/// again, it changes nothing. It needs no licence.
pub async fn revoke(
    call: &Call,
    id: SponsorshipId,
    section: Section,
) -> Answer<Result<Model, RevokeError>> {
    let Some((row, Side::Client)) = found(call, id).await? else {
        return Ok(Err(RevokeError::NoSuchSponsorship));
    };
    let tx = call.db.begin().await?;
    if tx.write(write::revoked(&row, section)).await? == 0 {
        tx.rollback().await?;
        return Ok(Ok(row));
    }
    let entry = audit::Entry::done(row.organization_id, "revokeSponsorRelease", row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row))
}
