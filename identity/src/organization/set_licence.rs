//! Licences: how many members there may be, and until when content may be written.

use chrono::NaiveDate;
use kernel::{
    Answer, Call, Fault, OrganizationId, audit,
    audit::{Entry, PLATFORM},
};

use crate::{
    entity::{
        licence::{Kind, Model},
        organization,
    },
    policy, repo,
    repo::statement::row,
};

/// More members than anybody has.
pub(super) const MOST_SEATS: i64 = 1_000_000;

#[derive(Debug)]
pub struct SetLicence {
    pub organization: OrganizationId,
    pub kind: Kind,
    pub seats: i64,
    pub valid_from: NaiveDate,
    /// The last day.
    pub valid_until: NaiveDate,
}

const ACTION: &str = "setLicence";

kernel::problems! {
    /// Why the licence stays.
    NotSet as SetLicenceError, SetLicenceErrorCode {
        /// Companies have B2B licences, practices B2C.
        KindUnfit => ("kind", "A company's licence is B2B, a practice's B2C."),
        /// There are 1 to 1,000,000.
        SeatsInvalid => ("seats", "A licence has 1 to 1,000,000 seats."),
        /// It ends before it begins.
        PeriodInvalid => ("validUntil", "The last day is not before the first."),
    }
}

/// From its first day on it takes the place of every other licence; earlier days stay as they
/// were. Fewer seats than members put nobody out: only nobody is added any more.
pub async fn set_licence(call: &Call, input: SetLicence) -> Answer<Result<OrganizationId, NotSet>> {
    call.viewer.signed()?;
    if !policy::may_manage_licences(&call.viewer) {
        return audit::logged(call, PLATFORM, ACTION, Err(Fault::forbidden())).await;
    }
    let id = input.organization;
    let about = repo::organization::by_id_unchecked(&call.db, id).await?;
    let about = about.filter(|it| subscribes(it.kind)).ok_or_else(Fault::not_found)?;
    if let Err(refused) = input.check(about.kind) {
        return Ok(Err(refused));
    }
    let tx = call.db.begin().await?;
    repo::directory::raise_version(&tx, id).await?;
    repo::organization::end_licences(&tx, id, input.valid_from).await?;
    let licence = Model {
        organization_id: id,
        id: call.clock.id(),
        kind: input.kind,
        seats: input.seats,
        valid_from: input.valid_from,
        valid_until: input.valid_until,
    };
    tx.write(row(licence)).await?;
    tx.write(Entry::done(id, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

fn subscribes(kind: organization::Kind) -> bool {
    matches!(kind, organization::Kind::Company | organization::Kind::Practice)
}

impl SetLicence {
    fn check(&self, of: organization::Kind) -> Result<(), NotSet> {
        if (of == organization::Kind::Practice) != (self.kind == Kind::B2c) {
            return Err(NotSet::KindUnfit);
        }
        if !(1..=MOST_SEATS).contains(&self.seats) {
            return Err(NotSet::SeatsInvalid);
        }
        if self.valid_until < self.valid_from {
            return Err(NotSet::PeriodInvalid);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_licence_has_seats_and_a_period() {
        let day = |n: u32| NaiveDate::from_ymd_opt(2026, 1, n).unwrap();
        let licence = |kind, seats, from, until| SetLicence {
            organization: OrganizationId(Uuid::nil()),
            kind,
            seats,
            valid_from: day(from),
            valid_until: day(until),
        };
        let company = organization::Kind::Company;
        assert_eq!(licence(Kind::B2b, 1, 1, 1).check(company), Ok(()));
        assert_eq!(licence(Kind::B2c, 1, 1, 1).check(company), Err(NotSet::KindUnfit));
        let practice = organization::Kind::Practice;
        assert_eq!(licence(Kind::B2b, 1, 1, 1).check(practice), Err(NotSet::KindUnfit));
        assert_eq!(licence(Kind::B2b, 0, 1, 1).check(company), Err(NotSet::SeatsInvalid));
        assert_eq!(licence(Kind::B2b, 1_000_001, 1, 1).check(company), Err(NotSet::SeatsInvalid));
        assert_eq!(licence(Kind::B2b, 1, 2, 1).check(company), Err(NotSet::PeriodInvalid));
    }
}
