//! Photos: sent, shown to those who may, removed.

use base64::{Engine, prelude::BASE64_STANDARD};
use identity::account::photo::{SetPhotoErrorCode, photo, remove_photo, set_photo};
use kernel::Code;

use crate::{company::Company, on_both};

/// A red pixel, as a PNG.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";

on_both! {
    async fn a_photo_is_shown_to_those_who_share_an_organisation(world: World) {
        let company = Company::over(world).await;
        let clerk = company.call(&company.clerk).await;
        assert_eq!(set_photo(&clerk, PIXEL).await.unwrap(), Ok(company.clerk.user));
        let user = company.clerk.user;
        for (who, sees) in [
            (&company.clerk, true),
            (&company.chief, true),
            (&company.coach, false),
            (&company.stranger, false),
        ] {
            let (call, snapshots) = (company.call(who).await, company.shown(who).await);
            let seen = photo(&call.db, &call.viewer, &snapshots, user).await.unwrap();
            assert_eq!(seen.is_some(), sees);
            if let Some((kind, bytes)) = seen {
                assert_eq!((&*kind, &bytes[..3]), ("image/jpeg", &[0xff, 0xd8, 0xff][..]));
            }
        }
        let mark = async || {
            let shown = company.shown(&company.chief).await;
            shown.member(company.clerk.member).unwrap().1.photo_mark.clone()
        };
        assert_eq!(mark().await.unwrap().len(), 16);
        assert_eq!(set_photo(&clerk, PIXEL).await.unwrap(), Ok(user));
        assert_eq!(company.world.count("photo").await, 1);
        for _ in 0..2 {
            assert_eq!(remove_photo(&clerk).await.unwrap(), user);
        }
        assert_eq!((mark().await, company.world.count("photo").await), (None, 0));
        assert_eq!(company.world.audited("setPhoto", "done").await, 2);
        assert_eq!(company.world.audited("removePhoto", "done").await, 2);
    }
}

on_both! {
    async fn what_is_no_photo_changes_nothing(world: World) {
        let company = Company::over(world).await;
        let clerk = company.call(&company.clerk).await;
        let page = BASE64_STANDARD.encode("<svg onload='alert(1)'/>");
        for (image, wrong) in [
            ("", SetPhotoErrorCode::NotAnImage),
            ("no base64", SetPhotoErrorCode::NotBase64),
            (&*page, SetPhotoErrorCode::NotAnImage),
            (&*"A".repeat(700_001), SetPhotoErrorCode::TooLarge),
        ] {
            assert_eq!(set_photo(&clerk, image).await.unwrap(), Err(wrong));
        }
        let nobody = company.world.stranger();
        let refused = set_photo(&nobody, PIXEL).await.unwrap_err();
        assert_eq!(refused.code, Code::Unauthenticated);
        assert_eq!(remove_photo(&nobody).await.unwrap_err().code, Code::Unauthenticated);
        assert_eq!(company.world.count("photo").await, 0);
        assert_eq!(company.world.count("organization where directory_version > 1").await, 0);
    }
}
