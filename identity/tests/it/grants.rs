//! What coaches are let in on, by whom, and for how long.

use chrono::TimeDelta;
use identity::{
    account::{Change, LetterKind},
    belonging::{
        ConfirmCoachGrantErrorCode, GrantCoach, GrantCoachErrorCode, NewScope,
        RevokeCoachGrantErrorCode, Stated, confirm_coach_grant, end_membership, grant_coach,
        revoke_coach_grant, set_administrator_scope, set_roles, update_membership,
    },
    directory::Target,
    directory_import::{Options, apply_as_administrator},
    founding::{Founding, found},
};
use kernel::{
    Answer, CoachGrantId, Code, DataKind, DataKinds, MemberKind, OrganizationId, Role, Roles,
};

use crate::{
    company::{Company, Somebody, first, founding, person},
    on_both,
    world::World,
};

fn goals(coach: &Somebody, client: &Somebody) -> GrantCoach {
    GrantCoach {
        coach: coach.member,
        client: client.member,
        kinds: DataKinds::from_iter([DataKind::Goals]),
        starts_at: None,
        ends_at: None,
    }
}

async fn grant(
    world: &World,
    by: &Somebody,
    input: GrantCoach,
) -> Answer<Result<CoachGrantId, GrantCoachErrorCode>> {
    let (call, shown) = world.asks(&by.access).await;
    grant_coach(&call, &shown, input, None).await
}

async fn reads(world: &World, coach: &Somebody, client: &Somebody) -> bool {
    let call = world.with(&coach.access).await.unwrap();
    call.viewer.places.iter().any(|place| place.coaches(client.member, DataKind::Goals))
}

on_both! {
    /// By a file as by hand: whoever becomes a coach again is let in on nothing.
    async fn the_grants_to_whom_a_file_makes_no_coach_are_over(world: World) {
        let company = Company::over(world).await;
        let Company { world, coach, clerk, lead, .. } = &company;
        grant(world, lead, goals(coach, clerk)).await.unwrap().unwrap();
        for kind in ["coach", "collaborator", "coach"] {
            let csv = format!(
                "external_id,given_name,family_name,work_address,kind\n\
                 1,A,Member 1,member1@acme.example,\n2,A,Member 2,member2@acme.example,\n\
                 3,A,Member 3,member3@acme.example,\n9,A,Coach,member@acme.example,{kind}\n"
            );
            let read = reads(world, coach, clerk).await;
            let chief = company.call(&company.chief).await;
            let (csv, plain) = (csv.as_bytes(), Options::default());
            let done = apply_as_administrator(&chief, company.id, csv, &plain).await.unwrap();
            assert_eq!(done.refused, []);
            let reads = reads(world, coach, clerk).await;
            assert_eq!(reads, read && kind == "coach", "as a {kind}");
        }
        assert_eq!(world.count("coach_grant where revoked_at is null").await, 0);
    }
}

on_both! {
    async fn r35_a_grant_counts_at_once_and_so_does_its_end(world: World) {
        let company = Company::over(world).await;
        let Company { world, chief, coach, clerk, lead, .. } = &company;
        assert!(!reads(world, coach, clerk).await);
        let id = grant(world, lead, goals(coach, clerk)).await.unwrap().unwrap();
        assert!(reads(world, coach, clerk).await);
        let mail = world.mails().await.pop().unwrap();
        assert_eq!((mail.kind, &*mail.to), (LetterKind::CoachGranted, "clerk@example.org"));
        assert_eq!((mail.organization.as_deref(), mail.by.as_deref()), (Some("ACME"), Some("A Coach")));
        let (call, shown) = company.asks(clerk).await;
        let refused = revoke_coach_grant(&call, &shown, id).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let (call, shown) = company.asks(chief).await;
        revoke_coach_grant(&call, &shown, id).await.unwrap().unwrap();
        assert!(!reads(world, coach, clerk).await);
        let twice = revoke_coach_grant(&call, &shown, id).await.unwrap();
        assert_eq!(twice, Err(RevokeCoachGrantErrorCode::Revoked));
        let (call, shown) = company.asks(coach).await;
        let gone = revoke_coach_grant(&call, &shown, id).await.unwrap_err();
        assert_eq!(gone.code, Code::NotFound);
        assert_eq!(world.mails().await.pop().unwrap().kind, LetterKind::CoachRevoked);
        assert_eq!(world.audited("revokeCoachGrant", "done").await, 1);
    }
}

