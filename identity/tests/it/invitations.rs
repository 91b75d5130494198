//! Invitations: sent, looked at, accepted, declined, sent again, taken back.

use chrono::TimeDelta;
use identity::{
    account::LetterKind,
    belonging::{
        AcceptInvitationErrorCode, DeclineInvitationErrorCode, InviteMember, InviteMemberErrorCode,
        Joined, NewPerson, ResendInvitationErrorCode, RevokeInvitationErrorCode, accept_invitation,
        accept_invitation_as_new_person, decline_invitation, end_membership, invite_member, offer,
        resend_invitation, revoke_invitation,
    },
};
use kernel::{Answer, EmailAddress, InvitationId, MemberKind, OrganizationId};

use crate::{
    company::{Company, Somebody},
    on_both,
    world::{PASSWORD, World},
};

pub fn grace(organization: OrganizationId) -> InviteMember {
    InviteMember {
        organization,
        given: "Grace".into(),
        infix: None,
        family: "Hopper".into(),
        address: EmailAddress::try_new("grace@example.org").unwrap(),
        kind: MemberKind::Employee,
        unit: None,
        manager: None,
        job_title: Some("Admiral".into()),
        external_id: None,
        employed_from: None,
        language: None,
    }
}

pub async fn invite(
    company: &Company,
    by: &Somebody,
    input: InviteMember,
) -> Answer<Result<InvitationId, InviteMemberErrorCode>> {
    let (call, snapshots) = company.asks(by).await;
    invite_member(&call, &snapshots, input, None).await
}

/// What the latest mail's link carries.
pub async fn mailed(world: &World) -> String {
    let mail = world.mails().await.pop().unwrap();
    assert_eq!(mail.kind, LetterKind::Invitation);
    mail.token.unwrap().reveal()
}

pub async fn join(
    company: &Company,
    who: &Somebody,
    token: &str,
) -> Result<Joined, AcceptInvitationErrorCode> {
    accept_invitation(&company.call(who).await, token).await.unwrap()
}

pub async fn register(world: &World, token: &str) -> Result<Joined, AcceptInvitationErrorCode> {
    let person = NewPerson {
        name: None,
        password: PASSWORD.into(),
        policy: world.policy,
        transport: identity::account::Transport::Bearer,
    };
    let (call, hasher) = (world.stranger(), &world.hasher);
    accept_invitation_as_new_person(&call, hasher, token, person).await.unwrap()
}

on_both! {
    async fn a_stranger_becomes_a_person_and_a_member(world: World) {
        let company = Company::over(world).await;
        let world = &company.world;
        invite(&company, &company.chief, grace(company.id)).await.unwrap().unwrap();
        let mail = world.mails().await.pop().unwrap();
        assert_eq!((mail.kind, &*mail.to), (LetterKind::Invitation, "grace@example.org"));
        assert_eq!((mail.organization.as_deref(), mail.by.as_deref()), (Some("ACME"), Some("A Chief")));
        assert_eq!(mail.name, None);
        let token = mail.token.unwrap().reveal();
        let offered = offer(&world.stranger(), &token).await.unwrap().unwrap();
        assert_eq!((&*offered.organization, offered.job_title.as_deref()), ("ACME", Some("Admiral")));
        assert_eq!(offered.inviter.as_deref(), Some("A Chief"));
        let joined = register(world, &token).await.unwrap();
        let access = joined.signed_in.unwrap().issued.access;
        let place = world.with(&access).await.unwrap().viewer.within(company.id).cloned().unwrap();
        assert_eq!((place.member, place.kind), (joined.member, MemberKind::Employee));
        let signed_in = world.sign_in(&world.stranger(), "grace@example.org", PASSWORD).await;
        assert!(signed_in.unwrap().is_ok());
        assert_eq!(world.audited("acceptInvitation", "done").await, 1);
        assert_eq!(world.count("consent").await, 1);
        let again = register(world, &token).await.unwrap_err();
        assert_eq!(again, AcceptInvitationErrorCode::LinkInvalid);
        assert_eq!(world.audited("acceptInvitation", "refused").await, 1);
        assert!(offer(&world.stranger(), &token).await.unwrap().is_none());
    }
}

on_both! {
    /// To hold the link is the proof, whatever address it was mailed to.
    async fn an_account_joins_by_a_link_that_was_mailed_elsewhere(world: World) {
        let company = Company::over(world).await;
        invite(&company, &company.chief, grace(company.id)).await.unwrap().unwrap();
        let token = mailed(&company.world).await;
        assert!(!company.call(&company.stranger).await.viewer.places.iter()
            .any(|place| place.organization == company.id));
        let joined = join(&company, &company.stranger, &token).await.unwrap();
        assert!(joined.signed_in.is_none());
        let call = company.call(&company.stranger).await;
        assert_eq!(call.viewer.within(company.id).unwrap().member, joined.member);
        assert_eq!(company.world.count("person_email where folded = 'grace@example.org'").await, 0);
    }
}

on_both! {
    /// The same rows are written and the same is answered; only who reads the mail differs.
    async fn whether_an_address_has_an_account_is_not_told(world: World) {
        let company = Company::over(world).await;
        let world = &company.world;
        let known = InviteMember {
            address: EmailAddress::try_new("stranger@example.org").unwrap(),
            ..grace(company.id)
        };
        invite(&company, &company.chief, known).await.unwrap().unwrap();
        let token = mailed(world).await;
        invite(&company, &company.chief, grace(company.id)).await.unwrap().unwrap();
        assert_eq!(world.count("link where purpose = 'invitation' and person_id is null").await, 2);
        assert_eq!(world.count("membership where state = 'invited' and person_id is null").await, 2);
        let refused = register(world, &token).await.unwrap_err();
        assert_eq!(refused, AcceptInvitationErrorCode::AlreadyRegistered);
        assert_eq!(world.count("membership where state = 'invited'").await, 2);
        assert!(join(&company, &company.stranger, &token).await.is_ok());
    }
}

