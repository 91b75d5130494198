//! Units and groups: who changes them, and who sees it when.

use identity::{
    Directory,
    account::Change,
    structure::{
        CreateGroup, CreateGroupErrorCode, CreateUnit, CreateUnitErrorCode, RemoveGroupErrorCode,
        RemoveUnitErrorCode, UpdateGroup, UpdateGroupErrorCode, UpdateUnit, UpdateUnitErrorCode,
        create_group, create_unit, remove_group, remove_unit, update_group, update_unit,
    },
    who_asks,
};
use kernel::{Code, GroupId, IdempotencyKey, MembershipId, UnitId};

use crate::{
    company::{Company, Somebody},
    on_both,
};

pub fn unit(company: &Company, code: &str, parent: Option<UnitId>) -> CreateUnit {
    CreateUnit { organization: company.id, parent, code: code.into(), name: "A unit".into() }
}

pub fn change(unit: UnitId) -> UpdateUnit {
    UpdateUnit { unit, version: None, name: None, code: None, parent: Change::Keep }
}

pub fn group_change(group: GroupId) -> UpdateGroup {
    UpdateGroup { group, version: None, name: None, add: vec![], remove: vec![] }
}

pub fn group(company: &Company, members: &[MembershipId]) -> CreateGroup {
    CreateGroup { organization: company.id, name: "Choir".into(), members: members.to_vec() }
}

pub async fn versions(company: &Company) -> i64 {
    let sql = "select directory_version as n from organization where id = $1";
    company.world.rows(sql, [company.id.into()]).await[0].try_get("", "n").unwrap()
}

on_both! {
    /// Two processes have a directory each; the database tells both that they are behind.
    async fn another_process_sees_a_change_at_its_next_request(world: World) {
        let company = Company::over(world).await;
        let second = Directory::bounded(1 << 20);
        let world = &company.world;
        let there = async || {
            let asked = who_asks(&world.db, &second, &world.clock, &company.clerk.access).await;
            asked.unwrap().unwrap().snapshots
        };
        there().await;
        let chief = company.call(&company.chief).await;
        let made = create_unit(&chief, unit(&company, "LAB", Some(company.root)), None).await;
        let made = made.unwrap().unwrap();
        let seen = there().await;
        assert_eq!(seen.unit(made).unwrap().1.code, "LAB");
        let standing = seen.organization(company.id).unwrap();
        assert!(standing.snapshot.subtree(company.root).contains(&made));
        let moved = UpdateUnit {
            name: Some("Laboratory".into()),
            parent: Change::To(Some(company.sales)),
            ..change(made)
        };
        assert_eq!(update_unit(&chief, moved).await.unwrap(), Ok(made));
        let seen = there().await;
        assert_eq!(seen.unit(made).unwrap().1.name, "Laboratory");
        let standing = seen.organization(company.id).unwrap();
        assert!(standing.snapshot.subtree(company.sales).contains(&made));
        let stale = remove_unit(&chief, made, Some(0)).await.unwrap();
        assert_eq!(stale, Err(RemoveUnitErrorCode::Stale));
        assert_eq!(remove_unit(&chief, made, None).await.unwrap(), Ok(made));
        assert!(there().await.unit(made).unwrap().1.removed);
        for action in ["createUnit", "updateUnit", "removeUnit"] {
            assert_eq!(company.world.audited(action, "done").await, 1, "{action}");
        }
    }
}

