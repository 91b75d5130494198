//! What somebody without a sign-in can learn: nothing about who has one.

use serde_json::{Value, json};
use tests::{Persona, World, code, data, on_both, world::PASSWORD};

fn sign_in(email: &str, password: &str) -> (String, Value) {
    let input = json!({ "email": email, "password": password, "transport": "BEARER" });
    let query = "mutation($input: SignInInput!) { signIn(input: $input) {
        tokens { accessToken } errors { code field message } } }";
    (query.to_owned(), json!({ "input": input }))
}

/// The answer without its request id, the hashes and the statements it took.
async fn work(world: &World, asked: &(String, Value)) -> (Value, u64, u64) {
    let (hashes, statements) = (world.hasher.computed(), world.db.statements());
    let mut answer = world.ask_with(Persona::Nobody, &asked.0, asked.1.clone()).await;
    answer["extensions"] = Value::Null;
    (answer, world.hasher.computed() - hashes, world.db.statements() - statements)
}

on_both! {
    async fn r22_an_unknown_mail_is_like_a_wrong_password(world: &World) {
        world.register("ada@example.org").await;
        let known = work(world, &sign_in("ada@example.org", "not her password")).await;
        let unknown = work(world, &sign_in("nobody@example.org", "not her password")).await;
        assert!(known.0["data"]["signIn"]["errors"][0]["code"].is_string(), "{}", known.0);
        assert_eq!(known.1, 1, "a hash is computed");
        assert_eq!(known, unknown);
        let without = work(world, &sign_in("member@example.org", "not their password")).await;
        assert_eq!(known, without, "somebody who has no password");
        let right = world.ask_with(Persona::Nobody, &sign_in("ada@example.org", PASSWORD).0,
            sign_in("ada@example.org", PASSWORD).1).await;
        assert!(data(&right)["signIn"]["tokens"]["accessToken"].is_string(), "{right}");
    }
}

on_both! {
    async fn r22_recovery_and_sign_up_are_alike(world: &World) {
        world.register("ada@example.org").await;
        let forgot = |email: &str| ("mutation($input: RequestPasswordResetInput!) {
            requestPasswordReset(input: $input) { requested errors { code } } }".to_owned(),
            json!({ "input": { "email": email } }));
        let (known, unknown) =
            (work(world, &forgot("ada@example.org")).await, work(world, &forgot("no@example.org")).await);
        assert_eq!(known, unknown);
        let register = |email: &str| ("mutation($input: RegisterInput!) {
            register(input: $input) { sent errors { code } } }".to_owned(),
            json!({ "input": { "email": email, "name": { "given": "Ada", "family": "L" } } }));
        let (known, unknown) =
            (work(world, &register("ada@example.org")).await, work(world, &register("new@example.org")).await);
        assert!(code(&known.0).is_none(), "{}", known.0);
        assert_eq!(known, unknown);
    }
}

on_both! {
    /// Two at once, thirty-two wait, the rest are sent away; whoever is signed in asks on.
    async fn r21_a_flood_of_sign_ins_is_turned_away(world: &World) {
        world.ask(Persona::Member, "{ viewer { id } }").await;
        let (query, _) = sign_in("", "");
        let attempt = async |n: usize| {
            let variables = sign_in(&format!("flood-{n}@example.org"), "not a password").1;
            world.ask_with(Persona::Nobody, &query, variables).await
        };
        let answers = futures_util::future::join_all((0..100).map(attempt)).await;
        let away: Vec<_> = answers.iter().filter(|it| code(it) == Some("RATE_LIMITED")).collect();
        assert!(away.len() >= 30, "{} were turned away", away.len());
        for answer in &away {
            assert!(answer["errors"][0]["extensions"]["retryAfter"].as_u64() >= Some(1), "{answer}");
        }
        let answer = world.ask(Persona::Member, "{ viewer { id } }").await;
        assert!(data(&answer)["viewer"]["id"].is_string());
    }
}
