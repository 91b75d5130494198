//! Roles and scopes: who gives them, and what nobody gives themself.

use identity::belonging::{
    NewScope, SetAdministratorScopeErrorCode, SetRolesErrorCode, set_administrator_scope,
    set_roles, suspend_membership,
};
use kernel::{Answer, Code, GroupId, MembershipId, Role, Roles, UnitId};
use uuid::Uuid;

use crate::{
    company::{Company, Somebody},
    on_both,
};

async fn give(
    company: &Company,
    by: &Somebody,
    whom: &Somebody,
    roles: &[Role],
) -> Answer<Result<MembershipId, SetRolesErrorCode>> {
    let (call, shown) = company.asks(by).await;
    let roles = roles.iter().copied().collect();
    set_roles(&call, &shown, whom.member, None, roles).await
}

async fn scope(
    company: &Company,
    by: &Somebody,
    whom: &Somebody,
    scope: NewScope,
) -> Answer<Result<MembershipId, SetAdministratorScopeErrorCode>> {
    let (call, shown) = company.asks(by).await;
    set_administrator_scope(&call, &shown, whom.member, None, scope).await
}

fn all() -> NewScope {
    NewScope { everybody: true, ..NewScope::default() }
}

on_both! {
    async fn a_role_counts_from_the_next_request_on(world: World) {
        let company = Company::over(world).await;
        let Company { chief, clerk, lead, .. } = &company;
        give(&company, chief, clerk, &[Role::Administrator]).await.unwrap().unwrap();
        let place = company.call(clerk).await.viewer.within(company.id).cloned().unwrap();
        assert!(place.roles.has(Role::Administrator) && !place.administers(lead.member));
        let units = NewScope { units: vec![company.root], ..NewScope::default() };
        scope(&company, chief, clerk, units).await.unwrap().unwrap();
        let place = company.call(clerk).await.viewer.within(company.id).cloned().unwrap();
        assert!(place.administers(lead.member) && !place.administers_all());
        give(&company, chief, clerk, &[]).await.unwrap().unwrap();
        let place = company.call(clerk).await.viewer.within(company.id).cloned().unwrap();
        assert!(!place.administers(lead.member));
        // The scope does not wait for the role to come back.
        give(&company, chief, clerk, &[Role::Administrator]).await.unwrap().unwrap();
        let place = company.call(clerk).await.viewer.within(company.id).cloned().unwrap();
        assert!(!place.administers(lead.member));
        assert_eq!(company.world.audited("setRoles", "done").await, 3);
    }
}

on_both! {
    async fn who_may_give_roles_and_scopes(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, stranger, coach, .. } = &company;
        give(&company, chief, coach, &[Role::ItAdministrator]).await.unwrap().unwrap();
        for (by, code) in [
            (lead, Code::Forbidden),
            (clerk, Code::Forbidden),
            (coach, Code::Forbidden),
            (stranger, Code::NotFound),
        ] {
            let refused = give(&company, by, clerk, &[Role::Administrator]).await.unwrap_err();
            assert_eq!(refused.code, code);
        }
        for by in [lead, clerk, coach] {
            let refused = scope(&company, by, lead, all()).await.unwrap_err();
            assert_eq!(refused.code, Code::Forbidden);
        }
        let hidden = scope(&company, stranger, lead, all()).await.unwrap_err();
        assert_eq!(hidden.code, Code::NotFound);
        let own = give(&company, chief, chief, &[Role::Administrator, Role::Coach]).await.unwrap();
        assert_eq!(own, Err(SetRolesErrorCode::OwnRoles));
        let operator = give(&company, chief, clerk, &[Role::Operator]).await.unwrap();
        assert_eq!(operator, Err(SetRolesErrorCode::NotARoleHere));
        assert_eq!(company.world.count("membership where roles = 0").await, 6);
    }
}

on_both! {
    async fn bad_scopes_are_told_and_change_nothing(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, stranger, .. } = &company;
        let none = NewScope::default;
        let group = GroupId(Uuid::nil());
        for (wanted, wrong) in [
            (NewScope { units: vec![company.sales], ..all() }, SetAdministratorScopeErrorCode::EverybodyOrParts),
            (NewScope { units: vec![company.sales; 251], ..none() }, SetAdministratorScopeErrorCode::TooManyParts),
            (NewScope { units: vec![company.others_unit], ..none() }, SetAdministratorScopeErrorCode::NoSuchUnit),
            (NewScope { units: vec![UnitId(Uuid::nil())], ..none() }, SetAdministratorScopeErrorCode::NoSuchUnit),
            (NewScope { groups: vec![group], ..none() }, SetAdministratorScopeErrorCode::NoSuchGroup),
            (NewScope { members: vec![stranger.member], ..none() }, SetAdministratorScopeErrorCode::NoSuchMember),
        ] {
            assert_eq!(scope(&company, chief, lead, wanted).await.unwrap(), Err(wrong));
        }
        let nobody = scope(&company, chief, clerk, all()).await.unwrap();
        assert_eq!(nobody, Err(SetAdministratorScopeErrorCode::NotAnAdministrator));
        let last = scope(&company, chief, chief, none()).await.unwrap();
        assert_eq!(last, Err(SetAdministratorScopeErrorCode::LastAdministrator));
        assert_eq!(company.world.count("administrator_scope").await, 4);
        let twice = NewScope { units: vec![company.sales; 2], ..none() };
        scope(&company, chief, lead, twice).await.unwrap().unwrap();
        assert_eq!(company.world.count("administrator_scope").await, 3);
        let (call, shown) = company.asks(chief).await;
        suspend_membership(&call, &shown, clerk.member).await.unwrap().unwrap();
        let suspended = give(&company, chief, clerk, &[Role::Administrator]).await.unwrap();
        assert_eq!(suspended, Err(SetRolesErrorCode::NotActive));
        let roles = Roles::from_iter([Role::ComplianceManager]);
        let stale = set_roles(&call, &shown, clerk.member, Some(0), roles).await.unwrap();
        assert_eq!(stale, Err(SetRolesErrorCode::Stale));
    }
}

on_both! {
    /// Exactly one of them succeeds: the other is no administrator any more.
    async fn two_administrators_who_demote_each_other_at_once(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, .. } = &company;
        scope(&company, chief, lead, all()).await.unwrap().unwrap();
        let (first, seen_first) = company.asks(chief).await;
        let (second, seen_second) = company.asks(lead).await;
        let (one, other) = tokio::join!(
            set_roles(&first, &seen_first, lead.member, None, Roles::default()),
            set_roles(&second, &seen_second, chief.member, None, Roles::default()),
        );
        let done = [one, other].into_iter().filter(|it| matches!(it, Ok(Ok(_)))).count();
        assert_eq!(done, 1);
        let left = "administrator_scope s join membership m on m.id = s.membership_id \
             where m.roles = 1 and s.unit_id is null and s.organization_id = m.organization_id";
        assert_eq!(company.world.count(left).await, 2);
        assert_eq!(company.world.audited("setRoles", "refused").await, 1);
    }
}
