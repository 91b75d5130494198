//! Registration and sign-in.

use chrono::TimeDelta;
use identity::account::{
    CompleteRegistrationErrorCode, LetterKind, SignInErrorCode, is_todays_mail_unchecked,
    request_password_reset, sweep,
};
use kernel::EmailAddress;

use crate::{
    on_both,
    world::{PASSWORD, ask_to_register},
};

on_both! {
    async fn a_person_registers_and_is_somebody(world: World) {
        let ada = world.ada("Ada@Example.org").await;
        let call = world.with(&ada.issued.access).await.unwrap();
        assert_eq!(call.viewer.user(), Some(ada.issued.user));
        assert_eq!(call.viewer.places.len(), 1);
        assert_eq!(world.count("consent").await, 1);
        let entries = "audit_entry e join organization o on o.id = e.organization_id \
             and o.kind = 'personal' where e.actor_id = e.subject_id \
             and e.action = 'completeRegistration'";
        assert_eq!(world.count(entries).await, 1);
        assert_eq!(world.audited("register", "done").await, 1);
        let again = world.sign_in(&world.stranger(), " ada@EXAMPLE.org".trim(), PASSWORD).await;
        assert_eq!(again.unwrap().unwrap().issued.user, ada.issued.user);
    }
}

on_both! {
    async fn r28_a_link_of_registration_is_used_once_and_for_a_day(world: World) {
        ask_to_register(&world.stranger(), "ada@example.org").await;
        ask_to_register(&world.stranger(), "ada@example.org").await;
        let links: Vec<_> = world.mails().await.into_iter().map(|it| it.token.unwrap().reveal()).collect();
        assert_eq!(world.complete("nonsense", PASSWORD).await.unwrap_err(), CompleteRegistrationErrorCode::LinkInvalid);
        assert_eq!(world.complete(&links[0], "short").await.unwrap_err(), CompleteRegistrationErrorCode::PasswordTooShort);
        assert_eq!(world.complete(&links[0], "Lovelace1815").await.unwrap_err(), CompleteRegistrationErrorCode::PasswordPersonal);
        assert!(world.complete(&links[0], PASSWORD).await.is_ok());
        assert_eq!(world.complete(&links[0], PASSWORD).await.unwrap_err(), CompleteRegistrationErrorCode::LinkInvalid);
        assert_eq!(world.complete(&links[1], PASSWORD).await.unwrap_err(), CompleteRegistrationErrorCode::AlreadyRegistered);
        assert_eq!(world.count("person").await, 1);
        ask_to_register(&world.stranger(), "grace@example.org").await;
        let late = world.mails().await.pop().unwrap().token.unwrap().reveal();
        world.later(TimeDelta::hours(24));
        assert_eq!(world.complete(&late, PASSWORD).await.unwrap_err(), CompleteRegistrationErrorCode::LinkInvalid);
    }
}

on_both! {
    async fn only_the_policy_in_force_can_be_accepted_at_registration(mut_world: World) {
        let mut world = mut_world;
        ask_to_register(&world.stranger(), "ada@example.org").await;
        let link = world.mails().await.pop().unwrap().token.unwrap().reveal();
        world.policy.0 = world.clock.id();
        let refused = world.complete(&link, PASSWORD).await.unwrap_err();
        assert_eq!(refused, CompleteRegistrationErrorCode::PolicyOutdated);
        assert_eq!(world.count("person").await, 0);
    }
}

on_both! {
    /// Whether an account exists is told by the mail alone.
    async fn r22_sign_up_and_recovery_do_the_same_for_everybody(world: World) {
        world.ada("ada@example.org").await;
        let mut statements = vec![];
        let rows = ["link", "outbox", "audit_entry", "throttle"];
        for email in ["ada@example.org", "nobody@example.org"] {
            let before = world.db.statements();
            let mut counted = vec![];
            for table in rows {
                counted.push(world.count(table).await);
            }
            let asked = world.db.statements();
            ask_to_register(&world.stranger(), email).await;
            let registered = world.db.statements();
            let address = EmailAddress::try_new(email).unwrap();
            request_password_reset(&world.stranger(), address).await.unwrap();
            let reset = world.db.statements();
            let mut more = vec![];
            for (table, before) in rows.into_iter().zip(counted) {
                more.push(world.count(table).await - before);
            }
            // The throttle knows the address from Ada's registration on, but not the mailbox.
            more[3] = 0;
            statements.push((asked - before, registered - asked, reset - registered, more));
        }
        assert_eq!(statements[0], statements[1]);
        let mails = world.mails().await;
        let kinds: Vec<_> = mails.iter().map(|it| (it.kind, it.to.as_str())).collect();
        // Ada's first link is used; nobody is sent no link to reset what they do not have.
        assert_eq!(
            kinds,
            [
                (LetterKind::AccountExists, "ada@example.org"),
                (LetterKind::Reset, "ada@example.org"),
                (LetterKind::Registration, "nobody@example.org"),
            ]
        );
        assert_eq!(mails[0].name.as_deref(), Some("Ada Lovelace"));
        assert_eq!(mails[2].name, None);
    }
}

