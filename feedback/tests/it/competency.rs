//! What an organisation gives marks for, and who says so.

use feedback::{
    ArchiveError, CreateCompetency, CreateError, Created, UpdateCompetency, UpdateError,
    archive_competency, create_competency, update_competency,
};
use kernel::{Code, CompetencyId, IdempotencyKey, Role, Roles, Scope};

use crate::{
    api::{Api, nodes},
    on_both,
    people::administrator,
    world::World,
};

fn named(world: &World, name: &str) -> CreateCompetency {
    CreateCompetency { organization: world.home, name: name.into(), description: "What.".into() }
}

on_both! {
    async fn administrators_of_everybody_make_and_archive_them(world: World) {
        let mut world = world;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let some = world.hire_with(administrator(Scope::Only(std::sync::Arc::new([boss].into())))).await;
        let it = world.hire_with(|it| it.roles = Roles::default().with(Role::ItAdministrator)).await;
        let (ada, outsider) = (world.hire().await, world.outsider().await);
        for (member, code) in [
            (some, Code::Forbidden), (it, Code::Forbidden), (ada, Code::Forbidden),
            (outsider, Code::NotFound),
        ] {
            let made = create_competency(&world.call(member), named(&world, "A"), None).await;
            assert_eq!(made.unwrap_err().code, code);
        }
        let call = world.call(boss);
        for (name, error) in [
            (" ".to_owned(), CreateError::NameEmpty),
            ("a\0".into(), CreateError::NameNotOneLine),
            ("é".repeat(201), CreateError::NameTooLong),
        ] {
            let told = create_competency(&call, named(&world, &name), None).await.unwrap();
            assert_eq!(told.unwrap_err(), [error]);
        }
        let Created::Now(row) = create_competency(&call, named(&world, "A"), None).await.unwrap().unwrap()
        else { panic!() };
        let change = |id, name: &str| UpdateCompetency {
            competency: id, version: None, name: Some(name.into()), description: None,
        };
        let told = update_competency(&call, change(row.id, "B")).await.unwrap().unwrap();
        assert_eq!((&*told.name, &*told.description), ("B", "What."));
        assert_eq!((row.version, told.version), (1, 2));
        let read = |version| UpdateCompetency { version: Some(version), ..change(row.id, "B") };
        let stale = update_competency(&call, read(1)).await.unwrap();
        assert_eq!(stale.unwrap_err(), [UpdateError::Stale]);
        // Of two who read the same one is told.
        let (a, b) = tokio::join!(
            update_competency(&call, read(2)),
            update_competency(&call, read(2)),
        );
        let stale: Vec<_> = [a, b].into_iter().filter_map(|it| it.unwrap().err()).collect();
        assert_eq!(stale, [[UpdateError::Stale]]);
        let foreign = world.competency(world.away).await;
        for id in [foreign, CompetencyId(world.clock.id())] {
            let told = update_competency(&call, change(id, "B")).await.unwrap();
            assert_eq!(told.unwrap_err(), [UpdateError::NoSuchCompetency]);
            let told = archive_competency(&call, id).await.unwrap();
            assert_eq!(told.unwrap_err(), ArchiveError::NoSuchCompetency);
        }
        let refused = archive_competency(&world.call(some), row.id).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
        assert!(archive_competency(&call, row.id).await.unwrap().unwrap().archived);
        assert!(archive_competency(&call, row.id).await.unwrap().unwrap().archived);
        let told = update_competency(&call, change(row.id, "C")).await.unwrap();
        assert_eq!(told.unwrap_err(), [UpdateError::Archived]);
        assert_eq!(world.count("audit_entry where outcome = 'done'").await, 4);
        assert_eq!(world.count("audit_entry where action = 'archiveCompetency' and outcome = 'refused'").await, 1);
        world.writable = false;
        let refused = create_competency(&world.call(boss), named(&world, "D"), None).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    async fn a_key_makes_one_of_two(world: World) {
        let mut world = world;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let call = world.call(boss);
        let key = || Some(IdempotencyKey::try_new("k".into()).unwrap());
        let make = |name: &str| create_competency(&call, named(&world, name), key());
        let (a, b) = tokio::join!(make("A"), make("A"));
        let both = [a.unwrap().unwrap(), b.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|it| matches!(it, Created::Now(_))).count(), 1);
        assert_eq!(world.count("competency").await, 1);
        assert_eq!(make("B").await.unwrap_err().code, Code::Conflict);
    }
}

on_both! {
    async fn every_member_reads_those_of_the_house(world: World) {
        let mut world = world;
        let outsider = world.outsider().await;
        let ada = world.hire_with(|it| it.kind = kernel::MemberKind::Client).await;
        let mut ids = vec![];
        for _ in 0..3 {
            ids.push(world.competency(world.home).await.to_string());
        }
        world.competency(world.away).await;
        let archived = ids[1].parse::<CompetencyId>().unwrap();
        world.run("update competency set archived = $1 where id = $2", [true.into(), archived.0.into()]).await;
        let api = Api::over(&world);
        let ask = |arguments: &str| format!(
            "{{ organization(id: \"{}\") {{ competencies({arguments}) {{ totalCount nodes {{ id }} }} }} }}", world.home
        );
        let path = "organization.competencies.nodes";
        assert_eq!(nodes(&api.told(ada, &ask("first: 10")).await, path), [ids[0].clone(), ids[2].clone()]);
        assert_eq!(nodes(&api.told(ada, &ask("includeArchived: true")).await, path), ids);
        assert_eq!(nodes(&api.told(ada, &ask("includeArchived: true, last: 2")).await, path), ids[1..]);
        assert_eq!(Api::over(&world).refused(outsider, &ask("first: 10")).await, "FORBIDDEN");
    }
}
