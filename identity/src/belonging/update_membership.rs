//! What the organisation states about a member.

use chrono::NaiveDate;
use kernel::{
    Answer, Call, EmailAddress, MemberKind, MembershipId, Role, Roles, UnitId, audit::Entry,
};
use sea_orm::SqlErr;

use super::{
    desk::{Desk, seen},
    facts::{EXTERNAL_ID, JOB_TITLE, PHONE, closes_a_circle, is_member, is_unit},
};
use crate::{
    account::{Change, Name, NotAName, line},
    directory::Snapshots,
    entity::membership::{Kind, Model, State},
    policy, repo,
};

const ACTION: &str = "updateMembership";

/// What is not given stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    pub given: Option<String>,
    pub infix: Change<String>,
    pub family: Option<String>,
    pub kind: Option<MemberKind>,
    pub unit: Change<UnitId>,
    pub manager: Change<MembershipId>,
    pub job_title: Change<String>,
    pub work_address: Change<EmailAddress>,
    pub work_phone: Change<String>,
    pub external_id: Change<String>,
    pub employed_from: Change<NaiveDate>,
    pub employed_until: Change<NaiveDate>,
}

kernel::problems! {
    /// Why the membership stays.
    Refused as UpdateMembershipError, UpdateMembershipErrorCode {
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// The membership has ended.
        Ended => ("membership", "This membership has ended."),
        /// It has 1 to 200 characters on one line.
        GivenNameInvalid => ("name.given", "A given name has 1 to 200 characters."),
        /// It has at most 200 characters on one line.
        InfixInvalid => ("name.infix", "An infix has at most 200 characters."),
        /// It has 1 to 200 characters on one line.
        FamilyNameInvalid => ("name.family", "A family name has 1 to 200 characters."),
        /// Nobody changes as what they belong to the organisation themself.
        OwnKind => ("kind", "Another administrator has to change this."),
        /// They may more than you: an administrator of everybody changes this.
        KindOutOfScope => ("kind", "An administrator of everybody has to change this."),
        /// There is no such unit in the organisation.
        NoSuchUnit => ("unit", "There is no such unit."),
        /// You administer neither that unit nor one above it.
        UnitOutOfScope => ("unit", "This unit is not in your scope."),
        /// Nobody moves themself, but who is the only administrator.
        OwnUnit => ("unit", "Another administrator has to move you."),
        /// There is no such member in the organisation, or they take no part now.
        NoSuchManager => ("manager", "There is no such member who takes part."),
        /// Nobody names themself, but who is the only administrator.
        OwnReport => ("manager", "Another administrator has to name you as the manager."),
        /// They would report to themself, through however many others.
        ManagerCircle => ("manager", "The member would report to themself."),
        /// It has at most 200 characters on one line.
        JobTitleInvalid => ("jobTitle", "A job title has at most 200 characters."),
        /// It has at most 40 characters on one line.
        WorkPhoneInvalid => ("workPhone", "A telephone number has at most 40 characters."),
        /// It has at most 100 characters on one line.
        ExternalIdInvalid => ("externalId", "A number has at most 100 characters."),
        /// Another member has it.
        ExternalIdTaken => ("externalId", "Another member has this number."),
        /// Employment ends before it begins.
        PeriodInvalid => ("employedUntil", "Employment ends before it begins."),
    }
}

/// Of two changes at once one is kept and the other told that it is stale. The grants to
/// whoever is no coach any more are over.
pub async fn update_membership(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
    version: Option<i64>,
    stated: Stated,
) -> Answer<Result<MembershipId, Refused>> {
    let (standing, _) = seen(call, snapshots, id)?;
    let may = |it: &_| policy::may_update(it, id);
    let desk = Desk::open(call, &standing, ACTION, may).await?;
    let row = desk.row(id).await?;
    if version.is_some_and(|version| version != row.changed_in) {
        return desk.give_up(Refused::Stale).await;
    }
    if row.state == State::Left {
        return desk.give_up(Refused::Ended).await;
    }
    if let Some(refused) = stated.misplaces(&desk, id) {
        return desk.give_up(refused).await;
    }
    let mut row = match stated.onto(row) {
        Ok(row) => row,
        Err(refused) => return desk.give_up(refused).await,
    };
    row.changed_in = desk.version;
    let is_coach = row.kind == Kind::Coach || Roles(row.roles).has(Role::Coach);
    if desk.member(id)?.is_coach() && !is_coach {
        let (organization, now) = (desk.organization(), call.clock.now());
        repo::belonging::revoke_grants_to(&desk.tx, organization, id, now).await?;
    }
    if let Err(error) = repo::belonging::write(&desk.tx, row).await {
        let taken = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
        desk.tx.rollback().await?;
        return if taken { Ok(Err(Refused::ExternalIdTaken)) } else { Err(error.into()) };
    }
    let entry = Entry::done(desk.organization(), ACTION, id);
    desk.close(entry).await?;
    Ok(Ok(id))
}

