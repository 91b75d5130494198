//! A company with units and members, and another organisation beside it.

use identity::{
    Snapshots,
    account::{Name, Newcomer},
    directory::Target,
    founding::{FirstMember, FirstUnit, Founding, enter, found, lend},
    who_asks,
};
use kernel::{
    Call, GroupId, MemberKind, MembershipId, OrganizationId, Role, Roles, Token, UnitId, UserId,
};

use crate::world::World;

pub struct Somebody {
    pub member: MembershipId,
    pub user: UserId,
    pub access: Token,
}

pub struct Company {
    pub world: World,
    pub id: OrganizationId,
    /// The whole, with sales below it.
    pub root: UnitId,
    pub sales: UnitId,
    pub group: GroupId,
    /// Administers everybody.
    pub chief: Somebody,
    /// Administers sales.
    pub lead: Somebody,
    /// Works in sales.
    pub clerk: Somebody,
    /// An external coach.
    pub coach: Somebody,
    pub other: OrganizationId,
    /// Administers everybody of the other organisation.
    pub stranger: Somebody,
    pub others_unit: UnitId,
}

impl Company {
    pub async fn over(world: World) -> Self {
        let id = OrganizationId(world.clock.id());
        let other = OrganizationId(world.clock.id());
        let unit = || UnitId(world.clock.id());
        let (root, sales, others_unit) = (unit(), unit(), unit());
        let group = GroupId(world.clock.id());
        let chief = person(&world, "Chief").await;
        let lead = person(&world, "Lead").await;
        let clerk = person(&world, "Clerk").await;
        let coach = person(&world, "Coach").await;
        let stranger = person(&world, "Stranger").await;
        let administrator = Roles::from_iter([Role::Administrator]);
        let plan = Founding {
            units: vec![first_unit(root, None, "ALL"), first_unit(sales, Some(root), "SALES")],
            members: vec![
                first(&chief, "1", MemberKind::Employee, administrator, Some(root)),
                first(&lead, "2", MemberKind::Employee, administrator, Some(sales)),
                first(&clerk, "3", MemberKind::Employee, Roles::default(), Some(sales)),
                FirstMember {
                    external_id: None,
                    ..first(&coach, "", MemberKind::Coach, Roles::default(), None)
                },
            ],
            groups: vec![(group, "Fire wardens".into(), vec![clerk.member])],
            scopes: vec![
                (chief.member, Target::Everybody),
                (lead.member, Target::Unit(sales)),
                (lead.member, Target::Group(group)),
            ],
            ..founding(&world, id, "acme")
        };
        found(&world.stranger(), &plan).await.unwrap();
        let plan = Founding {
            units: vec![first_unit(others_unit, None, "ALL")],
            members: vec![first(&stranger, "1", MemberKind::Employee, administrator, None)],
            scopes: vec![(stranger.member, Target::Everybody)],
            ..founding(&world, other, "other")
        };
        found(&world.stranger(), &plan).await.unwrap();
        Self {
            world,
            id,
            root,
            sales,
            group,
            chief,
            lead,
            clerk,
            coach,
            other,
            stranger,
            others_unit,
        }
    }

    /// Somebody works in a unit from now on, whoever put them there.
    pub async fn put(&self, whom: &Somebody, unit: UnitId) {
        let sql = "update membership set unit_id = $1, changed_in = changed_in + 1000 \
             where id = $2";
        self.world.run(sql, [unit.0.into(), whom.member.0.into()]).await;
        let sql = "update organization set directory_version = directory_version + 1000 \
             where id = $1";
        self.world.run(sql, [self.id.0.into()]).await;
    }

    pub async fn call(&self, who: &Somebody) -> Call {
        self.world.with(&who.access).await.unwrap()
    }

    /// Somebody's next request, and what it is shown of the directory.
    pub async fn asks(&self, who: &Somebody) -> (Call, Snapshots) {
        self.world.asks(&who.access).await
    }

    /// What this process shows somebody at their next request.
    pub async fn shown(&self, who: &Somebody) -> Snapshots {
        let World { db, directory, clock, .. } = &self.world;
        who_asks(db, directory, clock, &who.access).await.unwrap().unwrap().snapshots
    }
}

pub fn founding(world: &World, id: OrganizationId, slug: &str) -> Founding {
    Founding {
        id,
        slug: slug.into(),
        name: slug.to_uppercase(),
        practice: false,
        seats: 10,
        licensed_until: world.clock.now().date_naive() + chrono::Days::new(30),
        units: vec![],
        members: vec![],
        groups: vec![],
        scopes: vec![],
        grants: vec![],
    }
}

fn first_unit(id: UnitId, parent: Option<UnitId>, code: &str) -> FirstUnit {
    FirstUnit { id, parent, code: code.into(), name: code.to_lowercase() }
}

pub async fn person(world: &World, family: &str) -> Somebody {
    let name = Name { given: "A".into(), infix: None, family: family.into() };
    let address = format!("{}@example.org", family.to_lowercase());
    let newcomer = Newcomer::new(&world.stranger(), name, address, "en".into());
    enter(&world.stranger(), std::slice::from_ref(&newcomer)).await.unwrap();
    let user = newcomer.user;
    let access = lend(&world.stranger(), user).await.unwrap().access;
    Somebody { member: MembershipId(world.clock.id()), user, access }
}

pub fn first(
    who: &Somebody,
    number: &str,
    kind: MemberKind,
    roles: Roles,
    unit: Option<UnitId>,
) -> FirstMember {
    FirstMember {
        id: who.member,
        person: who.user,
        name: Name { given: "A".into(), infix: None, family: format!("Member {number}") },
        kind,
        roles,
        unit,
        manager: None,
        job_title: None,
        work_address: Some(format!("member{number}@acme.example")),
        external_id: Some(number.into()),
        employed_from: None,
    }
}
