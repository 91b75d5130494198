//! What whoever runs the deployment does from its command line, before anybody can sign in:
//! organisations with their first members, operators, and sessions for a demonstration.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::{
    Answer, Call, CoachGrantId, DataKinds, GroupId, MemberKind, MembershipId, OrganizationId,
    Roles, SessionId, Token, Tx, UnitId, UserId, Write,
    audit::{Entry, PLATFORM},
    outbox::Fact,
};

use crate::{
    account::{self, Issued, Name, Newcomer, Transport, link, link::Purpose, open_session},
    directory::Target,
    entity::{coach_grant, group_member, licence, member_group, membership, organization, unit},
    repo::{self, statement::row},
};

/// An organisation as it begins.
#[derive(Clone, Debug)]
pub struct Founding {
    pub id: OrganizationId,
    pub slug: String,
    pub name: String,
    /// A coach's or consultant's (B2C), not a company (B2B).
    pub practice: bool,
    pub seats: i64,
    pub licensed_until: NaiveDate,
    pub units: Vec<FirstUnit>,
    pub members: Vec<FirstMember>,
    pub groups: Vec<(GroupId, String, Vec<MembershipId>)>,
    pub scopes: Vec<(MembershipId, Target)>,
    pub grants: Vec<FirstGrant>,
}

#[derive(Clone, Debug)]
pub struct FirstUnit {
    pub id: UnitId,
    /// Stands before it in the list.
    pub parent: Option<UnitId>,
    pub code: String,
    pub name: String,
}

#[derive(Clone, Debug)]
pub struct FirstMember {
    pub id: MembershipId,
    pub person: UserId,
    pub name: Name,
    pub kind: MemberKind,
    pub roles: Roles,
    pub unit: Option<UnitId>,
    /// Stands before them in the list.
    pub manager: Option<MembershipId>,
    pub job_title: Option<String>,
    pub work_address: Option<String>,
    pub external_id: Option<String>,
    pub employed_from: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug)]
pub struct FirstGrant {
    pub coach: MembershipId,
    pub client: MembershipId,
    pub granted_by: MembershipId,
    pub kinds: DataKinds,
    pub days: i64,
}

/// All of it or nothing. The people exist already: see [`enter`].
pub async fn found(call: &Call, plan: &Founding) -> Answer<()> {
    let (organization, now) = (plan.id, call.clock.now());
    let mut writes = vec![
        row(plan.organization(now)),
        row(licence::Model {
            organization_id: organization,
            id: call.clock.id(),
            kind: if plan.practice { licence::Kind::B2c } else { licence::Kind::B2b },
            seats: plan.seats,
            valid_from: now.date_naive(),
            valid_until: plan.licensed_until,
        }),
    ];
    writes.extend(plan.units.iter().map(|unit| row(unit.row(organization))));
    writes.extend(plan.members.iter().map(|member| row(member.row(organization))));
    for (id, name, members) in &plan.groups {
        writes.push(row(member_group::Model {
            organization_id: organization,
            id: *id,
            name: name.clone(),
            removed: false,
            changed_in: 1,
        }));
        writes.extend(members.iter().map(|member| {
            row(group_member::Model {
                organization_id: organization,
                group_id: *id,
                membership_id: *member,
            })
        }));
    }
    for (member, target) in &plan.scopes {
        writes.push(row(target.row(organization, call.clock.id(), *member)));
    }
    writes.extend(
        plan.grants.iter().map(|it| row(it.row(organization, CoachGrantId(call.clock.id()), now))),
    );
    writes.push(Entry::done(organization, "foundOrganization", organization).by(call));
    let tx = call.db.begin().await?;
    for write in writes {
        tx.write(write).await?;
    }
    Ok(tx.commit().await?)
}

/// People with addresses that whoever runs the deployment vouches for, without a password.
pub async fn enter(call: &Call, people: &[Newcomer]) -> Answer<()> {
    let tx = call.db.begin().await?;
    for write in people.iter().flat_map(|person| person.rows(call)) {
        tx.write(write).await?;
    }
    Ok(tx.commit().await?)
}

