//! Stating somebody as a member, and mailing them an invitation to be one.

use chrono::NaiveDate;
use kernel::{
    Answer, Call, EmailAddress, Fault, IdempotencyKey, InvitationId, Locale, MemberKind,
    MembershipId, Once, OrganizationId, UnitId, audit::Entry,
};
use sea_orm::SqlErr;

use super::{
    desk::{Desk, standing},
    facts::{EXTERNAL_ID, JOB_TITLE, is_member, is_unit},
    mailing,
};
use crate::{
    account::{Name, NotAName, fold, line},
    directory::{Snapshots, Standing},
    entity::membership,
    policy, repo,
    repo::statement::row,
};

const ACTION: &str = "inviteMember";

#[derive(Clone, Debug)]
pub struct InviteMember {
    pub organization: OrganizationId,
    pub given: String,
    pub infix: Option<String>,
    pub family: String,
    /// Where the invitation is mailed to. Whose it is is not asked.
    pub address: EmailAddress,
    pub kind: MemberKind,
    pub unit: Option<UnitId>,
    pub manager: Option<MembershipId>,
    pub job_title: Option<String>,
    pub external_id: Option<String>,
    pub employed_from: Option<NaiveDate>,
    /// Of the mail.
    pub language: Option<Locale>,
}

kernel::problems! {
    /// Why nobody was invited.
    Refused as InviteMemberError, InviteMemberErrorCode {
        /// It has 1 to 200 characters on one line.
        GivenNameInvalid => ("name.given", "A given name has 1 to 200 characters."),
        /// It has at most 200 characters on one line.
        InfixInvalid => ("name.infix", "An infix has at most 200 characters."),
        /// It has 1 to 200 characters on one line.
        FamilyNameInvalid => ("name.family", "A family name has 1 to 200 characters."),
        /// It has at most 200 characters on one line.
        JobTitleInvalid => ("jobTitle", "A job title has at most 200 characters."),
        /// It has at most 100 characters on one line.
        ExternalIdInvalid => ("externalId", "A number has at most 100 characters."),
        /// Another member has it.
        ExternalIdTaken => ("externalId", "Another member has this number."),
        /// There is no such unit in the organisation.
        NoSuchUnit => ("unit", "There is no such unit."),
        /// There is no such member in the organisation, or they take no part now.
        NoSuchManager => ("manager", "There is no such member who takes part."),
        /// Nobody names themself, but who is the only administrator.
        OwnReport => ("manager", "Another administrator has to name you as the manager."),
        /// An invitation to this address waits to be accepted: send that one again.
        AlreadyInvited => ("address", "An invitation to this address is pending."),
        /// The licence has no seat left.
        SeatsTaken => ("", "All seats of the licence are taken."),
    }
}

impl From<NotAName> for Refused {
    fn from(part: NotAName) -> Self {
        match part {
            NotAName::Given => Self::GivenNameInvalid,
            NotAName::Infix => Self::InfixInvalid,
            NotAName::Family => Self::FamilyNameInvalid,
        }
    }
}

/// The same statements and the same answer, whether the address is a person's or nobody's.
pub async fn invite_member(
    call: &Call,
    snapshots: &Snapshots,
    input: InviteMember,
    key: Option<&IdempotencyKey>,
) -> Answer<Result<InvitationId, Refused>> {
    let standing = standing(call, snapshots, input.organization)?;
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, input.organization, ACTION, key, &told));
    let once = once.transpose()?;
    let mut stated = match input.stated(call) {
        Ok(stated) => stated,
        Err(refused) => return Ok(Err(refused)),
    };
    let (kind, unit) = (stated.kind, stated.unit_id);
    let may = |it: &Standing| policy::may_invite(it, kind, unit);
    if !may(&standing) {
        let (of, refusal) = (input.organization, Fault::forbidden());
        let made = Once::made_before(once.as_ref(), call, of, ACTION, refusal).await?;
        return Ok(Ok(InvitationId(made)));
    }
    let desk = Desk::open(call, &standing, ACTION, may).await?;
    let id = InvitationId(call.clock.id());
    let desk = match desk.claim(once.as_ref(), id.0).await? {
        Ok(desk) => desk,
        Err(made) => return Ok(Ok(InvitationId(made))),
    };
    let desk = desk.licensed(ACTION).await?;
    if let Some(refused) = wrong(&desk, &stated, &input.address).await? {
        return desk.give_up(refused).await;
    }
    stated.changed_in = desk.version;
    let member = stated.id;
    if let Err(error) = desk.tx.write(row(stated)).await {
        let taken = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
        desk.tx.rollback().await?;
        return if taken { Ok(Err(Refused::ExternalIdTaken)) } else { Err(error.into()) };
    }
    mailing::send(&desk, id, member, input.address, input.language).await?;
    desk.close(Entry::done(input.organization, ACTION, id)).await?;
    Ok(Ok(id))
}

/// What only the directory can tell.
async fn wrong(
    desk: &Desk<'_>,
    stated: &membership::Model,
    address: &EmailAddress,
) -> Answer<Option<Refused>> {
    let snapshot = &desk.standing.snapshot;
    let now = desk.call.clock.now();
    if stated.unit_id.is_some_and(|unit| !is_unit(snapshot, unit)) {
        return Ok(Some(Refused::NoSuchUnit));
    }
    if stated.manager_id.is_some_and(|manager| !is_member(snapshot, manager)) {
        return Ok(Some(Refused::NoSuchManager));
    }
    if stated.manager_id.is_some_and(|it| !policy::may_name_manager(&desk.standing, it, None)) {
        return Ok(Some(Refused::OwnReport));
    }
    let seats = snapshot.licence(now.date_naive()).map_or(0, |licence| licence.seats);
    if usize::try_from(seats).unwrap_or_default() <= snapshot.seats_taken() {
        return Ok(Some(Refused::SeatsTaken));
    }
    let organization = desk.organization();
    let pending = repo::invitation::pending_addresses(&desk.tx, organization, now).await?;
    let folded = fold(address.as_str());
    let invited = pending.iter().any(|it| fold(it) == folded);
    Ok(invited.then_some(Refused::AlreadyInvited))
}

impl InviteMember {
    /// The membership as it begins.
    fn stated(&self, call: &Call) -> Result<membership::Model, Refused> {
        let name = Name::try_new(&self.given, self.infix.as_deref(), &self.family)?;
        let short = |text: &Option<String>, longest, wrong| match text.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => line(text, longest).ok_or(wrong).map(Some),
        };
        Ok(membership::Model {
            organization_id: self.organization,
            id: MembershipId(call.clock.id()),
            person_id: None,
            state: membership::State::Invited,
            kind: self.kind.into(),
            roles: 0,
            unit_id: self.unit,
            manager_id: self.manager,
            job_title: short(&self.job_title, JOB_TITLE, Refused::JobTitleInvalid)?,
            given_name: name.given,
            infix: name.infix,
            family_name: name.family,
            work_address: None,
            work_phone: None,
            external_id: short(&self.external_id, EXTERNAL_ID, Refused::ExternalIdInvalid)?,
            employed_from: self.employed_from,
            employed_until: None,
            sessions_after: None,
            changed_in: 0,
        })
    }
}
