//! Who may invite whom, how many, and what is no invitation.

use identity::{
    belonging::{
        InviteMember, InviteMemberErrorCode, ResendInvitationErrorCode, invite_member,
        resend_invitation, revoke_invitation, set_roles,
    },
    founding::{Founding, found},
};
use kernel::{
    Code, EmailAddress, IdempotencyKey, MemberKind, MembershipId, OrganizationId, Role, Roles,
    UnitId,
};
use uuid::Uuid;

use crate::{
    company::{Company, first, founding, person},
    invitations::{grace, invite, mailed, register},
    on_both,
};

on_both! {
    async fn seats_and_the_licence_are_respected(world: World) {
        let company = Company::over(world).await;
        for i in 0..6 {
            let input = InviteMember {
                address: EmailAddress::try_new(format!("p{i}@example.org")).unwrap(),
                ..grace(company.id)
            };
            invite(&company, &company.chief, input).await.unwrap().unwrap();
        }
        let full = invite(&company, &company.chief, grace(company.id)).await.unwrap();
        assert_eq!(full, Err(InviteMemberErrorCode::SeatsTaken));
        company.world.run("update licence set valid_until = '2020-01-01'", []).await;
        company.world.run("update organization set directory_version = directory_version + 1", []).await;
        let over = invite(&company, &company.chief, grace(company.id)).await.unwrap_err();
        assert_eq!(over.code, Code::Forbidden);
        assert!(over.message().contains("licence"));
        assert_eq!(company.world.count("membership where state = 'invited'").await, 6);
    }
}

on_both! {
    /// Of two who take the last seat at once one gets it.
    async fn the_last_seat_is_taken_once(world: World) {
        let company = Company::over(world).await;
        company.world.run("update licence set seats = 5", []).await;
        company.world.run("update organization set directory_version = directory_version + 1", []).await;
        let (call, shown) = company.asks(&company.chief).await;
        let other = InviteMember {
            address: EmailAddress::try_new("other@example.org").unwrap(),
            ..grace(company.id)
        };
        let (one, two) = tokio::join!(
            invite_member(&call, &shown, grace(company.id), None),
            invite_member(&call, &shown, other, None),
        );
        let mut codes = [one.unwrap().err(), two.unwrap().err()];
        codes.sort_by_key(Option::is_some);
        assert_eq!(codes, [None, Some(InviteMemberErrorCode::SeatsTaken)]);
    }
}

on_both! {
    async fn bad_invitations_are_told_and_write_nothing(world: World) {
        let company = Company::over(world).await;
        let valid = || grace(company.id);
        let long = |n: usize| "x".repeat(n);
        for (input, wrong) in [
            (InviteMember { given: " ".into(), ..valid() }, InviteMemberErrorCode::GivenNameInvalid),
            (InviteMember { family: long(201), ..valid() }, InviteMemberErrorCode::FamilyNameInvalid),
            (InviteMember { infix: Some(long(201)), ..valid() }, InviteMemberErrorCode::InfixInvalid),
            (InviteMember { job_title: Some(long(201)), ..valid() }, InviteMemberErrorCode::JobTitleInvalid),
            (InviteMember { external_id: Some(long(101)), ..valid() }, InviteMemberErrorCode::ExternalIdInvalid),
            (InviteMember { external_id: Some("3".into()), ..valid() }, InviteMemberErrorCode::ExternalIdTaken),
            (InviteMember { unit: Some(UnitId(Uuid::nil())), ..valid() }, InviteMemberErrorCode::NoSuchUnit),
            (InviteMember { unit: Some(company.others_unit), ..valid() }, InviteMemberErrorCode::NoSuchUnit),
            (InviteMember { manager: Some(company.stranger.member), ..valid() }, InviteMemberErrorCode::NoSuchManager),
            (InviteMember { manager: Some(MembershipId(Uuid::nil())), ..valid() }, InviteMemberErrorCode::NoSuchManager),
        ] {
            let refused = invite(&company, &company.chief, input).await.unwrap();
            assert_eq!(refused, Err(wrong));
        }
        assert_eq!(company.world.count("membership where state = 'invited'").await, 0);
        assert_eq!(company.world.count("invitation").await, 0);
        invite(&company, &company.chief, valid()).await.unwrap().unwrap();
        let twice = InviteMember {
            address: EmailAddress::try_new("GRACE@example.org").unwrap(),
            ..valid()
        };
        let twice = invite(&company, &company.chief, twice).await.unwrap();
        assert_eq!(twice, Err(InviteMemberErrorCode::AlreadyInvited));
    }
}

