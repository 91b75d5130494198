//! What administrators change about members, and how memberships end.

use chrono::{Days, TimeDelta};
use identity::{
    account::Change,
    belonging::{
        EndMembershipErrorCode, LeaveOrganizationErrorCode, NewScope, ReinstateMembershipErrorCode,
        Stated, SuspendMembershipErrorCode, UpdateMembershipErrorCode, end_member_sessions,
        end_membership, leave_organization, reinstate_membership, set_administrator_scope,
        suspend_membership, update_membership,
    },
    founding::lend,
};
use kernel::{Answer, Code, MemberKind, MembershipId, OrganizationId, UnitId};
use uuid::Uuid;

use crate::{
    company::{Company, Somebody},
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

fn reports_to(manager: MembershipId) -> Stated {
    Stated { manager: Change::To(Some(manager)), ..Stated::default() }
}

on_both! {
    async fn what_the_organisation_states_is_seen_at_the_next_request(world: World) {
        let company = Company::over(world).await;
        let stated = Stated {
            job_title: Change::To(Some("Head clerk".into())),
            work_phone: Change::To(Some("+31 20 1".into())),
            unit: Change::To(Some(company.root)),
            manager: Change::To(Some(company.lead.member)),
            ..Stated::default()
        };
        update(&company, &company.chief, &company.clerk, stated).await.unwrap().unwrap();
        let shown = company.shown(&company.clerk).await;
        let (standing, member) = shown.member(company.clerk.member).unwrap();
        assert_eq!(member.job_title.as_deref(), Some("Head clerk"));
        assert_eq!((member.unit, member.manager), (Some(company.root), Some(company.lead.member)));
        assert_eq!(&*standing.snapshot.reports(company.lead.member), [company.clerk.member]);
        assert_eq!(company.world.count("membership where work_phone = '+31 20 1'").await, 1);
        assert_eq!(company.world.audited("updateMembership", "done").await, 1);
    }
}

on_both! {
    async fn nobody_reports_to_themself_through_others(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, coach, .. } = &company;
        update(&company, chief, clerk, reports_to(lead.member)).await.unwrap().unwrap();
        update(&company, chief, lead, reports_to(coach.member)).await.unwrap().unwrap();
        for (whom, manager) in [(coach, clerk), (coach, coach), (lead, clerk)] {
            let circle = update(&company, chief, whom, reports_to(manager.member)).await.unwrap();
            assert_eq!(circle, Err(UpdateMembershipErrorCode::ManagerCircle));
        }
    }
}

on_both! {
    /// Two changes at once, each fine alone, that would close a circle together.
    async fn two_changes_at_once_close_no_circle(world: World) {
        let company = Company::over(world).await;
        let (call, shown) = company.asks(&company.chief).await;
        let (lead, clerk) = (company.lead.member, company.clerk.member);
        let (one, other) = tokio::join!(
            update_membership(&call, &shown, lead, None, reports_to(clerk)),
            update_membership(&call, &shown, clerk, None, reports_to(lead)),
        );
        let mut codes = [one.unwrap().err(), other.unwrap().err()];
        codes.sort_by_key(Option::is_some);
        assert_eq!(codes, [None, Some(UpdateMembershipErrorCode::ManagerCircle)]);
    }
}

on_both! {
    async fn of_two_changes_of_one_version_one_is_stale(world: World) {
        let company = Company::over(world).await;
        let (call, shown) = company.asks(&company.chief).await;
        let id = company.clerk.member;
        let version = Some(shown.member(id).unwrap().1.version);
        let title = |text: &str| Stated { job_title: Change::To(Some(text.into())), ..Stated::default() };
        let (one, other) = tokio::join!(
            update_membership(&call, &shown, id, version, title("One")),
            update_membership(&call, &shown, id, version, title("Other")),
        );
        let mut codes = [one.unwrap().err(), other.unwrap().err()];
        codes.sort_by_key(Option::is_some);
        assert_eq!(codes, [None, Some(UpdateMembershipErrorCode::Stale)]);
    }
}

