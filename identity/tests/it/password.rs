//! Another password.

use chrono::TimeDelta;
use identity::account::{
    ChangePassword, ChangePasswordErrorCode, LetterKind, ResetPassword, ResetPasswordErrorCode,
    SignInErrorCode, VerifyEmailErrorCode, change_password, request_password_reset, reset_password,
    verify_email,
};
use kernel::{Call, Code, EmailAddress};

use crate::{
    emails::claim,
    on_both,
    world::{PASSWORD, World, ask_to_register},
};

const ADA: &str = "ada@example.org";
const OTHER: &str = "violet harbour lantern";

async fn change(
    world: &World,
    call: &Call,
    current: &str,
    new: &str,
) -> Result<(), ChangePasswordErrorCode> {
    let input = ChangePassword { current: current.into(), new: new.into() };
    change_password(call, &world.hasher, input).await.unwrap()
}

async fn reset(world: &World, token: &str, password: &str) -> Result<(), ResetPasswordErrorCode> {
    let input = ResetPassword { token: token.into(), password: password.into() };
    reset_password(&world.stranger(), &world.hasher, input).await.unwrap()
}

async fn link(world: &World, email: &str) -> String {
    let address = EmailAddress::try_new(email).unwrap();
    request_password_reset(&world.stranger(), address).await.unwrap();
    let mail = world.mails().await.pop().unwrap();
    assert_eq!(mail.kind, LetterKind::Reset);
    mail.token.unwrap().reveal()
}

on_both! {
    async fn r26_a_change_ends_all_other_sessions(world: World) {
        let ada = world.ada(ADA).await;
        let other = world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap().unwrap();
        let call = world.with(&ada.issued.access).await.unwrap();
        let wrong = change(&world, &call, "not mine", OTHER).await;
        assert_eq!(wrong, Err(ChangePasswordErrorCode::WrongPassword));
        assert_eq!(world.audited("changePassword", "refused").await, 1);
        let weak = change(&world, &call, PASSWORD, "Lovelace-ada").await;
        assert_eq!(weak, Err(ChangePasswordErrorCode::PasswordPersonal));
        assert!(world.with(&other.issued.access).await.is_some());
        assert_eq!(change(&world, &call, PASSWORD, OTHER).await, Ok(()));
        assert!(world.with(&other.issued.access).await.is_none());
        assert!(world.with(&ada.issued.access).await.is_some());
        assert!(world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap().is_err());
        assert!(world.sign_in(&world.stranger(), ADA, OTHER).await.unwrap().is_ok());
        let mail = world.mails().await.pop().unwrap();
        assert_eq!((mail.kind, &*mail.to), (LetterKind::PasswordChanged, ADA));
        assert_eq!(world.audited("changePassword", "done").await, 1);
    }
}

