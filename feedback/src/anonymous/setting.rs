//! What an organisation may set for anonymous writing, and its bounds.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use kernel::OrganizationId;

use super::entity::setting::Model;

/// How many tickets a member draws for a month.
pub const MONTHLY_TICKETS: RangeInclusive<i64> = 1..=100;
/// How many there are, where nothing is set.
const USUAL_TICKETS: i64 = 10;
/// The fewest who must have been able to write something, whatever is set.
pub const LEAST_CROWD: i64 = 3;
/// How many must have been able to write something.
pub const CROWD: RangeInclusive<i64> = LEAST_CROWD..=100;
/// How many that is, where nothing is set.
const USUAL_CROWD: i64 = 5;
/// The hour of the day, in UTC, from which on it is delivered.
pub const HOURS: RangeInclusive<i64> = 0..=23;
/// Which hour that is, where nothing is set.
pub const USUAL_HOUR: i64 = 5;

/// What is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    pub monthly_tickets: i64,
    pub crowd: i64,
    pub delivery_hour: i64,
    /// Which hour it is until `hour_from`.
    pub hour_before: i64,
    pub hour_from: NaiveDate,
    /// 0 until something is set.
    pub version: i64,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            monthly_tickets: USUAL_TICKETS,
            crowd: USUAL_CROWD,
            delivery_hour: USUAL_HOUR,
            hour_before: USUAL_HOUR,
            hour_from: NaiveDate::default(),
            version: 0,
        }
    }
}

impl Setting {
    /// From which hour on it is delivered on a day.
    pub fn hour_on(&self, day: NaiveDate) -> i64 {
        if self.hour_from <= day { self.delivery_hour } else { self.hour_before }
    }

    pub fn row(self, organization_id: OrganizationId) -> Model {
        Model {
            organization_id,
            monthly_tickets: self.monthly_tickets,
            crowd: self.crowd,
            delivery_hour: self.delivery_hour,
            hour_before: self.hour_before,
            hour_from: self.hour_from,
            version: self.version,
        }
    }
}

impl From<Model> for Setting {
    fn from(row: Model) -> Self {
        Self {
            monthly_tickets: row.monthly_tickets,
            crowd: row.crowd.max(LEAST_CROWD),
            delivery_hour: row.delivery_hour,
            hour_before: row.hour_before,
            hour_from: row.hour_from,
            version: row.version,
        }
    }
}