on_both! {
    async fn bad_statements_are_told_and_change_nothing(world: World) {
        let company = Company::over(world).await;
        let none = Stated::default;
        let text = |n: usize| Change::To(Some("x".repeat(n)));
        let day = company.world.clock.now().date_naive();
        for (stated, wrong) in [
            (Stated { given: Some(" ".into()), ..none() }, UpdateMembershipErrorCode::GivenNameInvalid),
            (Stated { family: Some("x".repeat(201)), ..none() }, UpdateMembershipErrorCode::FamilyNameInvalid),
            (Stated { infix: text(201), ..none() }, UpdateMembershipErrorCode::InfixInvalid),
            (Stated { job_title: text(201), ..none() }, UpdateMembershipErrorCode::JobTitleInvalid),
            (Stated { work_phone: text(41), ..none() }, UpdateMembershipErrorCode::WorkPhoneInvalid),
            (Stated { external_id: text(101), ..none() }, UpdateMembershipErrorCode::ExternalIdInvalid),
            (Stated { external_id: Change::To(Some("1".into())), ..none() }, UpdateMembershipErrorCode::ExternalIdTaken),
            (Stated { unit: Change::To(Some(UnitId(Uuid::nil()))), ..none() }, UpdateMembershipErrorCode::NoSuchUnit),
            (Stated { unit: Change::To(Some(company.others_unit)), ..none() }, UpdateMembershipErrorCode::NoSuchUnit),
            (reports_to(company.stranger.member), UpdateMembershipErrorCode::NoSuchManager),
            (
                Stated {
                    employed_from: Change::To(Some(day)),
                    employed_until: Change::To(day.checked_sub_days(Days::new(1))),
                    ..none()
                },
                UpdateMembershipErrorCode::PeriodInvalid,
            ),
        ] {
            let refused = update(&company, &company.chief, &company.clerk, stated).await.unwrap();
            assert_eq!(refused, Err(wrong));
        }
        assert_eq!(company.world.audited("updateMembership", "done").await, 0);
        assert_eq!(company.world.count("membership where changed_in > 1").await, 0);
    }
}

on_both! {
    async fn who_may_change_what_is_stated(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, coach, stranger, .. } = &company;
        let code = async |by: &Somebody, whom: &Somebody, stated: Stated| {
            update(&company, by, whom, stated).await.map_err(|fault| fault.code)
        };
        assert_eq!(code(clerk, clerk, Stated::default()).await, Err(Code::Forbidden));
        assert_eq!(code(lead, chief, Stated::default()).await, Err(Code::Forbidden));
        assert_eq!(code(coach, clerk, Stated::default()).await, Err(Code::NotFound));
        assert_eq!(code(stranger, clerk, Stated::default()).await, Err(Code::NotFound));
        let title = Stated { job_title: Change::To(None), ..Stated::default() };
        assert_eq!(code(lead, clerk, title).await, Ok(Ok(clerk.member)));
        // An administrator of sales moves nobody out of it.
        for unit in [None, Some(company.root)] {
            let out = Stated { unit: Change::To(unit), ..Stated::default() };
            let refused = Err(UpdateMembershipErrorCode::UnitOutOfScope);
            assert_eq!(code(lead, clerk, out).await, Ok(refused));
        }
        let other = Stated { kind: Some(MemberKind::Guest), ..Stated::default() };
        let own = code(lead, lead, other.clone()).await;
        assert_eq!(own, Ok(Err(UpdateMembershipErrorCode::OwnKind)));
        assert_eq!(code(lead, clerk, other).await, Ok(Ok(clerk.member)));
        assert!(company.call(clerk).await.viewer.within(company.id).unwrap().is_external());
        // Rectification works while no licence is in force.
        company.world.run("update licence set valid_until = '2020-01-01'", []).await;
        company.world.run("update organization set directory_version = directory_version + 1", []).await;
        let back = Stated { kind: Some(MemberKind::Employee), ..Stated::default() };
        assert_eq!(code(chief, clerk, back).await, Ok(Ok(clerk.member)));
    }
}

on_both! {
    async fn r26_suspended_means_from_the_next_request_on(world: World) {
        let company = Company::over(world).await;
        let (call, shown) = company.asks(&company.chief).await;
        let id = company.clerk.member;
        let early = reinstate_membership(&call, &shown, id).await.unwrap();
        assert_eq!(early, Err(ReinstateMembershipErrorCode::NotSuspended));
        suspend_membership(&call, &shown, id).await.unwrap().unwrap();
        assert!(company.call(&company.clerk).await.viewer.within(company.id).is_none());
        let twice = suspend_membership(&call, &shown, id).await.unwrap();
        assert_eq!(twice, Err(SuspendMembershipErrorCode::NotActive));
        reinstate_membership(&call, &shown, id).await.unwrap().unwrap();
        assert!(company.call(&company.clerk).await.viewer.within(company.id).is_some());
        assert_eq!(company.world.audited("suspendMembership", "done").await, 1);
        assert_eq!(company.world.audited("reinstateMembership", "done").await, 1);
    }
}

