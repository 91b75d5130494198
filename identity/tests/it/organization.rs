//! What organisations say about themselves, and their licences.

use chrono::{Days, TimeDelta};
use identity::{
    account::{Change, Profile, update_profile},
    organization::{
        LicenceKind, SetLicence, SetLicenceErrorCode, UpdateOrganization,
        UpdateOrganizationErrorCode, set_licence, update_organization,
    },
    structure::{UpdateUnit, update_unit},
};
use kernel::{Code, OrganizationId};

use crate::{company::Company, on_both};

fn licence(company: &Company, seats: i64, from: i64, until: i64) -> SetLicence {
    let today = company.world.clock.now().date_naive();
    SetLicence {
        organization: company.id,
        kind: LicenceKind::B2b,
        seats,
        valid_from: today + TimeDelta::days(from),
        valid_until: today + TimeDelta::days(until),
    }
}

fn nothing(organization: OrganizationId) -> UpdateOrganization {
    UpdateOrganization {
        organization,
        version: None,
        name: None,
        controller: Change::Keep,
        processor: Change::Keep,
    }
}

on_both! {
    async fn an_organisation_says_who_it_is(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let changed = UpdateOrganization {
            name: Some("Acme Ltd".into()),
            controller: Change::To(None),
            processor: Change::To(Some("Host Ltd".into())),
            ..nothing(company.id)
        };
        assert_eq!(update_organization(&chief, changed).await.unwrap(), Ok(company.id));
        let shown = company.shown(&company.clerk).await;
        let about = shown.organization(company.id).unwrap().snapshot.about.clone();
        assert_eq!((&*about.name, &about.controller), ("Acme Ltd", &None));
        assert_eq!(about.processor.as_deref(), Some("Host Ltd"));
        let read = |version| UpdateOrganization {
            version: Some(version),
            name: Some("Acme".into()),
            ..nothing(company.id)
        };
        let stale = update_organization(&chief, read(about.version - 1)).await.unwrap();
        assert_eq!(stale, Err(UpdateOrganizationErrorCode::Stale));
        assert_eq!(update_organization(&chief, read(about.version)).await.unwrap(), Ok(company.id));
        let stale = update_organization(&chief, read(about.version)).await.unwrap();
        assert_eq!(stale, Err(UpdateOrganizationErrorCode::Stale));
        let clerk = company.call(&company.clerk).await;
        let refused = update_organization(&clerk, nothing(company.id)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(company.world.audited("updateOrganization", "refused").await, 1);
        let long = || Some("x".repeat(201));
        for (input, wrong) in [
            (
                UpdateOrganization { name: Some(" ".into()), ..nothing(company.id) },
                UpdateOrganizationErrorCode::NameInvalid,
            ),
            (
                UpdateOrganization { controller: Change::To(long()), ..nothing(company.id) },
                UpdateOrganizationErrorCode::ControllerInvalid,
            ),
            (
                UpdateOrganization { processor: Change::To(long()), ..nothing(company.id) },
                UpdateOrganizationErrorCode::ProcessorInvalid,
            ),
        ] {
            assert_eq!(update_organization(&chief, input).await.unwrap(), Err(wrong));
        }
        let refused = update_organization(&chief, nothing(company.other)).await.unwrap_err();
        assert_eq!(refused.code, Code::NotFound);
        let lead = company.call(&company.lead).await;
        let refused = update_organization(&lead, nothing(company.id)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        assert_eq!(company.world.audited("updateOrganization", "done").await, 2);
    }
}

on_both! {
    async fn operators_alone_set_licences(world: World) {
        let company = Company::over(world).await;
        let chief = company.call(&company.chief).await;
        let refused = set_licence(&chief, licence(&company, 5, 0, 9)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let operator = company.world.operator();
        let missing = OrganizationId(company.world.clock.id());
        for organization in [missing, kernel::audit::PLATFORM] {
            let input = SetLicence { organization, ..licence(&company, 5, 0, 9) };
            let refused = set_licence(&operator, input).await.unwrap_err();
            assert_eq!(refused.code, Code::NotFound);
        }
        let refused = set_licence(&operator, licence(&company, 0, 0, 9)).await.unwrap();
        assert_eq!(refused, Err(SetLicenceErrorCode::SeatsInvalid));
        // A later licence cuts the one before it; setting it again replaces it.
        for seats in [5, 6] {
            let set = set_licence(&operator, licence(&company, seats, 10, 99)).await.unwrap();
            assert_eq!(set, Ok(company.id));
        }
        let shown = company.shown(&company.chief).await;
        let snapshot = shown.organization(company.id).unwrap().snapshot.clone();
        let today = company.world.clock.now().date_naive();
        assert_eq!(snapshot.licence(today).unwrap().seats, 10);
        assert_eq!(snapshot.licence(today + Days::new(9)).unwrap().seats, 10);
        assert_eq!(snapshot.licence(today + Days::new(10)).unwrap().seats, 6);
        assert_eq!(snapshot.licence(today + Days::new(99)).unwrap().seats, 6);
        assert!(snapshot.licence(today + Days::new(100)).is_none());
        assert_eq!(snapshot.about.licences.len(), 2);
    }
}

on_both! {
    async fn without_a_licence_content_rests_and_the_rest_goes_on(world: World) {
        let company = Company::over(world).await;
        let operator = company.world.operator();
        assert!(company.call(&company.clerk).await.viewer.place(company.id).unwrap().require_licence().is_ok());
        let over = licence(&company, 10, -1, -1);
        assert_eq!(set_licence(&operator, over).await.unwrap(), Ok(company.id));
        // Who signs in is still a member, and is refused content.
        let clerk = company.call(&company.clerk).await;
        let refused = clerk.viewer.place(company.id).unwrap().require_licence().unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        // What is wrong is put right: by the person, and in the structure.
        let right = Profile { given: Some("Ann".into()), ..Profile::default() };
        assert_eq!(update_profile(&clerk, right).await.unwrap(), Ok(company.clerk.user));
        let chief = company.call(&company.chief).await;
        let right = UpdateUnit {
            unit: company.sales,
            version: None,
            name: Some("Selling".into()),
            code: None,
            parent: Change::Keep,
        };
        assert_eq!(update_unit(&chief, right).await.unwrap(), Ok(company.sales));
    }
}