on_both! {
    async fn only_administrators_of_everybody_change_the_structure(world: World) {
        let company = Company::over(world).await;
        let before = versions(&company).await;
        let Company { chief, lead, clerk, coach, stranger, .. } = &company;
        let expected = |who: &Somebody| match who.user {
            it if it == coach.user || it == stranger.user => Code::NotFound,
            _ => Code::Forbidden,
        };
        for who in [lead, clerk, coach, stranger] {
            let call = company.call(who).await;
            // The organisation itself exists for the coach; its structure does not.
            let outer = if who.user == stranger.user { Code::NotFound } else { Code::Forbidden };
            let refused = create_unit(&call, unit(&company, "X", None), None).await.unwrap_err();
            assert_eq!(refused.code, outer);
            let refused = create_group(&call, group(&company, &[]), None).await.unwrap_err();
            assert_eq!(refused.code, outer);
            let refused = update_unit(&call, change(company.sales)).await.unwrap_err();
            assert_eq!(refused.code, expected(who));
            let refused = remove_unit(&call, company.sales, None).await.unwrap_err();
            assert_eq!(refused.code, expected(who));
            let refused = update_group(&call, group_change(company.group)).await.unwrap_err();
            assert_eq!(refused.code, expected(who));
            let refused = remove_group(&call, company.group, None).await.unwrap_err();
            assert_eq!(refused.code, expected(who));
        }
        // Each refusal is in the log; what does not exist is none.
        for action in
            ["createUnit", "createGroup", "updateUnit", "removeUnit", "updateGroup", "removeGroup"]
        {
            assert!(company.world.audited(action, "refused").await > 0, "{action}");
        }
        let operator = company.world.operator();
        let refused = create_unit(&operator, unit(&company, "X", None), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let nobody = company.world.stranger();
        let refused = update_unit(&nobody, change(company.sales)).await.unwrap_err();
        assert_eq!(refused.code, Code::Unauthenticated);
        // An id of another tenant and a made-up one are told alike.
        let call = company.call(chief).await;
        let made_up = UnitId(company.world.clock.id());
        for unit in [company.others_unit, made_up] {
            let refused = update_unit(&call, change(unit)).await.unwrap_err();
            assert_eq!(refused.code, Code::NotFound);
            let refused = remove_unit(&call, unit, None).await.unwrap_err();
            assert_eq!(refused.code, Code::NotFound);
        }
        assert_eq!(versions(&company).await, before);
    }
}

on_both! {
    async fn a_unit_that_is_wrong_is_not_made(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let before = versions(&company).await;
        let of = |code: &str, name: &str, parent| CreateUnit {
            name: name.into(),
            ..unit(&company, code, parent)
        };
        for (input, wrong) in [
            (of("X", " ", None), CreateUnitErrorCode::NameInvalid),
            (of("X", &"x".repeat(201), None), CreateUnitErrorCode::NameInvalid),
            (of("", "X", None), CreateUnitErrorCode::CodeInvalid),
            (of("a\nb", "X", None), CreateUnitErrorCode::CodeInvalid),
            (of("SALES", "X", None), CreateUnitErrorCode::CodeTaken),
            (of("X", "X", Some(company.others_unit)), CreateUnitErrorCode::NoSuchParent),
        ] {
            assert_eq!(create_unit(&chief, input, None).await.unwrap(), Err(wrong));
        }
        let cycle = UpdateUnit { parent: Change::To(Some(company.sales)), ..change(company.root) };
        assert_eq!(update_unit(&chief, cycle).await.unwrap(), Err(UpdateUnitErrorCode::Cycle));
        let stale = UpdateUnit { version: Some(0), ..change(company.root) };
        assert_eq!(update_unit(&chief, stale).await.unwrap(), Err(UpdateUnitErrorCode::Stale));
        let whole = remove_unit(&chief, company.root, None).await.unwrap();
        assert_eq!(whole, Err(RemoveUnitErrorCode::HasParts));
        let sales = remove_unit(&chief, company.sales, None).await.unwrap();
        assert_eq!(sales, Err(RemoveUnitErrorCode::HasMembers));
        assert_eq!(versions(&company).await, before);
        assert_eq!(company.world.count("unit").await, 3);
    }
}

on_both! {
    async fn a_unit_is_made_once_by_its_key(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let key = IdempotencyKey::try_new("k".into()).unwrap();
        let make = || create_unit(&chief, unit(&company, "LAB", None), Some(&key));
        let (first, second) = tokio::join!(make(), make());
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(company.world.count("unit where code = 'LAB'").await, 1);
        assert_eq!(company.world.audited("createUnit", "done").await, 1);
        let other = create_unit(&chief, unit(&company, "LAB2", None), Some(&key)).await;
        assert_eq!(other.unwrap_err().code, Code::Conflict);
        // Without a key the second is told that the code is taken.
        let make = || create_unit(&chief, unit(&company, "HALL", None), None);
        let (first, second) = tokio::join!(make(), make());
        let mut both = [first.unwrap().is_ok(), second.unwrap().is_ok()];
        both.sort_unstable();
        assert_eq!(both, [false, true]);
    }
}

on_both! {
    /// Each alone would be allowed; together they would close a circle.
    async fn two_moves_at_once_close_no_circle(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let a = create_unit(&chief, unit(&company, "A", None), None).await.unwrap().unwrap();
        let b = create_unit(&chief, unit(&company, "B", None), None).await.unwrap().unwrap();
        let under = |unit, parent| UpdateUnit { parent: Change::To(Some(parent)), ..change(unit) };
        let (first, second) = tokio::join!(
            update_unit(&chief, under(a, b)),
            update_unit(&chief, under(b, a)),
        );
        let both = [first.unwrap(), second.unwrap()];
        assert_eq!(both.iter().filter(|it| it.is_ok()).count(), 1, "{both:?}");
    }
}

on_both! {
    async fn an_administrator_of_a_unit_loses_it_with_the_unit(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let administers = async || {
            let lead = company.call(&company.lead).await;
            lead.viewer.within(company.id).unwrap().administers(company.clerk.member)
        };
        assert!(administers().await);
        let nowhere = "update membership set unit_id = null where organization_id = $1";
        company.world.run(nowhere, [company.id.into()]).await;
        assert_eq!(remove_unit(&chief, company.sales, None).await.unwrap(), Ok(company.sales));
        assert!(administers().await, "through the group");
        let removed = remove_group(&chief, company.group, None).await.unwrap();
        assert_eq!(removed, Ok(company.group));
        assert!(!administers().await);
        let scopes = "administrator_scope where unit_id is not null or group_id is not null";
        assert_eq!(company.world.count(scopes).await, 0);
        assert_eq!(company.world.count("group_member").await, 0);
    }
}

on_both! {
    async fn a_group_is_made_changed_and_removed(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let (clerk, lead) = (company.clerk.member, company.lead.member);
        let made = create_group(&chief, group(&company, &[clerk, clerk]), None).await;
        let made = made.unwrap().unwrap();
        let members = async || {
            let shown = company.shown(&company.clerk).await;
            let group = shown.group(made).unwrap().1.clone();
            (group.name.clone(), group.members.to_vec(), group.version)
        };
        let (name, list, version) = members().await;
        assert_eq!((&*name, list), ("Choir", vec![clerk]));
        let changed = UpdateGroup {
            version: Some(version),
            name: Some("Band".into()),
            add: vec![lead],
            remove: vec![clerk],
            ..group_change(made)
        };
        assert_eq!(update_group(&chief, changed).await.unwrap(), Ok(made));
        let (name, list, _) = members().await;
        assert_eq!((&*name, list), ("Band", vec![lead]));
        let stale = UpdateGroup { version: Some(version), ..group_change(made) };
        let refused = update_group(&chief, stale).await.unwrap();
        assert_eq!(refused, Err(UpdateGroupErrorCode::Stale));
        let refused = remove_group(&chief, made, Some(version)).await.unwrap();
        assert_eq!(refused, Err(RemoveGroupErrorCode::Stale));
        assert_eq!(remove_group(&chief, made, None).await.unwrap(), Ok(made));
        assert_eq!(remove_group(&chief, made, None).await.unwrap_err().code, Code::NotFound);
    }
}

on_both! {
    async fn a_group_that_is_wrong_is_not_made(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let clerk = company.clerk.member;
        let foreign = group(&company, &[clerk, company.stranger.member]);
        let refused = create_group(&chief, foreign, None).await.unwrap();
        assert_eq!(refused, Err(CreateGroupErrorCode::NoSuchMember));
        let many = group(&company, &[clerk; 251]);
        let refused = create_group(&chief, many, None).await.unwrap();
        assert_eq!(refused, Err(CreateGroupErrorCode::TooManyMembers));
        let nameless = CreateGroup { name: String::new(), ..group(&company, &[]) };
        let refused = create_group(&chief, nameless, None).await.unwrap();
        assert_eq!(refused, Err(CreateGroupErrorCode::NameInvalid));
        let foreign = UpdateGroup {
            add: vec![company.stranger.member],
            name: Some("Theirs".into()),
            ..group_change(company.group)
        };
        let refused = update_group(&chief, foreign).await.unwrap();
        assert_eq!(refused, Err(UpdateGroupErrorCode::NoSuchMember));
        assert_eq!(company.world.count("member_group").await, 1);
        assert_eq!(company.world.count("member_group where name = 'Theirs'").await, 0);
    }
}