impl Stated {
    /// What only the directory can tell.
    fn misplaces(&self, desk: &Desk<'_>, id: MembershipId) -> Option<Refused> {
        let snapshot = &desk.standing.snapshot;
        let before = snapshot.member(id)?;
        if let Some(kind) = self.kind
            && kind != before.kind.into()
        {
            if id == desk.me() {
                return Some(Refused::OwnKind);
            }
            if !policy::may_change_kind(&desk.standing, id) {
                return Some(Refused::KindOutOfScope);
            }
        }
        if let Change::To(unit) = self.unit
            && unit != before.unit
        {
            if unit.is_some_and(|unit| !is_unit(snapshot, unit)) {
                return Some(Refused::NoSuchUnit);
            }
            if !policy::may_place(&desk.standing, unit) {
                return Some(Refused::UnitOutOfScope);
            }
            if !policy::may_move(&desk.standing, id) {
                return Some(Refused::OwnUnit);
            }
        }
        if let Change::To(Some(manager)) = self.manager
            && Some(manager) != before.manager
        {
            if !is_member(snapshot, manager) {
                return Some(Refused::NoSuchManager);
            }
            if closes_a_circle(snapshot, id, manager) {
                return Some(Refused::ManagerCircle);
            }
            if !policy::may_name_manager(&desk.standing, manager, Some(id)) {
                return Some(Refused::OwnReport);
            }
        }
        None
    }

    fn onto(self, mut row: Model) -> Result<Model, Refused> {
        let given = self.given.unwrap_or(row.given_name);
        let infix = kept_or(row.infix, self.infix);
        let family = self.family.unwrap_or(row.family_name);
        let name = Name::try_new(&given, infix.as_deref(), &family).map_err(|part| match part {
            NotAName::Given => Refused::GivenNameInvalid,
            NotAName::Infix => Refused::InfixInvalid,
            NotAName::Family => Refused::FamilyNameInvalid,
        })?;
        (row.given_name, row.infix, row.family_name) = (name.given, name.infix, name.family);
        row.kind = self.kind.map_or(row.kind, Into::into);
        row.unit_id = kept_or(row.unit_id, self.unit);
        row.manager_id = kept_or(row.manager_id, self.manager);
        let wrong = Refused::JobTitleInvalid;
        row.job_title = text(row.job_title, self.job_title, JOB_TITLE, wrong)?;
        let address = match self.work_address {
            Change::Keep => Change::Keep,
            Change::To(address) => Change::To(address.map(EmailAddress::into_string)),
        };
        row.work_address = kept_or(row.work_address, address);
        row.work_phone = text(row.work_phone, self.work_phone, PHONE, Refused::WorkPhoneInvalid)?;
        let wrong = Refused::ExternalIdInvalid;
        row.external_id = text(row.external_id, self.external_id, EXTERNAL_ID, wrong)?;
        row.employed_from = kept_or(row.employed_from, self.employed_from);
        row.employed_until = kept_or(row.employed_until, self.employed_until);
        match row.employed_from.zip(row.employed_until) {
            Some((from, until)) if until < from => Err(Refused::PeriodInvalid),
            _ => Ok(row),
        }
    }
}

fn kept_or<T>(kept: Option<T>, change: Change<T>) -> Option<T> {
    match change {
        Change::Keep => kept,
        Change::To(new) => new,
    }
}

/// An empty text removes what was there, too.
fn text(
    kept: Option<String>,
    change: Change<String>,
    longest: usize,
    wrong: Refused,
) -> Result<Option<String>, Refused> {
    match change {
        Change::Keep => Ok(kept),
        Change::To(text) => text
            .filter(|text| !text.trim().is_empty())
            .map(|text| line(&text, longest).ok_or(wrong))
            .transpose(),
    }
}