on_both! {
    async fn a_grant_has_its_time(world: World) {
        let company = Company::over(world).await;
        let Company { world, chief, coach, clerk, .. } = &company;
        let now = world.clock.now();
        let later = GrantCoach {
            starts_at: Some(now + TimeDelta::minutes(1)),
            ends_at: Some(now + TimeDelta::minutes(2)),
            ..goals(coach, clerk)
        };
        grant(world, chief, later).await.unwrap().unwrap();
        assert!(!reads(world, coach, clerk).await);
        world.later(TimeDelta::minutes(1));
        assert!(reads(world, coach, clerk).await);
        world.later(TimeDelta::minutes(1));
        assert!(!reads(world, coach, clerk).await);
    }
}

on_both! {
    async fn who_may_grant_in_a_company(world: World) {
        let company = Company::over(world).await;
        let Company { world, chief, coach, clerk, lead, stranger, .. } = &company;
        for (by, client, code) in [
            (clerk, clerk, Code::Forbidden),
            (clerk, lead, Code::Forbidden),
            (lead, chief, Code::Forbidden),
            (stranger, clerk, Code::NotFound),
            (coach, clerk, Code::NotFound),
        ] {
            let refused = grant(world, by, goals(coach, client)).await.unwrap_err();
            assert_eq!(refused.code, code);
        }
        let now = world.clock.now();
        let valid = || goals(coach, clerk);
        for (input, wrong) in [
            (GrantCoach { coach: chief.member, ..valid() }, GrantCoachErrorCode::NoSuchCoach),
            (GrantCoach { coach: stranger.member, ..valid() }, GrantCoachErrorCode::NoSuchCoach),
            (GrantCoach { coach: clerk.member, ..valid() }, GrantCoachErrorCode::OwnCoach),
            (GrantCoach { kinds: DataKinds::default(), ..valid() }, GrantCoachErrorCode::NothingGranted),
            (GrantCoach { ends_at: Some(now), ..valid() }, GrantCoachErrorCode::PeriodInvalid),
        ] {
            assert_eq!(grant(world, chief, input).await.unwrap(), Err(wrong));
        }
        assert_eq!(world.count("coach_grant").await, 0);
        world.run("update licence set valid_until = '2020-01-01'", []).await;
        world.run("update organization set directory_version = directory_version + 1", []).await;
        assert_eq!(grant(world, chief, valid()).await.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    /// Nobody lets themself in alone.
    async fn a_second_administrator_confirms_what_one_granted_to_oneself(world: World) {
        let company = Company::over(world).await;
        let Company { world, chief, clerk, lead, coach, .. } = &company;
        let (call, shown) = company.asks(chief).await;
        let roles = Roles::from_iter([Role::Administrator, Role::Coach]);
        set_roles(&call, &shown, lead.member, None, roles).await.unwrap().unwrap();
        let id = grant(world, lead, goals(lead, clerk)).await.unwrap().unwrap();
        assert!(!reads(world, lead, clerk).await);
        assert_eq!(world.count("outbox").await, 0);
        let (call, shown) = company.asks(lead).await;
        let own = confirm_coach_grant(&call, &shown, id).await.unwrap_err();
        assert_eq!(own.code, Code::Forbidden);
        let (call, shown) = company.asks(coach).await;
        let hidden = confirm_coach_grant(&call, &shown, id).await.unwrap_err();
        assert_eq!(hidden.code, Code::NotFound);
        let (call, shown) = company.asks(chief).await;
        confirm_coach_grant(&call, &shown, id).await.unwrap().unwrap();
        assert!(reads(world, lead, clerk).await);
        assert_eq!(world.mails().await.pop().unwrap().kind, LetterKind::CoachGranted);
        let twice = confirm_coach_grant(&call, &shown, id).await.unwrap();
        assert_eq!(twice, Err(ConfirmCoachGrantErrorCode::NotAwaited));
    }
}

on_both! {
    async fn grants_end_with_what_they_rest_on(world: World) {
        let company = Company::over(world).await;
        let Company { world, chief, coach, clerk, lead, .. } = &company;
        grant(world, chief, goals(coach, clerk)).await.unwrap().unwrap();
        grant(world, chief, goals(coach, lead)).await.unwrap().unwrap();
        let (call, shown) = company.asks(chief).await;
        end_membership(&call, &shown, clerk.member).await.unwrap().unwrap();
        assert!(!reads(world, coach, clerk).await && reads(world, coach, lead).await);
        let guest = Stated { kind: Some(MemberKind::Guest), ..Stated::default() };
        update_membership(&call, &shown, coach.member, None, guest).await.unwrap().unwrap();
        assert!(!reads(world, coach, lead).await);
        assert_eq!(world.count("coach_grant where revoked_at is null").await, 0);
    }
}

on_both! {
    /// A role that made somebody a coach is taken, and what was granted to them goes with it.
    async fn without_the_role_there_is_no_grant(world: World) {
        let company = Company::over(world).await;
        let Company { world, chief, clerk, lead, .. } = &company;
        let (call, shown) = company.asks(chief).await;
        let coach = Roles::from_iter([Role::Coach]);
        set_roles(&call, &shown, clerk.member, None, coach).await.unwrap().unwrap();
        grant(world, chief, goals(clerk, lead)).await.unwrap().unwrap();
        assert!(reads(world, clerk, lead).await);
        set_roles(&call, &shown, clerk.member, None, Roles::default()).await.unwrap().unwrap();
        set_roles(&call, &shown, clerk.member, None, coach).await.unwrap().unwrap();
        assert!(!reads(world, clerk, lead).await);
    }
}

on_both! {
    /// In a practice the client alone grants, and revokes at once.
    async fn in_a_practice_it_is_the_client_who_grants(world: World) {
        let owner = person(&world, "Owner").await;
        let client = person(&world, "Client").await;
        let id = OrganizationId(world.clock.id());
        let roles = Roles::from_iter([Role::Coach, Role::Administrator]);
        let plan = Founding {
            practice: true,
            members: vec![
                first(&owner, "1", MemberKind::Employee, roles, None),
                first(&client, "2", MemberKind::Client, Roles::default(), None),
            ],
            scopes: vec![(owner.member, Target::Everybody)],
            ..founding(&world, id, "practice")
        };
        found(&world.stranger(), &plan).await.unwrap();
        let own = grant(&world, &owner, goals(&owner, &client)).await.unwrap_err();
        assert_eq!(own.code, Code::Forbidden);
        let given = grant(&world, &client, goals(&owner, &client)).await.unwrap().unwrap();
        assert!(reads(&world, &owner, &client).await);
        let (call, shown) = world.asks(&client.access).await;
        revoke_coach_grant(&call, &shown, given).await.unwrap().unwrap();
        assert!(!reads(&world, &owner, &client).await);
    }
}

on_both! {
    /// A scope that was narrowed grants nothing beyond it.
    async fn nobody_grants_beyond_their_scope(world: World) {
        let company = Company::over(world).await;
        let Company { world, chief, lead, clerk, coach, .. } = &company;
        let (call, shown) = company.asks(chief).await;
        let (stale, seen) = company.asks(lead).await;
        let nobody = NewScope::default();
        set_administrator_scope(&call, &shown, lead.member, None, nobody).await.unwrap().unwrap();
        // Decided by the scope of now, not by that of when the request began.
        let refused = grant_coach(&stale, &seen, goals(coach, clerk), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let title = Stated { job_title: Change::To(None), ..Stated::default() };
        let refused = update_membership(&stale, &seen, clerk.member, None, title).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(world.count("coach_grant").await, 0);
    }
}
