//! How often one may try.

use chrono::TimeDelta;
use futures_util::future::join_all;
use identity::account::{LetterKind, SignInErrorCode, add_email, request_password_reset};
use kernel::{Code, EmailAddress};

use crate::{
    company::Company,
    invitations::{grace, invite},
    on_both,
    world::{PASSWORD, World},
};

const ADA: &str = "ada@example.org";

async fn fail(world: &World, email: &str, times: usize) {
    for i in 0..times {
        let call = world.stranger_at(&format!("198.51.100.{i}"));
        let refused = world.sign_in(&call, email, "a wrong one").await.unwrap();
        assert_eq!(refused.unwrap_err(), SignInErrorCode::WrongCredentials);
    }
}

on_both! {
    async fn r23_five_failures_lock_whether_the_account_exists_or_not(world: World) {
        world.ada(ADA).await;
        for email in [ADA, "nobody@example.org"] {
            fail(&world, email, 5).await;
            for password in ["a wrong one", PASSWORD] {
                let locked = world.sign_in(&world.stranger(), email, password).await.unwrap_err();
                assert_eq!((locked.code, locked.retry_after()), (Code::RateLimited, Some(60)));
            }
        }
        world.later(TimeDelta::minutes(1));
        assert!(world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap().is_ok());
        fail(&world, ADA, 5).await;
        let locked = world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap_err();
        assert_eq!(locked.retry_after(), Some(60), "a success has forgiven the first lock");
    }
}

on_both! {
    async fn r23_a_known_browser_is_not_locked_out_and_nobody_else_s_counts(world: World) {
        let ada = world.ada(ADA).await;
        let grace = world.ada("grace@example.org").await;
        fail(&world, ADA, 5).await;
        let call = world.stranger();
        let other = world.sign_in_on(&call, ADA, PASSWORD, Some(&grace.device)).await;
        assert_eq!(other.unwrap_err().code, Code::RateLimited);
        let again = world.sign_in_on(&call, ADA, PASSWORD, Some(&ada.device)).await;
        assert_eq!(again.unwrap().unwrap().device, ada.device);
    }
}

on_both! {
    async fn r23_a_lock_does_not_keep_from_a_reset(world: World) {
        world.ada(ADA).await;
        fail(&world, ADA, 5).await;
        let address = EmailAddress::try_new(ADA).unwrap();
        request_password_reset(&world.stranger(), address).await.unwrap();
        assert_eq!(world.mails().await.len(), 1);
    }
}

on_both! {
    /// Attempts made at once learn no more than attempts made in turn.
    async fn r23_at_most_five_guesses_are_answered_at_once(world: World) {
        world.ada(ADA).await;
        let calls: Vec<_> = (0..20).map(|i| world.stranger_at(&format!("198.51.100.{i}"))).collect();
        let all = join_all(calls.iter().map(|call| world.sign_in(call, ADA, "a wrong one"))).await;
        let answered = all.iter().filter(|it| it.is_ok()).count();
        assert_eq!(answered, 5);
        let rest: Vec<_> = all.iter().filter_map(|it| it.as_ref().err()).collect();
        assert!(rest.iter().all(|it| it.code == Code::RateLimited));
    }
}

on_both! {
    async fn r23_thirty_failures_a_minute_close_an_address(world: World) {
        world.ada(ADA).await;
        let call = world.stranger_at("203.0.113.9");
        for i in 0..30 {
            let refused = world.sign_in(&call, &format!("{i}@example.org"), "a wrong one").await;
            assert!(refused.unwrap().is_err());
        }
        let closed = world.sign_in(&call, ADA, PASSWORD).await.unwrap_err();
        assert_eq!((closed.code, closed.retry_after()), (Code::RateLimited, Some(60)));
        let reset = request_password_reset(&call, EmailAddress::try_new(ADA).unwrap()).await;
        assert_eq!(reset.unwrap_err().code, Code::RateLimited);
        assert!(world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap().is_ok());
        // Ten of them are listed; the tally has counted all.
        assert_eq!(world.audited("signIn", "refused").await, 10);
        assert_eq!(world.count("throttle where failures = 30").await, 1);
        world.later(TimeDelta::minutes(1));
        assert!(world.sign_in(&call, ADA, PASSWORD).await.unwrap().is_ok());
    }
}