/// A new operator of the service, and the link by which they choose a password: it is told
/// once, to whoever runs the deployment, who must come in also where no mail goes; and mailed,
/// where some does. Nothing is written if the address is taken.
pub async fn create_operator(
    call: &Call,
    person: &Newcomer,
    is_mailed: bool,
) -> Answer<Result<Invited, AddressTaken>> {
    let folded = account::fold(&person.address);
    if repo::account::by_address_unchecked(&call.db, &folded).await?.is_some() {
        return Ok(Err(AddressTaken));
    }
    let link = link::draft(call, Purpose::Reset, Some(person.user), person.address.clone());
    let invited =
        Invited { token: link::token(&call.secret, link.id), expires_at: link.expires_at };
    let mail = Fact { organization: PLATFORM, topic: account::RESET, subject: link.id };
    let mail = is_mailed.then(|| mail.now(call));
    let tx = call.db.begin().await?;
    // The directory's version comes first.
    let appointed = appointment(call, &tx, person).await?;
    let rows = person.rows(call).into_iter().chain(appointed);
    for write in rows.chain([link::write(link)]).chain(mail) {
        tx.write(write).await?;
    }
    tx.commit().await?;
    Ok(Ok(invited))
}

/// What a new operator signs in with first.
#[derive(Debug)]
pub struct Invited {
    pub token: Token,
    pub expires_at: DateTime<Utc>,
}

/// Somebody has this address already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressTaken;

/// Makes a person an operator of the service.
pub async fn appoint_operator(call: &Call, person: &Newcomer) -> Answer<()> {
    let tx = call.db.begin().await?;
    for write in appointment(call, &tx, person).await? {
        tx.write(write).await?;
    }
    Ok(tx.commit().await?)
}

async fn appointment(call: &Call, tx: &Tx, person: &Newcomer) -> Answer<[Write; 2]> {
    let member = FirstMember {
        id: MembershipId(call.clock.id()),
        person: person.user,
        name: person.name.clone(),
        kind: MemberKind::Employee,
        roles: Roles::from_iter([kernel::Role::Operator]),
        unit: None,
        manager: None,
        job_title: None,
        work_address: None,
        external_id: None,
        employed_from: None,
    };
    let version = repo::directory::raise_version(tx, PLATFORM).await?;
    let appointed = membership::Model { changed_in: version, ..member.row(PLATFORM) };
    let entry = Entry::done(PLATFORM, "appointOperator", member.id).by(call);
    Ok([row(appointed), entry])
}

/// A session of somebody, without asking for their password: for a demonstration only.
pub async fn lend(call: &Call, user: UserId) -> Answer<Issued> {
    let tx = call.db.begin().await?;
    let issued = open_session(call, &tx, user, Transport::Bearer).await?;
    tx.commit().await?;
    Ok(issued)
}

/// Keeps lent sessions alive for another while.
pub async fn prolong(call: &Call, lent: &[(SessionId, Token)], by: TimeDelta) -> Answer<()> {
    let until = call.clock.now() + by;
    let tx = call.db.begin().await?;
    for (session, token) in lent {
        repo::session::prolong(&tx, *session, token, until).await?;
    }
    Ok(tx.commit().await?)
}

impl Founding {
    fn organization(&self, now: DateTime<Utc>) -> organization::Model {
        let kind =
            if self.practice { organization::Kind::Practice } else { organization::Kind::Company };
        organization::Model {
            id: self.id,
            slug: self.slug.clone(),
            name: self.name.clone(),
            kind,
            directory_version: 1,
            controller: Some(self.name.clone()),
            processor: None,
            created_at: now,
            changed_in: 1,
        }
    }
}

impl FirstUnit {
    fn row(&self, organization: OrganizationId) -> unit::Model {
        unit::Model {
            organization_id: organization,
            id: self.id,
            parent_id: self.parent,
            code: self.code.clone(),
            name: self.name.clone(),
            removed: false,
            changed_in: 1,
        }
    }
}

impl FirstMember {
    fn row(&self, organization: OrganizationId) -> membership::Model {
        membership::Model {
            organization_id: organization,
            id: self.id,
            person_id: Some(self.person),
            state: membership::State::Active,
            kind: self.kind.into(),
            roles: self.roles.0,
            unit_id: self.unit,
            manager_id: self.manager,
            job_title: self.job_title.clone(),
            given_name: self.name.given.clone(),
            infix: self.name.infix.clone(),
            family_name: self.name.family.clone(),
            work_address: self.work_address.clone(),
            work_phone: None,
            external_id: self.external_id.clone(),
            employed_from: self.employed_from,
            employed_until: None,
            sessions_after: None,
            changed_in: 1,
        }
    }
}

impl FirstGrant {
    fn row(
        &self,
        organization: OrganizationId,
        id: CoachGrantId,
        now: DateTime<Utc>,
    ) -> coach_grant::Model {
        coach_grant::Model {
            organization_id: organization,
            id,
            coach_id: self.coach,
            client_id: self.client,
            kinds: self.kinds.0,
            starts_at: now,
            ends_at: Some(now + TimeDelta::days(self.days)),
            granted_at: now,
            granted_by: self.granted_by,
            needs_confirmation: false,
            confirmed_by: None,
            revoked_at: None,
        }
    }
}
