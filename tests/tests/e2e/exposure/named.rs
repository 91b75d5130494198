//! What feedback was given to is named to whom it exists for, and to nobody else.

use kernel::NodeId;
use serde_json::json;
use tests::{Persona, on_both, people, schema::Schema};

use super::{
    ask::{ABSENT, ask},
    objects::object,
};

on_both! {
    async fn feedback_names_the_units_and_groups_that_exist_for_its_reader(world: &World) {
        let schema = Schema::whole();
        let places: [(_, &str, NodeId); 3] = [
            ("a unit", "unit", people::unit("inside").into()),
            ("the unit above", "unit", people::unit("sales").into()),
            ("a group", "group", people::group("Mentors").into()),
        ];
        let mut given = vec![];
        for (_, to, place) in &places {
            let input = json!({ "recipient": { *to: place.to_string() }, "kind": "PRAISE",
                "visibility": "ORGANIZATION", "text": "Well done." });
            given.push(world.give(Persona::Administrator, input).await);
        }
        for persona in Persona::ALL {
            let mut named: Vec<bool> = vec![];
            for ((what, to, place), feedback) in places.iter().zip(&given) {
                let (_, elsewhere) = ask(world, &schema, &object(what, *place), persona).await;
                let absent = elsewhere.iter().all(|(_, cell)| cell == ABSENT);
                assert!(absent, "{persona:?} is told of {what}: {elsewhere:?}");
                let query = format!(
                    r#"{{ node(id: "{feedback}") {{ ... on Feedback {{ {to} {{ id }} }} }}
                        place: node(id: "{place}") {{ id }} }}"#
                );
                let answer = world.ask(persona, &query).await;
                let (found, exists) = (&answer["data"]["node"], &answer["data"]["place"]);
                if !found.is_null() {
                    assert_eq!(&found[to], exists, "{persona:?}, {what}: {answer}");
                    named.push(!exists.is_null());
                }
            }
            match persona {
                Persona::Member => assert_eq!(named, [true, true, true]),
                // They see the member, and neither the structure nor who else is in it.
                Persona::Coach => assert_eq!(named, [true, false, false]),
                Persona::Outsider => assert_eq!(named, [false; 0]),
                _ => {}
            }
        }
    }
}
