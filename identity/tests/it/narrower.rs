//! What an administrator of a part may not do, and what none does for themself.

use identity::{
    account::Change,
    belonging::{
        InviteMember, InviteMemberErrorCode, NewScope, Stated, UpdateMembershipErrorCode,
        end_member_sessions, end_membership, set_administrator_scope, set_roles, update_membership,
    },
    directory_import::{Options, ProblemCode, apply_as_administrator},
    structure::{CreateUnit, create_unit},
};
use kernel::{Answer, Code, IdempotencyKey, MemberKind, MembershipId, Role, Roles, UnitId};

use crate::{
    company::{Company, Somebody},
    invitations::{grace, invite},
    on_both,
};

async fn update(
    company: &Company,
    by: &Somebody,
    whom: &Somebody,
    stated: Stated,
) -> Answer<Result<MembershipId, UpdateMembershipErrorCode>> {
    let (call, shown) = company.asks(by).await;
    update_membership(&call, &shown, whom.member, None, stated).await
}

/// As the chief's equal.
async fn everybody(company: &Company, whom: &Somebody) {
    let (call, shown) = company.asks(&company.chief).await;
    let scope = NewScope { everybody: true, ..NewScope::default() };
    set_administrator_scope(&call, &shown, whom.member, None, scope).await.unwrap().unwrap();
}

fn led_by(manager: &Somebody) -> Stated {
    Stated { manager: Change::To(Some(manager.member)), ..Stated::default() }
}

async fn appoint(company: &Company, whom: &Somebody, roles: &[Role]) {
    let (call, shown) = company.asks(&company.chief).await;
    let roles: Roles = roles.iter().copied().collect();
    set_roles(&call, &shown, whom.member, None, roles).await.unwrap().unwrap();
}

fn within(unit: Option<UnitId>) -> Stated {
    Stated { unit: Change::To(unit), ..Stated::default() }
}

on_both! {
    async fn nobody_moves_themself(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, root, sales, .. } = &company;
        // The lead administers a part that the chief is not in.
        update(&company, chief, chief, within(None)).await.unwrap().unwrap();
        update(&company, chief, chief, within(Some(*root))).await.unwrap().unwrap();
        everybody(&company, lead).await;
        for unit in [Some(*sales), None] {
            let told = update(&company, chief, chief, within(unit)).await.unwrap();
            assert_eq!(told, Err(UpdateMembershipErrorCode::OwnUnit));
        }
        update(&company, chief, chief, within(Some(*root))).await.unwrap().unwrap();
        update(&company, chief, clerk, within(Some(*root))).await.unwrap().unwrap();
        update(&company, chief, lead, within(Some(*root))).await.unwrap().unwrap();
        // The only administrator has nobody else.
        appoint(&company, lead, &[]).await;
        update(&company, chief, chief, within(Some(*sales))).await.unwrap().unwrap();
    }
}

on_both! {
    async fn nobody_imports_what_they_may_not_change_of_themself(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, .. } = &company;
        let import = async |unit: &str, kind: &str| {
            let csv = format!(
                "external_id,given_name,family_name,unit,kind\n\
                 1,A,Member 1,{unit},{kind}\n2,A,Member 2,ALL,guest\n3,A,Member 3,SALES,employee\n"
            );
            let call = company.call(chief).await;
            let options = Options::default();
            let done = apply_as_administrator(&call, company.id, csv.as_bytes(), &options).await;
            let problems = done.unwrap().report.problems;
            problems.into_iter().map(|it| (it.line, it.code)).collect::<Vec<_>>()
        };
        let both = [(2, ProblemCode::OwnKind), (2, ProblemCode::OwnUnit)];
        assert_eq!(import("SALES", "guest").await, both);
        assert_eq!(import("", "employee").await, [(2, ProblemCode::OwnUnit)]);
        // What the row says already it may go on to say, and others are changed.
        assert_eq!(import("ALL", "employee").await, []);
        let shown = company.shown(chief).await;
        assert_eq!(shown.member(lead.member).unwrap().1.unit, Some(company.root));
        appoint(&company, lead, &[]).await;
        assert_eq!(import("SALES", "guest").await, [(2, ProblemCode::OwnKind)]);
        assert_eq!(import("SALES", "employee").await, []);
        let shown = company.shown(chief).await;
        assert_eq!(shown.member(chief.member).unwrap().1.unit, Some(company.sales));
    }
}