on_both! {
    async fn r22_an_unknown_address_and_a_wrong_password_are_the_same(world: World) {
        world.ada("ada@example.org").await;
        let mut seen = vec![];
        for email in ["ada@example.org", "nobody@example.org"] {
            let before = (world.db.statements(), world.hasher.computed());
            let refused = world.sign_in(&world.stranger(), email, "a wrong one").await;
            assert_eq!(refused.unwrap().unwrap_err(), SignInErrorCode::WrongCredentials);
            let hashes = world.hasher.computed() - before.1;
            assert_eq!(hashes, 1);
            seen.push(world.db.statements() - before.0);
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(world.audited("signIn", "refused").await, 2);
        let where_to = "audit_entry where outcome = 'refused' and actor_id is null \
             and subject_id is null and organization_id = (select id from organization \
             where kind = 'platform')";
        assert_eq!(world.count(where_to).await, 2);
    }
}

on_both! {
    async fn r24_only_hashes_of_tokens_are_kept(world: World) {
        let ada = world.ada("ada@example.org").await;
        let kept = |table: &str, column: &str| format!("select {column} as it from {table}");
        let tokens = [
            ("access_token", "hash", &ada.issued.access),
            ("session", "refresh_hash", &ada.issued.refresh),
            ("known_device", "hash", &ada.device),
        ];
        for (table, column, token) in tokens {
            let rows = world.rows(&kept(table, column), []).await;
            let it: Vec<u8> = rows[0].try_get("", "it").unwrap();
            assert_eq!(it, token.hash(), "{table}");
        }
        assert_eq!(ada.issued.access_expires_at - world.clock.now(), TimeDelta::minutes(5));
        world.later(TimeDelta::minutes(5));
        assert!(world.with(&ada.issued.access).await.is_none());
    }
}

on_both! {
    async fn r19_a_weaker_hash_is_replaced_at_sign_in(mut_world: World) {
        let mut world = mut_world;
        world.ada("ada@example.org").await;
        let hashing = identity::account::Hashing { passes: 3, ..Default::default() };
        world.hasher = identity::account::Hasher::try_new(hashing, &world.clock).unwrap();
        world.sign_in(&world.stranger(), "ada@example.org", PASSWORD).await.unwrap().unwrap();
        assert_eq!(world.count("credential where password_hash like '%,t=3,%'").await, 1);
        world.sign_in(&world.stranger(), "ada@example.org", PASSWORD).await.unwrap().unwrap();
    }
}

on_both! {
    /// Of whichever organisation it is; and the same one, however often it is tried.
    async fn a_person_gets_one_mail_of_a_kind_a_day(world: World) {
        let user = world.ada("ada@example.org").await.issued.user;
        let (first, second) = (world.clock.id(), world.clock.id());
        let mine = async |topic: &str, fact| {
            is_todays_mail_unchecked(&world.db, &world.clock, user, topic, fact).await.unwrap()
        };
        assert!(mine("digest", first).await && mine("digest", first).await);
        assert!(!mine("digest", second).await && mine("awaited", second).await);
        world.later(TimeDelta::days(1));
        assert!(mine("digest", second).await && !mine("digest", first).await);
        world.later(TimeDelta::days(31));
        sweep(&world.db, &world.clock).await.unwrap();
        assert_eq!(world.count("person_told").await, 0);
    }
}

on_both! {
    async fn what_is_over_is_swept_away_and_the_rest_stays(world: World) {
        let ada = world.ada("ada@example.org").await;
        assert_eq!(sweep(&world.db, &world.clock).await.unwrap(), 0);
        assert!(world.with(&ada.issued.access).await.is_some());
        world.later(TimeDelta::days(61));
        sweep(&world.db, &world.clock).await.unwrap();
        for table in ["access_token", "session", "link", "throttle"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
        assert_eq!(world.count("known_device").await, 1);
        assert!(world.sign_in(&world.stranger(), "ada@example.org", PASSWORD).await.unwrap().is_ok());
    }
}
