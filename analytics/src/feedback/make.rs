//! The job that fixes what may be told of each month of feedback that has ended: once, in one
//! transaction.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use kernel::{Answer, Clock, Db, Fault, OrganizationId, UnitId, is_taken};

use super::{
    count::{Known, told},
    repo::{
        self, Kept, companies_unchecked, first_unchecked, marks_unchecked, members_unchecked,
        months_unchecked, received_unchecked, units_unchecked,
    },
};
use crate::{
    dashboards::numbers::Numbers,
    disclosure::{Rules, ViewKind},
};

/// Whoever received nothing for so long received none.
const LONG: TimeDelta = TimeDelta::days(90);
/// Months that ended longer ago are not made any more.
const EARLIEST: Months = Months::new(24);

/// How many months were made. Safe to run at any time, any number of times and by any number of
/// processes at once.
pub async fn make(db: &Db, clock: &Clock) -> Answer<u64> {
    let mut failed = None;
    let mut made = 0;
    for organization in companies_unchecked(db).await? {
        match months(db, clock, organization).await {
            Ok(fresh) => made += fresh,
            Err(fault) => failed = Some(fault),
        }
    }
    failed.map_or(Ok(made), Err)
}

async fn months(db: &Db, clock: &Clock, organization: OrganizationId) -> Answer<u64> {
    let Some(first) = first_unchecked(db, organization).await? else { return Ok(0) };
    let this = begin(clock.now().date_naive());
    let known: HashSet<NaiveDate> =
        months_unchecked(db, organization).await?.into_iter().map(|it| it.month).collect();
    let mut made = 0;
    let earliest = this.checked_sub_months(EARLIEST).unwrap_or(this);
    let mut month = begin(first.date_naive()).max(earliest);
    while month < this {
        if !known.contains(&month) {
            made += u64::from(one(db, clock, organization, month).await?);
        }
        month = next(month);
    }
    Ok(made)
}

/// Whether it was this call that made it.
async fn one(
    db: &Db,
    clock: &Clock,
    organization: OrganizationId,
    month: NaiveDate,
) -> Answer<bool> {
    let span = (at(month), at(next(month)));
    let lately = (span.1 - LONG, span.1);
    let lately = received_unchecked(db, organization, lately).await?;
    let known = Known {
        units: units_unchecked(db, organization).await?,
        members: members_unchecked(db, organization).await?,
        received: received_unchecked(db, organization, span).await?,
        marks: marks_unchecked(db, organization, span).await?,
        lately: lately.into_iter().map(|it| it.recipient_id).collect(),
    };
    let names: HashMap<UnitId, String> =
        known.units.iter().map(|it| (it.id, it.name.clone())).collect();
    let rules = Rules::default();
    let told = tokio::task::spawn_blocking(move || told(&known, rules)).await;
    let told = told.map_err(|error| Fault::internal(&error))?;
    let rows = told.iter().map(|(kind, numbers)| Kept {
        month,
        view: kind.key(),
        label: match kind {
            ViewKind::Unit { unit } => names.get(&UnitId(*unit)).cloned(),
            _ => None,
        },
        numbers: Numbers::of(numbers).to_text(),
    });
    let rows: Vec<Kept> = rows.collect();
    let tx = db.begin().await?;
    let days = (month, clock.now().date_naive());
    match tx.write(repo::month(organization, days, rules.threshold)).await {
        // By another process, a moment ago.
        Err(error) if is_taken(&error) => {
            tx.rollback().await?;
            return Ok(false);
        }
        written => drop(written?),
    }
    for write in repo::views(organization, &rows) {
        tx.write(write).await?;
    }
    tx.commit().await?;
    Ok(true)
}

fn begin(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn next(month: NaiveDate) -> NaiveDate {
    month.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX)
}

fn at(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_with_their_first_day() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(begin(day(2026, 12, 31)), day(2026, 12, 1));
        assert_eq!(next(day(2026, 12, 1)), day(2027, 1, 1));
        assert_eq!(at(day(2026, 2, 1)).to_rfc3339(), "2026-02-01T00:00:00+00:00");
    }
}
