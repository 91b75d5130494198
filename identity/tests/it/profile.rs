//! What people say about themselves, prefer and accept.

use chrono::TimeDelta;
use identity::account::{
    AcceptPolicyErrorCode, Preferences, Profile, PublishPolicy, PublishPolicyErrorCode,
    UpdatePreferencesErrorCode, UpdateProfileErrorCode, accept_policy, publish_policy,
    update_preferences, update_profile,
};
use kernel::{Code, Locale, Markdown, PolicyVersionId, TimeZone};

use crate::{on_both, world::World};

const ADA: &str = "ada@example.org";

on_both! {
    async fn a_new_name_raises_every_directory_it_stands_in(world: World) {
        let ada = world.ada(ADA).await.issued;
        world.ada("grace@example.org").await;
        let call = world.with(&ada.access).await.unwrap();
        let wrong = Profile { given: Some(String::new()), ..Profile::default() };
        let refused = update_profile(&call, wrong).await.unwrap();
        assert_eq!(refused, Err(UpdateProfileErrorCode::GivenNameInvalid));
        assert_eq!(world.count("organization where directory_version > 1").await, 0);
        let king = Profile { family: Some("King".into()), ..Profile::default() };
        assert_eq!(update_profile(&call, king).await.unwrap(), Ok(ada.user));
        assert_eq!(world.count("organization where directory_version = 2").await, 1);
        let touched = "membership m join organization o on o.id = m.organization_id \
             where m.changed_in = 2 and o.directory_version = 2";
        assert_eq!(world.count(touched).await, 1);
        assert_eq!(world.count("person where family_name = 'King'").await, 1);
        assert_eq!(world.audited("updateProfile", "done").await, 1);
        let refused = update_profile(&world.stranger(), Profile::default()).await.unwrap_err();
        assert_eq!(refused.code, Code::Unauthenticated);
    }
}

on_both! {
    async fn preferences_change_one_by_one(world: World) {
        let ada = world.ada(ADA).await.issued;
        let call = world.with(&ada.access).await.unwrap();
        let latin = Preferences { language: Locale::try_new("la"), ..Preferences::default() };
        let refused = update_preferences(&call, latin).await.unwrap();
        assert_eq!(refused, Err(UpdatePreferencesErrorCode::LanguageUnknown));
        let dutch = Preferences {
            language: Locale::try_new("nl-BE"),
            time_zone: TimeZone::try_new("Europe/Brussels"),
            mail_digest: Some(false),
            ..Preferences::default()
        };
        assert_eq!(update_preferences(&call, dutch).await.unwrap(), Ok(ada.user));
        let kept = "person where language = 'nl-BE' and time_zone = 'Europe/Brussels' \
             and theme = 'system' and mail_on_feedback and not mail_digest";
        assert_eq!(world.count(kept).await, 1);
        assert_eq!(world.audited("updatePreferences", "done").await, 1);
    }
}

fn policy(version: &str) -> PublishPolicy {
    let body = Markdown::try_new("We keep less.").unwrap();
    PublishPolicy { version: version.into(), body, effective_at: None }
}

async fn in_force(world: &World) -> Option<PolicyVersionId> {
    identity::account::privacy_policy(&world.db, &world.clock).await.unwrap()
}

on_both! {
    async fn a_policy_is_in_force_after_its_notice(world: World) {
        let operator = world.operator();
        let taken = publish_policy(&operator, policy("1")).await.unwrap();
        assert_eq!(taken, Err(PublishPolicyErrorCode::VersionTaken));
        let second = publish_policy(&operator, policy("2")).await.unwrap().unwrap();
        assert_eq!(in_force(&world).await, Some(world.policy));
        world.later(TimeDelta::days(30));
        assert_eq!(in_force(&world).await, Some(second));
        assert_eq!(world.audited("publishPolicy", "done").await, 2);
        let ada = publish_policy(&world.stranger(), policy("3")).await.unwrap_err();
        assert_eq!(ada.code, Code::Unauthenticated);
    }
}

on_both! {
    async fn a_policy_is_accepted_once(world: World) {
        let ada = world.ada(ADA).await.issued;
        let call = world.with(&ada.access).await.unwrap();
        let refused = publish_policy(&call, policy("2")).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
        let second = publish_policy(&world.operator(), policy("2")).await.unwrap().unwrap();
        for _ in 0..2 {
            assert_eq!(accept_policy(&call, second).await.unwrap(), Ok(ada.user));
        }
        assert_eq!(world.count("consent").await, 2);
        let unknown = PolicyVersionId(world.clock.id());
        let refused = accept_policy(&call, unknown).await.unwrap();
        assert_eq!(refused, Err(AcceptPolicyErrorCode::NoSuchVersion));
    }
}