on_both! {
    async fn who_may_more_is_changed_by_administrators_of_everybody(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, sales, .. } = &company;
        // The chief works in the unit that the lead administers.
        company.put(chief, *sales).await;
        let guest = || Stated { kind: Some(MemberKind::Guest), ..Stated::default() };
        let told = update(&company, lead, chief, guest()).await.unwrap();
        assert_eq!(told, Err(UpdateMembershipErrorCode::KindOutOfScope));
        let (call, shown) = company.asks(lead).await;
        let refused = end_membership(&call, &shown, chief.member).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let refused = end_member_sessions(&call, &shown, chief.member).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        end_member_sessions(&call, &shown, clerk.member).await.unwrap();
        company.asks(chief).await;
        // What is stated besides may be put right.
        let title = Stated { job_title: Change::To(Some("Boss".into())), ..Stated::default() };
        update(&company, lead, chief, title).await.unwrap().unwrap();
        appoint(&company, clerk, &[Role::ComplianceManager]).await;
        let told = update(&company, lead, clerk, guest()).await.unwrap();
        assert_eq!(told, Err(UpdateMembershipErrorCode::KindOutOfScope));
        appoint(&company, clerk, &[]).await;
        update(&company, lead, clerk, guest()).await.unwrap().unwrap();
    }
}

on_both! {
    async fn nobody_names_themself_as_a_manager(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, .. } = &company;
        for me in [chief, lead] {
            let told = update(&company, me, clerk, led_by(me)).await.unwrap();
            assert_eq!(told, Err(UpdateMembershipErrorCode::OwnReport));
        }
        let mine = InviteMember { manager: Some(chief.member), ..grace(company.id) };
        let told = invite(&company, chief, mine.clone()).await.unwrap();
        assert_eq!(told, Err(InviteMemberErrorCode::OwnReport));
        // Another does, and then it may be stated again.
        update(&company, chief, clerk, led_by(lead)).await.unwrap().unwrap();
        update(&company, lead, clerk, led_by(lead)).await.unwrap().unwrap();
        // The only administrator has nobody else.
        appoint(&company, lead, &[]).await;
        update(&company, chief, clerk, led_by(chief)).await.unwrap().unwrap();
        invite(&company, chief, mine).await.unwrap().unwrap();
    }
}

on_both! {
    async fn nobody_imports_themself_as_a_manager(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, .. } = &company;
        let csv = "external_id,given_name,family_name,manager\n\
                   1,A,Member 1,\n2,A,Member 2,\n3,A,Member 3,1\n";
        let import = async || {
            let call = company.call(chief).await;
            let options = Options::default();
            apply_as_administrator(&call, company.id, csv.as_bytes(), &options).await.unwrap()
        };
        let wrong: Vec<_> =
            import().await.report.problems.into_iter().map(|it| (it.line, it.code)).collect();
        assert_eq!(wrong, [(4, ProblemCode::OwnReport)]);
        appoint(&company, lead, &[]).await;
        assert_eq!(import().await.refused, []);
        // Once the row says so, it may go on to say so.
        appoint(&company, lead, &[Role::Administrator]).await;
        let again = import().await;
        assert_eq!((again.report.problems, again.report.unchanged), (vec![], 3));
        let shown = company.shown(clerk).await;
        assert_eq!(shown.member(clerk.member).unwrap().1.manager, Some(chief.member));
    }
}

on_both! {
    async fn what_was_made_once_is_answered_when_the_right_is_gone(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, .. } = &company;
        let make = async |key: &str| {
            let key = IdempotencyKey::try_new(key.into()).unwrap();
            let (code, name) = ("NEW".to_owned(), "New".to_owned());
            let unit = CreateUnit { organization: company.id, parent: None, code, name };
            create_unit(&company.call(chief).await, unit, Some(&key)).await
        };
        let first = make("k").await.unwrap().unwrap();
        let everybody = "insert into administrator_scope (organization_id, id, membership_id) values ($1, $2, $3)";
        let id = company.world.clock.id();
        company.world.run(everybody, [company.id.0.into(), id.into(), lead.member.0.into()]).await;
        company.world.run("update membership set changed_in = changed_in + 1000", []).await;
        company.world.run("update organization set directory_version = directory_version + 1000", []).await;
        let (call, shown) = company.asks(lead).await;
        set_roles(&call, &shown, chief.member, None, Roles::default()).await.unwrap().unwrap();
        assert_eq!(make("k").await.unwrap(), Ok(first));
        assert_eq!(company.world.audited("createUnit", "refused").await, 0);
        assert_eq!(make("other").await.unwrap_err().code, Code::Forbidden);
        assert_eq!(company.world.audited("createUnit", "refused").await, 1);
    }
}
