use tests::{Persona, code, data, on_both};

on_both! {
    /// Everybody is who they are.
    async fn everybody_is_who_they_are(world: &World) {
        for persona in Persona::people() {
            let answer = world.ask(persona, "{ viewer { id } }").await;
            assert_eq!(data(&answer)["viewer"]["id"], tests::user(persona).to_string());
        }
        let answer = world.ask(Persona::Nobody, "{ viewer { id } }").await;
        assert!(data(&answer)["viewer"].is_null() && code(&answer).is_none());
        world.filled().await;
    }
}
