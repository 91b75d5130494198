//! A person's addresses.

use chrono::TimeDelta;
use identity::account::{
    AddEmailErrorCode, LetterKind, RemoveEmailErrorCode, SetPrimaryEmailErrorCode,
    VerifyEmailErrorCode, add_email, remove_email, set_primary_email, verify_email,
};
use kernel::{Call, Code, EmailAddress};

use crate::{
    on_both,
    world::{PASSWORD, World},
};

const ADA: &str = "ada@example.org";

fn address(text: &str) -> EmailAddress {
    EmailAddress::try_new(text).unwrap()
}

/// The link that proves the address.
pub async fn claim(world: &World, call: &Call, email: &str) -> String {
    add_email(call, address(email), None).await.unwrap().unwrap();
    let mail = world.mails().await.pop().unwrap();
    assert_eq!((mail.kind, &*mail.to), (LetterKind::Verification, email));
    mail.token.unwrap().reveal()
}

on_both! {
    async fn a_second_address_is_proved_before_it_counts(world: World) {
        let ada = world.ada(ADA).await.issued;
        let call = world.with(&ada.access).await.unwrap();
        let link = claim(&world, &call, "countess@example.org").await;
        let early = world.sign_in(&world.stranger(), "countess@example.org", PASSWORD).await;
        assert!(early.unwrap().is_err());
        assert_eq!(verify_email(&world.stranger(), &link).await.unwrap(), Ok(ada.user));
        let told = world.mails().await.pop().unwrap();
        assert_eq!((told.kind, &*told.to), (LetterKind::AddressAdded, ADA));
        let again = verify_email(&world.stranger(), &link).await.unwrap();
        assert_eq!(again, Err(VerifyEmailErrorCode::LinkInvalid));
        let now = world.sign_in(&world.stranger(), "Countess@example.org", PASSWORD).await;
        assert_eq!(now.unwrap().unwrap().issued.user, ada.user);
        let known = add_email(&call, address("COUNTESS@example.org"), None).await.unwrap();
        assert_eq!(known, Err(AddEmailErrorCode::AlreadyYours));
        assert_eq!(world.audited("addEmail", "done").await, 1);
        assert_eq!(world.audited("verifyEmail", "done").await, 1);
        assert_eq!(world.audited("verifyEmail", "refused").await, 1);
    }
}

on_both! {
    /// The claim of another's address is answered like any other.
    async fn an_address_is_one_person_s(world: World) {
        let ada = world.ada(ADA).await.issued;
        world.ada("grace@example.org").await;
        let call = world.with(&ada.access).await.unwrap();
        let link = claim(&world, &call, "grace@example.org").await;
        let taken = verify_email(&world.stranger(), &link).await.unwrap();
        assert_eq!(taken, Err(VerifyEmailErrorCode::AddressTaken));
        assert_eq!(world.count("person_email").await, 2);
    }
}

on_both! {
    async fn r28_a_link_of_verification_lasts_a_day(world: World) {
        let ada = world.ada(ADA).await.issued;
        let call = world.with(&ada.access).await.unwrap();
        let link = claim(&world, &call, "countess@example.org").await;
        world.later(TimeDelta::hours(24));
        let late = verify_email(&world.stranger(), &link).await.unwrap();
        assert_eq!(late, Err(VerifyEmailErrorCode::LinkInvalid));
    }
}

on_both! {
    async fn one_address_is_primary_and_stays(world: World) {
        let ada = world.ada(ADA).await.issued;
        world.ada("grace@example.org").await;
        let call = world.with(&ada.access).await.unwrap();
        let link = claim(&world, &call, "countess@example.org").await;
        verify_email(&world.stranger(), &link).await.unwrap().unwrap();
        let primary = remove_email(&call, &address(ADA)).await.unwrap();
        assert_eq!(primary, Err(RemoveEmailErrorCode::IsPrimary));
        for other in ["grace@example.org", "nobody@example.org"] {
            let removed = remove_email(&call, &address(other)).await.unwrap();
            assert_eq!(removed, Err(RemoveEmailErrorCode::NoSuchAddress));
            let set = set_primary_email(&call, &address(other)).await.unwrap();
            assert_eq!(set, Err(SetPrimaryEmailErrorCode::NoSuchAddress));
        }
        assert!(set_primary_email(&call, &address("Countess@example.org")).await.unwrap().is_ok());
        assert_eq!(world.count("person_email where is_primary").await, 2);
        assert!(remove_email(&call, &address(ADA)).await.unwrap().is_ok());
        assert!(world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap().is_err());
        assert_eq!(world.count("person_email where is_primary").await, 2);
    }
}

on_both! {
    async fn strangers_have_no_addresses(world: World) {
        let call = world.stranger();
        let refused = add_email(&call, address(ADA), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Unauthenticated);
        let refused = remove_email(&call, &address(ADA)).await.unwrap_err();
        assert_eq!(refused.code, Code::Unauthenticated);
    }
}