on_both! {
    async fn a_key_names_one_invitation(world: World) {
        let company = Company::over(world).await;
        let key = IdempotencyKey::try_new("k".into()).unwrap();
        let (call, shown) = company.asks(&company.chief).await;
        let first = invite_member(&call, &shown, grace(company.id), Some(&key)).await.unwrap();
        let second = invite_member(&call, &shown, grace(company.id), Some(&key)).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(company.world.count("invitation").await, 1);
        let other = InviteMember { given: "Ada".into(), ..grace(company.id) };
        let other = invite_member(&call, &shown, other, Some(&key)).await.unwrap_err();
        assert_eq!(other.code, Code::Conflict);
    }
}

on_both! {
    async fn who_may_invite(world: World) {
        let company = Company::over(world).await;
        let refused = invite(&company, &company.clerk, grace(company.id)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(company.world.audited("inviteMember", "refused").await, 1);
        let unknown = invite(&company, &company.stranger, grace(company.id)).await.unwrap_err();
        assert_eq!(unknown.code, Code::NotFound);
        // An administrator of sales invites into sales only.
        let anywhere = invite(&company, &company.lead, grace(company.id)).await.unwrap_err();
        assert_eq!(anywhere.code, Code::Forbidden);
        let above = InviteMember { unit: Some(company.root), ..grace(company.id) };
        let above = invite(&company, &company.lead, above).await.unwrap_err();
        assert_eq!(above.code, Code::Forbidden);
        let sales = InviteMember { unit: Some(company.sales), ..grace(company.id) };
        let id = invite(&company, &company.lead, sales).await.unwrap().unwrap();
        let (clerk, shown) = company.asks(&company.clerk).await;
        let hidden = revoke_invitation(&clerk, &shown, id).await.unwrap_err();
        assert_eq!(hidden.code, Code::NotFound);
        let (stranger, shown) = company.asks(&company.stranger).await;
        let hidden = resend_invitation(&stranger, &shown, id, None).await.unwrap_err();
        assert_eq!(hidden.code, Code::NotFound);
        let (chief, shown) = company.asks(&company.chief).await;
        let it = Roles::from_iter([Role::ItAdministrator]);
        set_roles(&chief, &shown, company.clerk.member, None, it).await.unwrap().unwrap();
        let (clerk, shown) = company.asks(&company.clerk).await;
        assert!(revoke_invitation(&clerk, &shown, id).await.unwrap().is_ok());
        assert!(invite(&company, &company.clerk, grace(company.id)).await.unwrap().is_ok());
    }
}

on_both! {
    /// Who may invite no more does not send what they once wrote to an address of their choice.
    async fn what_was_sent_is_no_right_to_send_it_again(world: World) {
        let company = Company::over(world).await;
        let sales = InviteMember { unit: Some(company.sales), ..grace(company.id) };
        let id = invite(&company, &company.lead, sales).await.unwrap().unwrap();
        let (chief, shown) = company.asks(&company.chief).await;
        let none = Roles::default();
        set_roles(&chief, &shown, company.lead.member, None, none).await.unwrap().unwrap();
        let (lead, shown) = company.asks(&company.lead).await;
        let mine = EmailAddress::try_new("lead@example.net");
        let refused = resend_invitation(&lead, &shown, id, mine).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let refused = revoke_invitation(&lead, &shown, id).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(company.world.count("invitation").await, 1);
    }
}

on_both! {
    /// In a practice the coach invites clients, and nobody else.
    async fn a_coach_invites_clients_personally(world: World) {
        let owner = person(&world, "Owner").await;
        let second = person(&world, "Second").await;
        let id = OrganizationId(world.clock.id());
        let coach = Roles::from_iter([Role::Coach]);
        let plan = Founding {
            practice: true,
            members: vec![
                first(&owner, "1", MemberKind::Employee, coach.with(Role::Administrator), None),
                first(&second, "2", MemberKind::Employee, coach, None),
            ],
            scopes: vec![(owner.member, identity::directory::Target::Everybody)],
            ..founding(&world, id, "practice")
        };
        found(&world.stranger(), &plan).await.unwrap();
        let (call, shown) = world.asks(&second.access).await;
        let colleague = invite_member(&call, &shown, grace(id), None).await.unwrap_err();
        assert_eq!(colleague.code, Code::Forbidden);
        let client = InviteMember { kind: MemberKind::Client, ..grace(id) };
        let sent = invite_member(&call, &shown, client, None).await.unwrap().unwrap();
        let token = mailed(&world).await;
        let joined = register(&world, &token).await.unwrap();
        let access = joined.signed_in.unwrap().issued.access;
        assert!(world.with(&access).await.unwrap().viewer.within(id).unwrap().is_external());
        let (call, shown) = world.asks(&second.access).await;
        let over = resend_invitation(&call, &shown, sent, None).await.unwrap();
        assert_eq!(over, Err(ResendInvitationErrorCode::NotPending));
    }
}
