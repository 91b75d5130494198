//! Accounts as callers meet them.

mod api;

use std::sync::Arc;

use async_graphql::{Response, Value, value};
use identity::Presented;
use kernel::{Call, Origin};

use self::api::Api;
pub(crate) use self::api::others;
use crate::{on_both, world::PASSWORD};

const ADA: &str = "ada@example.org";

/// What stands at a path of names and places.
pub fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(value, |value, part| match value {
        Value::Object(object) => &object[part],
        Value::List(list) => &list[part.parse::<usize>().unwrap()],
        _ => &Value::Null,
    })
}

pub fn text(response: &Response, path: &str) -> String {
    match at(&response.data, path) {
        Value::String(text) => text.clone(),
        Value::Enum(name) => name.to_string(),
        other => panic!("{path} is {other} in {response:?}"),
    }
}

on_both! {
    async fn a_program_registers_signs_in_and_signs_out(world: World) {
        let api = Api::over(world);
        let asked = api.stranger(
            r#"mutation { register(input: { email: "ada@example.org",
                 name: { given: "Ada", family: "Lovelace" } }) { sent errors { code } } }"#,
        );
        assert_eq!(asked.await.data, value!({ "register": { "sent": true, "errors": [] } }));
        let link = api.world.mails().await.pop().unwrap().token.unwrap().reveal();
        let policy = api.stranger("{ privacyPolicy { id version body } }").await;
        assert_eq!(text(&policy, "privacyPolicy.version"), "1");
        let complete = |password: &str| {
            format!(
                r#"mutation {{ completeRegistration(input: {{ token: "{link}", password: "{password}",
                     policyVersion: "{}", transport: BEARER }})
                   {{ tokens {{ accessToken refreshToken deviceToken }} errors {{ code field message }} }} }}"#,
                text(&policy, "privacyPolicy.id"),
            )
        };
        let weak = api.stranger(&complete("password")).await;
        let errors = "completeRegistration.errors.0";
        assert_eq!(at(&weak.data, errors), &value!({
            "code": "PASSWORD_COMMON", "field": ["input", "password"],
            "message": "Many people use this password; choose another.",
        }));
        let done = api.stranger(&complete(PASSWORD)).await;
        assert!(done.http_headers.get("set-cookie").is_none());
        let access = text(&done, "completeRegistration.tokens.accessToken");
        let me = "{ viewer { email emails { address isPrimary } consents { policyVersion { version } }
             sessions { totalCount nodes { current transport userAgent endedAt } } } }";
        assert_eq!(api.with(&access, me).await.data, value!({ "viewer": {
            "email": ADA,
            "emails": [{ "address": ADA, "isPrimary": true }],
            "consents": [{ "policyVersion": { "version": "1" } }],
            "sessions": { "totalCount": 1, "nodes": [
                { "current": true, "transport": "BEARER", "userAgent": "test", "endedAt": null },
            ] },
        } }));
        let out = api.with(&access, "mutation { signOut { signedOut errors { code } } }").await;
        assert_eq!(out.data, value!({ "signOut": { "signedOut": true, "errors": [] } }));
        let token = kernel::Token::parse(&access).unwrap();
        assert!(api.world.with(&token).await.is_none());
    }
}

on_both! {
    async fn a_browser_never_sees_its_tokens(world: World) {
        world.ada(ADA).await;
        let api = Api::over(world);
        let tokens = "tokens { accessToken refreshToken deviceToken accessExpiresAt }";
        let begun = api.stranger(&format!(
            r#"mutation {{ signIn(input: {{ email: "{ADA}", password: "{PASSWORD}" }})
               {{ {tokens} errors {{ code }} }} }}"#
        )).await;
        for token in ["accessToken", "refreshToken", "deviceToken"] {
            assert_eq!(at(&begun.data, &format!("signIn.tokens.{token}")), &Value::Null);
        }
        let cookies = |response: &Response| -> Vec<String> {
            let all = response.http_headers.get_all("set-cookie").iter();
            all.map(|it| it.to_str().unwrap().to_owned()).collect()
        };
        let set = cookies(&begun);
        assert_eq!(set.len(), 3, "{set:?}");
        assert!(set[0].starts_with("__Host-hei_access=") && set[0].contains("Max-Age=300;"));
        assert!(set[1].starts_with("__Host-hei_refresh=") && set[1].contains("Max-Age=604800;"));
        assert!(set[2].starts_with("__Host-hei_device="));
        assert!(set.iter().all(|it| it.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure")));
        let refresh = set[1].split(['=', ';']).nth(1).and_then(kernel::Token::parse);
        let renew = format!("mutation {{ refreshSession(input: {{}}) {{ {tokens} errors {{ code }} }} }}");
        let presented = Presented { refresh };
        let renewed = api.ask(api.world.stranger(), presented, &renew).await;
        assert_eq!(at(&renewed.data, "refreshSession.tokens.refreshToken"), &Value::Null);
        assert_eq!(cookies(&renewed).len(), 2);
        let over = api.stranger(&renew).await;
        assert_eq!(text(&over, "refreshSession.errors.0.code"), "SESSION_OVER");
        assert_eq!(cookies(&over).len(), 0);
    }
}