on_both! {
    async fn a_person_is_a_member_once(world: World) {
        let company = Company::over(world).await;
        invite(&company, &company.chief, grace(company.id)).await.unwrap().unwrap();
        let token = mailed(&company.world).await;
        let twice = join(&company, &company.clerk, &token).await.unwrap_err();
        assert_eq!(twice, AcceptInvitationErrorCode::AlreadyMember);
        let call = company.call(&company.stranger).await;
        let (one, other) = tokio::join!(
            accept_invitation(&call, &token),
            accept_invitation(&call, &token),
        );
        let joined = [one.unwrap(), other.unwrap()].into_iter().flatten().count();
        assert_eq!(joined, 1);
        assert_eq!(company.world.audited("acceptInvitation", "done").await, 1);
    }
}

on_both! {
    /// Whoever left and comes back is the member they were.
    async fn who_left_comes_back_as_who_they_were(world: World) {
        let company = Company::over(world).await;
        let (call, shown) = company.asks(&company.chief).await;
        end_membership(&call, &shown, company.clerk.member).await.unwrap().unwrap();
        let again = InviteMember {
            unit: Some(company.sales),
            external_id: Some("7".into()),
            ..grace(company.id)
        };
        invite(&company, &company.chief, again).await.unwrap().unwrap();
        let token = mailed(&company.world).await;
        let joined = join(&company, &company.clerk, &token).await.unwrap();
        assert_eq!(joined.member, company.clerk.member);
        let shown = company.shown(&company.clerk).await;
        let (_, member) = shown.member(company.clerk.member).unwrap();
        assert_eq!((member.unit, member.job_title.as_deref()), (Some(company.sales), Some("Admiral")));
        assert_eq!(shown.organization(company.id).unwrap().snapshot.seats_taken(), 4);
        assert_eq!(company.world.count("membership where external_id = '7'").await, 1);
    }
}

on_both! {
    async fn r28_an_invitation_lasts_fourteen_days_and_is_sent_again(world: World) {
        let company = Company::over(world).await;
        let id = invite(&company, &company.chief, grace(company.id)).await.unwrap().unwrap();
        let token = mailed(&company.world).await;
        company.world.later(TimeDelta::days(14));
        assert!(offer(&company.world.stranger(), &token).await.unwrap().is_none());
        assert_eq!(register(&company.world, &token).await.unwrap_err(), AcceptInvitationErrorCode::LinkInvalid);
        let access = identity::founding::lend(&company.world.stranger(), company.chief.user).await;
        let chief = Somebody { access: access.unwrap().access, ..company.chief };
        let (call, shown) = company.world.asks(&chief.access).await;
        let address = EmailAddress::try_new("hopper@example.org");
        let new = resend_invitation(&call, &shown, id, address).await.unwrap().unwrap();
        let mail = company.world.mails().await.pop().unwrap();
        assert_eq!(mail.to, "hopper@example.org");
        let over = resend_invitation(&call, &shown, id, None).await.unwrap();
        assert_eq!(over, Err(ResendInvitationErrorCode::NotPending));
        let over = revoke_invitation(&call, &shown, id).await.unwrap();
        assert_eq!(over, Err(RevokeInvitationErrorCode::NotPending));
        revoke_invitation(&call, &shown, new).await.unwrap().unwrap();
        let token = mail.token.unwrap().reveal();
        assert_eq!(register(&company.world, &token).await.unwrap_err(), AcceptInvitationErrorCode::LinkInvalid);
        assert_eq!(company.world.count("membership where state = 'invited'").await, 0);
        assert_eq!(company.world.count("person_email where folded like '%hopper%'").await, 0);
    }
}

on_both! {
    async fn an_earlier_link_opens_nothing_once_another_was_sent(world: World) {
        let company = Company::over(world).await;
        let id = invite(&company, &company.chief, grace(company.id)).await.unwrap().unwrap();
        let first = mailed(&company.world).await;
        let (call, shown) = company.asks(&company.chief).await;
        resend_invitation(&call, &shown, id, None).await.unwrap().unwrap();
        let second = mailed(&company.world).await;
        assert_eq!(register(&company.world, &first).await.unwrap_err(), AcceptInvitationErrorCode::LinkInvalid);
        assert!(register(&company.world, &second).await.is_ok());
    }
}

on_both! {
    async fn whoever_declines_frees_the_seat(world: World) {
        let company = Company::over(world).await;
        invite(&company, &company.chief, grace(company.id)).await.unwrap().unwrap();
        let token = mailed(&company.world).await;
        let seats = async || {
            let shown = company.shown(&company.chief).await;
            shown.organization(company.id).unwrap().snapshot.seats_taken()
        };
        assert_eq!(seats().await, 5);
        let stranger = company.world.stranger();
        assert_eq!(decline_invitation(&stranger, &token).await.unwrap(), Ok(()));
        let again = decline_invitation(&stranger, &token).await.unwrap();
        assert_eq!(again, Err(DeclineInvitationErrorCode::LinkInvalid));
        assert_eq!(seats().await, 4);
        assert_eq!(company.world.audited("declineInvitation", "done").await, 1);
    }
}