on_both! {
    async fn an_ended_membership_leaves_no_thread(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, .. } = &company;
        update(&company, chief, clerk, reports_to(lead.member)).await.unwrap().unwrap();
        let (call, shown) = company.asks(chief).await;
        end_membership(&call, &shown, lead.member).await.unwrap().unwrap();
        assert!(company.call(lead).await.viewer.within(company.id).is_none());
        end_membership(&call, &shown, clerk.member).await.unwrap().unwrap();
        let twice = end_membership(&call, &shown, clerk.member).await.unwrap();
        assert_eq!(twice, Err(EndMembershipErrorCode::Ended));
        let world = &company.world;
        assert_eq!(world.count("membership where manager_id is not null").await, 0);
        assert_eq!(world.count("membership where state = 'left' and roles = 0").await, 2);
        assert_eq!(world.count("group_member").await, 0);
        assert_eq!(world.count("administrator_scope").await, 2);
        let shown = company.shown(chief).await;
        let (standing, gone) = shown.member(clerk.member).unwrap();
        assert_eq!(gone.name, "A Clerk");
        assert!(standing.snapshot.group(company.group).unwrap().members.is_empty());
        assert!(standing.snapshot.targets(lead.member).is_empty());
        assert_eq!(standing.snapshot.seats_taken(), 2);
        let ended = update(&company, chief, clerk, Stated::default()).await.unwrap();
        assert_eq!(ended, Err(UpdateMembershipErrorCode::Ended));
    }
}

on_both! {
    async fn the_last_administrator_stays(world: World) {
        let company = Company::over(world).await;
        let (call, shown) = company.asks(&company.chief).await;
        let id = company.chief.member;
        let left = leave_organization(&call, &shown, company.id).await.unwrap();
        assert_eq!(left, Err(LeaveOrganizationErrorCode::LastAdministrator));
        let ended = end_membership(&call, &shown, id).await.unwrap();
        assert_eq!(ended, Err(EndMembershipErrorCode::LastAdministrator));
        let suspended = suspend_membership(&call, &shown, id).await.unwrap();
        assert_eq!(suspended, Err(SuspendMembershipErrorCode::LastAdministrator));
        let all = NewScope { everybody: true, ..NewScope::default() };
        let lead = company.lead.member;
        set_administrator_scope(&call, &shown, lead, None, all).await.unwrap().unwrap();
        let (second, seen) = company.asks(&company.lead).await;
        // Of two administrators who leave at once one stays.
        let (one, other) = tokio::join!(
            leave_organization(&call, &shown, company.id),
            leave_organization(&second, &seen, company.id),
        );
        assert_eq!([one.unwrap(), other.unwrap()].iter().filter(|it| it.is_ok()).count(), 1);
    }
}

on_both! {
    async fn people_leave_and_nobody_leaves_what_is_theirs(world: World) {
        let company = Company::over(world).await;
        let (call, shown) = company.asks(&company.clerk).await;
        let home = call.viewer.places.iter().find(|it| it.organization != company.id).unwrap();
        let own = leave_organization(&call, &shown, home.organization).await.unwrap_err();
        assert_eq!(own.code, Code::Forbidden);
        for foreign in [company.other, OrganizationId(Uuid::nil())] {
            let hidden = leave_organization(&call, &shown, foreign).await.unwrap_err();
            assert_eq!(hidden.code, Code::NotFound);
        }
        assert!(leave_organization(&call, &shown, company.id).await.unwrap().is_ok());
        assert!(company.call(&company.clerk).await.viewer.within(company.id).is_none());
        let gone = leave_organization(&call, &shown, company.id).await.unwrap_err();
        assert_eq!(gone.code, Code::NotFound);
    }
}

on_both! {
    /// One who administers a part ends nobody who may more than others.
    async fn who_may_end_a_membership(world: World) {
        let company = Company::over(world).await;
        let Company { chief, lead, clerk, stranger, .. } = &company;
        let code = async |by: &Somebody, whom: &Somebody| {
            let (call, shown) = company.asks(by).await;
            end_membership(&call, &shown, whom.member).await.map_err(|fault| fault.code)
        };
        assert_eq!(code(clerk, lead).await, Err(Code::Forbidden));
        assert_eq!(code(stranger, clerk).await, Err(Code::NotFound));
        company.put(chief, company.sales).await;
        assert_eq!(code(lead, chief).await, Err(Code::Forbidden));
        assert_eq!(code(lead, clerk).await, Ok(Ok(clerk.member)));
        assert_eq!(company.world.audited("endMembership", "refused").await, 2);
    }
}

on_both! {
    async fn r30_sessions_of_before_do_not_count_in_the_organisation(world: World) {
        let company = Company::over(world).await;
        let Company { chief, clerk, coach, .. } = &company;
        let (call, shown) = company.asks(clerk).await;
        let peer = end_member_sessions(&call, &shown, chief.member).await.unwrap_err();
        assert_eq!(peer.code, Code::Forbidden);
        let hidden = end_member_sessions(&call, &shown, coach.member).await.unwrap_err();
        assert_eq!(hidden.code, Code::NotFound);
        let (call, shown) = company.asks(&company.lead).await;
        end_member_sessions(&call, &shown, clerk.member).await.unwrap();
        let after = company.call(clerk).await;
        assert!(after.viewer.within(company.id).is_none());
        assert_eq!(after.viewer.places.len(), 1);
        company.world.later(TimeDelta::seconds(1));
        let anew = lend(&company.world.stranger(), clerk.user).await.unwrap().access;
        assert!(company.world.with(&anew).await.unwrap().viewer.within(company.id).is_some());
    }
}
