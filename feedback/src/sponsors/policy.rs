//! Who may read of a sponsorship, in two renderings of one rule: for rows that are still in the
//! database, and for a row in hand. A test holds them together.
//!
//! It exists for the client and the coach, and until it ends for the sponsor. Of the client the
//! sponsor reads the sections that the client released, while they are. Which those are is
//! told to the two; who read them, to the client alone.

use kernel::{MembershipId, Place, Viewer};
use sea_orm::{ColumnTrait, Condition};

use super::entity::{
    release::{self, Section},
    sponsorship::{Column, Model},
};

/// What somebody has to do with a sponsorship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Client,
    Coach,
    Sponsor,
}

/// The rows that exist for the viewer; the tenant comes first, whatever else is asked.
pub fn visible(viewer: &Viewer) -> Condition {
    viewer.places.iter().fold(Condition::any(), |any, place| any.add(visible_in(place)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place) -> Condition {
    let sponsored =
        Condition::all().add(Column::SponsorId.eq(place.member)).add(Column::EndedAt.is_null());
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(
        Condition::any()
            .add(Column::ClientId.eq(place.member))
            .add(Column::CoachId.eq(place.member))
            .add(sponsored),
    )
}

/// [`visible`], for a row in hand: what the viewer has to do with it, if anything.
pub fn side(viewer: &Viewer, row: &Model) -> Option<Side> {
    let me = viewer.within(row.organization_id)?.member;
    match me {
        _ if row.client_id == me => Some(Side::Client),
        _ if row.coach_id == me => Some(Side::Coach),
        _ => (row.sponsor_id == me && row.ended_at.is_none()).then_some(Side::Sponsor),
    }
}

/// Which sections are released.
pub fn reads_releases(side: Side) -> bool {
    matches!(side, Side::Client | Side::Sponsor)
}

/// When the sponsor read which section.
pub fn reads_log(side: Side) -> bool {
    side == Side::Client
}

/// What stands in a section: the client reads it as the sponsor would.
pub fn reads_section(side: Side, released: &[release::Model], section: Section) -> bool {
    match side {
        Side::Client => true,
        Side::Coach => false,
        Side::Sponsor => released.iter().any(|it| it.section == section),
    }
}

/// Whose coach the viewer is now says who pays for it.
pub fn may_start(place: &Place, client: MembershipId) -> bool {
    place.coached.iter().any(|it| it.client == client)
}

/// Either can do without.
pub fn may_end(side: Side) -> bool {
    matches!(side, Side::Client | Side::Coach)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use kernel::{OrganizationId, SponsorshipId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_sponsor_reads_the_sections_that_are_released_and_no_other() {
        let released = [release::Model {
            organization_id: OrganizationId(Uuid::nil()),
            sponsorship_id: SponsorshipId(Uuid::nil()),
            section: Section::Goals,
            released_at: DateTime::UNIX_EPOCH,
        }];
        for (side, section, reads) in [
            (Side::Sponsor, Section::Goals, true),
            (Side::Sponsor, Section::Attendance, false),
            (Side::Client, Section::Attendance, true),
            (Side::Coach, Section::Goals, false),
        ] {
            assert_eq!(reads_section(side, &released, section), reads, "{side:?} {section:?}");
        }
        assert!(reads_log(Side::Client) && !reads_log(Side::Sponsor) && !reads_log(Side::Coach));
        assert!(!reads_releases(Side::Coach) && !may_end(Side::Sponsor));
    }
}
