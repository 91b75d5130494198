//! A new organisation, by an operator.

use identity::{
    account::LetterKind,
    belonging::accept_invitation,
    organization::{CreateOrganization, CreateOrganizationErrorCode, create_organization},
};
use kernel::{Code, EmailAddress, IdempotencyKey};

use crate::{on_both, world::World};

fn wanted(world: &World) -> CreateOrganization {
    let today = world.clock.now().date_naive();
    CreateOrganization {
        name: "Acme".into(),
        slug: "acme".into(),
        practice: false,
        seats: 5,
        valid_from: today,
        valid_until: today,
        given: "Ada".into(),
        infix: None,
        family: "Lovelace".into(),
        address: EmailAddress::try_new("ada@acme.example").unwrap(),
        language: None,
    }
}

on_both! {
    async fn its_administrator_comes_by_invitation(world: World) {
        let ada = world.ada("ada@example.org").await.issued;
        let operator = world.operator();
        let key = IdempotencyKey::try_new("k".into()).unwrap();
        let made = create_organization(&operator, wanted(&world), Some(&key)).await;
        let made = made.unwrap().unwrap();
        let again = create_organization(&operator, wanted(&world), Some(&key)).await;
        assert_eq!(again.unwrap(), Ok(made));
        assert_eq!(world.audited("createOrganization", "done").await, 1);
        let mails = world.mails().await;
        let mails: Vec<_> = mails.iter().filter(|it| it.kind == LetterKind::Invitation).collect();
        assert_eq!((mails.len(), &*mails[0].to), (1, "ada@acme.example"));
        let token = mails[0].token.as_ref().unwrap().reveal();
        let call = world.with(&ada.access).await.unwrap();
        assert!(call.viewer.within(made).is_none());
        accept_invitation(&call, &token).await.unwrap().unwrap();
        let call = world.with(&ada.access).await.unwrap();
        let place = call.viewer.within(made).unwrap();
        assert!(place.administers_all() && place.writable);
    }
}

on_both! {
    async fn what_is_wrong_makes_none(world: World) {
        let operator = world.operator();
        let ada = world.ada("ada@example.org").await.issued;
        let ada = world.with(&ada.access).await.unwrap();
        let refused = create_organization(&ada, wanted(&world), None).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let refused = create_organization(&world.stranger(), wanted(&world), None).await;
        assert_eq!(refused.unwrap_err().code, Code::Unauthenticated);
        let of = || wanted(&world);
        let yesterday = world.clock.now().date_naive().pred_opt().unwrap();
        for (input, wrong) in [
            (CreateOrganization { name: " ".into(), ..of() }, CreateOrganizationErrorCode::NameInvalid),
            (CreateOrganization { name: "x".repeat(201), ..of() }, CreateOrganizationErrorCode::NameInvalid),
            (CreateOrganization { slug: "A B".into(), ..of() }, CreateOrganizationErrorCode::SlugInvalid),
            (CreateOrganization { slug: "platform".into(), ..of() }, CreateOrganizationErrorCode::SlugTaken),
            (CreateOrganization { seats: 0, ..of() }, CreateOrganizationErrorCode::SeatsInvalid),
            (CreateOrganization { valid_until: yesterday, ..of() }, CreateOrganizationErrorCode::PeriodInvalid),
            (CreateOrganization { given: String::new(), ..of() }, CreateOrganizationErrorCode::GivenNameInvalid),
            (CreateOrganization { family: "x".repeat(201), ..of() }, CreateOrganizationErrorCode::FamilyNameInvalid),
        ] {
            assert_eq!(create_organization(&operator, input, None).await.unwrap(), Err(wrong));
        }
        assert_eq!(world.count("organization where kind = 'company'").await, 0);
        assert_eq!(world.count("membership where state = 'invited'").await, 0);
        let both = tokio::join!(
            create_organization(&operator, of(), None),
            create_organization(&operator, of(), None),
        );
        let mut both = [both.0.unwrap().is_ok(), both.1.unwrap().is_ok()];
        both.sort_unstable();
        assert_eq!(both, [false, true]);
    }
}
