//! What is known of somebody when a campaign is launched, as it stands on their invitation.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kernel::{MemberKind, MembershipId, UnitId};

use super::{Attribute, Invitee, seniority::band};

/// Nothing of what was not chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frozen {
    pub unit: Option<UnitId>,
    pub manager: Option<MembershipId>,
    pub seniority: Option<String>,
    pub job_title: Option<String>,
    pub kind: Option<String>,
}

impl Frozen {
    /// All that is known of somebody on a day.
    pub fn of(invitee: &Invitee, on: NaiveDate) -> Self {
        Self {
            unit: invitee.unit,
            manager: invitee.manager,
            seniority: band(invitee.employed_from, on).map(str::to_owned),
            job_title: invitee.job_title.clone(),
            kind: Some(named(invitee.kind).to_owned()),
        }
    }

    /// Without what is not among these.
    pub fn only(&self, attributes: &BTreeSet<Attribute>) -> Self {
        let has = |attribute| attributes.contains(&attribute);
        Self {
            unit: self.unit.filter(|_| has(Attribute::Unit)),
            manager: self.manager.filter(|_| has(Attribute::Manager)),
            seniority: self.seniority.clone().filter(|_| has(Attribute::Seniority)),
            job_title: self.job_title.clone().filter(|_| has(Attribute::JobTitle)),
            kind: self.kind.clone().filter(|_| has(Attribute::Kind)),
        }
    }
}

fn named(kind: MemberKind) -> &'static str {
    match kind {
        MemberKind::Employee => "employee",
        MemberKind::Collaborator => "collaborator",
        MemberKind::Candidate => "candidate",
        MemberKind::Student => "student",
        MemberKind::Client => "client",
        MemberKind::Coach => "coach",
        MemberKind::Guest => "guest",
    }
}