on_both! {
    async fn what_one_signs_in_with_is_one_s_own(world: World) {
        let ada = world.ada(ADA).await.issued;
        let grace = world.ada("grace@example.org").await.issued;
        let api = Api::over(world);
        let hers = format!(
            r#"{{ user(id: "{}") {{ email emails {{ address }} sessions {{ totalCount }}
                 consents {{ acceptedAt }} }} }}"#,
            grace.user
        );
        let refused = api.with(&ada.access.reveal(), &hers).await;
        assert_eq!(refused.data, value!({ "user": {
            "email": null, "emails": null, "sessions": null, "consents": null,
        } }));
        assert_eq!(refused.errors.len(), 4);
        assert!(refused.errors.iter().all(|it| it.path.len() == 2));
        let end = format!(
            r#"mutation {{ endSession(input: {{ session: "{}" }}) {{ session {{ id }} }} }}"#,
            grace.session
        );
        let refused = api.with(&ada.access.reveal(), &end).await;
        assert_eq!(refused.errors[0].message, "There is no such object for you.");
        let end = end.replace(&grace.session.to_string(), &ada.session.to_string());
        let ended = api.with(&ada.access.reveal(), &end).await;
        assert_eq!(text(&ended, "endSession.session.id"), ada.session.to_string());
    }
}

on_both! {
    async fn pages_of_sessions_follow_each_other(world: World) {
        let ada = world.ada(ADA).await.issued;
        for _ in 0..4 {
            world.sign_in(&world.stranger(), ADA, PASSWORD).await.unwrap().unwrap();
        }
        let api = Api::over(world);
        let mut seen = vec![];
        let mut after = "null".to_owned();
        for _ in 0..3 {
            let page = api.with(&ada.access.reveal(), &format!(
                "{{ viewer {{ sessions(first: 2, after: {after}) {{ edges {{ cursor node {{ id }} }}
                     pageInfo {{ hasNextPage }} }} }} }}"
            )).await;
            let Value::List(edges) = at(&page.data, "viewer.sessions.edges") else { panic!("{page:?}") };
            for edge in edges {
                seen.push(at(edge, "node.id").to_string());
                after = at(edge, "cursor").to_string();
            }
        }
        assert_eq!(seen.len(), 5);
        assert!(seen.is_sorted_by(|a, b| a > b));
    }
}

on_both! {
    async fn a_profile_is_changed_part_by_part(world: World) {
        let ada = world.ada(ADA).await.issued;
        let api = Api::over(world);
        let change = |input: &str| {
            format!("mutation {{ updateProfile(input: {{ {input} }}) {{ user {{ email }} errors {{ code field }} }} }}")
        };
        let token = ada.access.reveal();
        let set = change(r#"phone: "+44 20 7946 0018", professionalRole: "Analyst", name: { family: "King" }"#);
        assert_eq!(text(&api.with(&token, &set).await, "updateProfile.user.email"), ADA);
        let unset = change("phone: null");
        api.with(&token, &unset).await;
        let kept = "person where phone is null and professional_role = 'Analyst' \
             and given_name = 'Ada' and family_name = 'King'";
        assert_eq!(api.world.count(kept).await, 1);
        let wrong = api.with(&token, &change(r#"linkedin: "https://example.org/ada""#)).await;
        assert_eq!(at(&wrong.data, "updateProfile"), &value!({
            "user": null, "errors": [{ "code": "LINKEDIN_INVALID", "field": ["input", "linkedin"] }],
        }));
        let refused = api.stranger(&set).await;
        assert_eq!(refused.errors[0].message, "Sign in first.");
    }
}

on_both! {
    /// A key names one attempt, so the mail is sent once.
    async fn an_address_is_added_once_however_often_it_is_asked(world: World) {
        let ada = world.ada(ADA).await.issued;
        let api = Api::over(world);
        let add = |address: &str| format!(
            r#"mutation {{ addEmail(input: {{ address: "{address}", idempotencyKey: "k" }}) {{ sent }} }}"#
        );
        for _ in 0..2 {
            let sent = api.with(&ada.access.reveal(), &add("countess@example.org")).await;
            assert_eq!(sent.data, value!({ "addEmail": { "sent": true } }));
        }
        assert_eq!(api.world.count("link where purpose = 'verification'").await, 1);
        let other = api.with(&ada.access.reveal(), &add("other@example.org")).await;
        assert_eq!(other.errors.len(), 1);
        assert_eq!(api.world.count("link where purpose = 'verification'").await, 1);
    }
}

on_both! {
    /// A browser's cookie tells that it signed in before.
    async fn r23_a_browser_is_known_by_its_cookie(world: World) {
        let ada = world.ada(ADA).await;
        for _ in 0..5 {
            world.sign_in(&world.stranger(), ADA, "a wrong one").await.unwrap().unwrap_err();
        }
        let call = world.stranger();
        let origin = Origin { device: Some(ada.device.reveal()), ..(*call.origin).clone() };
        let known = Call { origin: Arc::new(origin), ..call };
        assert!(world.sign_in(&known, ADA, PASSWORD).await.unwrap().is_ok());
    }
}