/// Waits until a hash is being computed, and then changes what it is compared with.
async fn changed_meanwhile(world: &World, computed: u64) {
    while world.hasher.computed() == computed {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    world.run("update credential set password_hash = 'another'", []).await;
}

on_both! {
    /// What was right when the hash was begun may be wrong when it is done.
    async fn r26_a_password_that_is_changed_meanwhile_opens_nothing(world: World) {
        world.ada(ADA).await;
        let (stranger, computed) = (world.stranger(), world.hasher.computed());
        let (signed_in, ()) = tokio::join!(
            world.sign_in(&stranger, ADA, PASSWORD),
            changed_meanwhile(&world, computed),
        );
        assert_eq!(signed_in.unwrap().unwrap_err(), SignInErrorCode::WrongCredentials);
        assert_eq!(world.count("session").await, 1);
    }
}

on_both! {
    async fn of_two_changes_at_once_the_second_knows_the_old_password_no_more(world: World) {
        let ada = world.ada(ADA).await;
        let call = world.with(&ada.issued.access).await.unwrap();
        let computed = world.hasher.computed();
        let (changed, ()) = tokio::join!(
            change(&world, &call, PASSWORD, OTHER),
            changed_meanwhile(&world, computed),
        );
        assert_eq!(changed, Err(ChangePasswordErrorCode::WrongPassword));
        assert_eq!(world.count("credential where password_hash = 'another'").await, 1);
    }
}

on_both! {
    async fn r23_a_stolen_session_does_not_let_guess_the_password(world: World) {
        let ada = world.ada(ADA).await;
        let call = world.with(&ada.issued.access).await.unwrap();
        for _ in 0..5 {
            let wrong = change(&world, &call, "not mine", OTHER).await;
            assert_eq!(wrong, Err(ChangePasswordErrorCode::WrongPassword));
        }
        let input = ChangePassword { current: PASSWORD.into(), new: OTHER.into() };
        let locked = change_password(&call, &world.hasher, input).await.unwrap_err();
        assert_eq!(locked.code, Code::RateLimited);
        assert!(world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap().is_ok());
    }
}

on_both! {
    async fn r28_a_reset_link_is_used_once_within_half_an_hour(world: World) {
        let ada = world.ada(ADA).await;
        let (first, second) = (link(&world, ADA).await, link(&world, ADA).await);
        assert_eq!(reset(&world, &first, "password").await, Err(ResetPasswordErrorCode::PasswordCommon));
        assert_eq!(reset(&world, &first, OTHER).await, Ok(()));
        for used in [&first, &second] {
            assert_eq!(reset(&world, used, PASSWORD).await, Err(ResetPasswordErrorCode::LinkInvalid));
        }
        assert!(world.with(&ada.issued.access).await.is_none());
        assert!(world.sign_in(&world.stranger(), ADA, OTHER).await.unwrap().is_ok());
        let entry = "audit_entry where action = 'resetPassword' and outcome = 'done' and actor_id = subject_id";
        assert_eq!(world.count(entry).await, 1);
        let late = link(&world, ADA).await;
        world.later(TimeDelta::minutes(30));
        assert_eq!(reset(&world, &late, PASSWORD).await, Err(ResetPasswordErrorCode::LinkInvalid));
    }
}

on_both! {
    /// Who stole a session claims an address by it; the link is mailed to them.
    async fn r30_no_link_mailed_before_outlives_the_password(world: World) {
        let ada = world.ada(ADA).await;
        let call = world.with(&ada.issued.access).await.unwrap();
        let invalid = Err(VerifyEmailErrorCode::LinkInvalid);
        let (claimed, mailed) = (claim(&world, &call, "thief@example.org").await, link(&world, ADA).await);
        assert_eq!(change(&world, &call, PASSWORD, OTHER).await, Ok(()));
        assert_eq!(verify_email(&world.stranger(), &claimed).await.unwrap(), invalid);
        assert_eq!(reset(&world, &mailed, PASSWORD).await, Err(ResetPasswordErrorCode::LinkInvalid));
        let (claimed, mailed) = (claim(&world, &call, "thief@example.org").await, link(&world, ADA).await);
        assert_eq!(reset(&world, &mailed, PASSWORD).await, Ok(()));
        assert_eq!(verify_email(&world.stranger(), &claimed).await.unwrap(), invalid);
        assert_eq!(world.count("person_email").await, 1);
        let claimed = claim(&world, &call, "countess@example.org").await;
        assert_eq!(verify_email(&world.stranger(), &claimed).await.unwrap(), Ok(ada.issued.user));
    }
}

on_both! {
    async fn r28_a_link_opens_only_what_it_is_for(world: World) {
        world.ada(ADA).await;
        let for_reset = link(&world, ADA).await;
        assert!(world.complete(&for_reset, PASSWORD).await.is_err());
        ask_to_register(&world.stranger(), "grace@example.org").await;
        let for_registration = world.mails().await.pop().unwrap().token.unwrap().reveal();
        let refused = reset(&world, &for_registration, OTHER).await;
        assert_eq!(refused, Err(ResetPasswordErrorCode::LinkInvalid));
    }
}

on_both! {
    /// `ﬁ` folds to `fi`, but mail to the one does not arrive at the other.
    async fn a_reset_goes_only_to_the_spelling_that_was_proved(world: World) {
        world.ada("fiona@example.org").await;
        let look_alike = EmailAddress::try_new("\u{fb01}ona@example.org").unwrap();
        request_password_reset(&world.stranger(), look_alike).await.unwrap();
        assert_eq!(world.mails().await.pop().unwrap().to, "fiona@example.org");
    }
}

on_both! {
    async fn a_reset_forgives_failures_and_forgets_devices(world: World) {
        let ada = world.ada(ADA).await;
        for _ in 0..5 {
            world.sign_in(&world.stranger(), ADA, "a wrong one").await.unwrap().unwrap_err();
        }
        let link = link(&world, ADA).await;
        assert_eq!(reset(&world, &link, OTHER).await, Ok(()));
        assert_eq!(world.count("known_device").await, 0);
        let again = world.sign_in_on(&world.stranger(), ADA, OTHER, Some(&ada.device)).await;
        assert_ne!(again.unwrap().unwrap().device, ada.device);
    }
}