on_both! {
    async fn a_mailbox_gets_five_mails_in_a_quarter_of_an_hour(world: World) {
        world.ada(ADA).await;
        world.later(TimeDelta::hours(1));
        for i in 0..8 {
            let call = world.stranger_at(&format!("198.51.100.{i}"));
            request_password_reset(&call, EmailAddress::try_new(ADA).unwrap()).await.unwrap();
        }
        assert_eq!(world.mails().await.len(), 5);
        assert_eq!(world.audited("requestPasswordReset", "done").await, 8);
        world.later(TimeDelta::minutes(15));
        request_password_reset(&world.stranger(), EmailAddress::try_new(ADA).unwrap()).await.unwrap();
        assert_eq!(world.mails().await.len(), 6);
    }
}

on_both! {
    async fn r23_mails_of_other_kinds_keep_nobody_from_a_reset(world: World) {
        world.ada(ADA).await;
        let grace = world.ada("grace@example.org").await.issued;
        let call = world.with(&grace.access).await.unwrap();
        let ada = || EmailAddress::try_new(ADA).unwrap();
        let before = world.mails().await.len();
        for _ in 0..8 {
            add_email(&call, ada(), None).await.unwrap().unwrap();
        }
        // One of five was spent when Ada registered.
        assert_eq!(world.mails().await.len(), before + 4);
        request_password_reset(&call, ada()).await.unwrap();
        let mail = world.mails().await.pop().unwrap();
        assert_eq!((mail.kind, &*mail.to), (LetterKind::Reset, ADA));
    }
}

/// As if the latest in the window were the last but one that is let through.
async fn nearly_too_many(world: &World) {
    world.run("update throttle set failures = 99", []).await;
    world.later(TimeDelta::minutes(1));
}

on_both! {
    async fn one_person_asks_for_a_hundred_mails_in_a_quarter_of_an_hour(world: World) {
        let ada = world.ada(ADA).await.issued;
        let call = world.with(&ada.access).await.unwrap();
        let add = async |email| add_email(&call, EmailAddress::try_new(email).unwrap(), None).await;
        add("a@example.org").await.unwrap().unwrap();
        nearly_too_many(&world).await;
        add("b@example.org").await.unwrap().unwrap();
        let links = world.count("link").await;
        let told = add("c@example.org").await.unwrap_err();
        assert_eq!((told.code, told.retry_after()), (Code::RateLimited, Some(15 * 60)));
        assert_eq!(world.count("link").await, links);
        // Nobody else is kept from theirs, and none from a reset.
        let grace = world.ada("grace@example.org").await.issued;
        let other = world.with(&grace.access).await.unwrap();
        add_email(&other, EmailAddress::try_new("c@example.org").unwrap(), None).await.unwrap().unwrap();
        request_password_reset(&call, EmailAddress::try_new(ADA).unwrap()).await.unwrap();
        world.later(TimeDelta::minutes(15));
        add("c@example.org").await.unwrap().unwrap();
    }
}

on_both! {
    async fn invitations_count_against_whoever_sends_them(world: World) {
        let company = Company::over(world).await;
        let to = async |email: &str| {
            let address = EmailAddress::try_new(email).unwrap();
            invite(&company, &company.chief, identity::belonging::InviteMember { address, ..grace(company.id) }).await
        };
        to("a@example.org").await.unwrap().unwrap();
        nearly_too_many(&company.world).await;
        to("b@example.org").await.unwrap().unwrap();
        let invitations = company.world.count("invitation").await;
        assert_eq!(to("c@example.org").await.unwrap_err().code, Code::RateLimited);
        assert_eq!(company.world.count("invitation").await, invitations);
    }
}
