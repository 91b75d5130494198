//! From the drawing to what the recipient reads, and back by the code.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use serde_json::json;
use tests::{Persona, code, content::DRAW, data, on_both, people};

use super::{GIVE, READ, draw, to_member};

on_both! {
    async fn r47_the_whole_way(world: &World) {
        let mut tickets = vec![];
        for persona in DRAW {
            tickets.push(draw(world, persona).await);
        }
        world.manual.advance(TimeDelta::hours(9));
        let by = |ticket: usize| tickets[ticket][0].clone();
        let answer = world.client.ask(Some(&by(1)), GIVE, to_member("You are heard.")).await;
        let receipt = data(&answer)["giveAnonymousFeedback"]["receipt"].clone();
        assert_eq!(receipt["state"], "WAITING", "{answer}");
        assert_eq!((&receipt["crowd"], &receipt["deliversAtOnce"]), (&json!(5), &json!(false)));
        assert!(receipt["promise"]["text"].as_str().unwrap().contains("Article 11"));
        let received = format!(
            r#"{{ node(id: "{}") {{ ... on Membership {{ feedbackReceived {{ totalCount nodes {{
                id text anonymous author {{ id }} createdAt editedAt version versions {{ version }}
                recipients {{ id }} }} }} }} }} }}"#,
            people::member("acme", Persona::Member)
        );
        let read = async |who| data(&world.ask(who, &received).await)["node"]["feedbackReceived"].clone();
        assert_eq!(read(Persona::Member).await["totalCount"], 0);
        world.manual.advance(TimeDelta::hours(14));
        assert_eq!(world.server.deliver().await.unwrap(), 1);
        let list = read(Persona::Member).await;
        let it = &list["nodes"][0];
        assert_eq!(it["text"], "You are heard.");
        assert_eq!((&it["anonymous"], &it["author"]), (&json!(true), &json!(null)));
        assert_eq!(it["createdAt"], "2026-01-01T00:00:00+00:00");
        // Nor does its author, signed in, read it as theirs.
        assert_eq!(read(Persona::Peer).await["totalCount"], 0);
        let given = format!(
            r#"{{ node(id: "{}") {{ ... on Membership {{ feedbackGiven {{ totalCount }} }} }} }}"#,
            people::member("acme", Persona::Peer)
        );
        for persona in [Persona::Peer, Persona::Member, Persona::Administrator] {
            let answer = world.ask(persona, &given).await;
            assert_eq!(data(&answer)["node"]["feedbackGiven"]["totalCount"], 0);
        }
        let acknowledge = json!({ "feedback": it["id"] });
        world.did(Persona::Member, "acknowledgeFeedback", acknowledge).await;
        let holder = format!("Ticket {}", receipt["code"].as_str().unwrap());
        let ask = async |query: &str| world.client.ask(Some(&holder), query, json!({})).await;
        let own = ask(READ).await;
        let own = &data(&own)["anonymousFeedback"];
        assert_eq!((&own["state"], &own["deliveredOn"]), (&json!("DELIVERED"), &json!("2026-01-01")));
        assert_eq!(own["recipients"][0]["name"], "Member Example");
        let back = ask("mutation { withdrawAnonymousFeedback { state errors { code } } }").await;
        assert_eq!(data(&back)["withdrawAnonymousFeedback"]["state"], "WITHDRAWAL_WAITING");
        assert_eq!(read(Persona::Member).await["totalCount"], 1);
    }
}

on_both! {
    async fn what_fails_in_one_organisation_is_delivered_in_the_others(world: &World) {
        let globex = people::organization("globex").0;
        let refused = if world.db.is_postgres() {
            format!(
                "alter table anonymous_delivery
                 add constraint refused check (organization_id <> '{globex}')"
            )
        } else {
            format!(
                "create trigger refused before insert on anonymous_delivery
                 when new.organization_id = x'{}' begin select raise(abort, 'refused'); end",
                globex.simple()
            )
        };
        world.db.execute_unprepared(&refused).await.unwrap();
        world.unnamed().await;
        assert_eq!(world.count("feedback where anonymous").await, 1);
    }
}

on_both! {
    /// Counts of what an administrator cannot read stand behind five authors; of whom nobody
    /// knows is none of them.
    async fn r47_a_count_tells_administrators_nothing(world: &World) {
        world.unnamed().await;
        let summary = format!(
            r#"{{ node(id: "{}") {{ ... on Membership {{ feedbackSummary {{ praise }} }} }} }}"#,
            people::member("acme", Persona::Member)
        );
        let answer = world.ask(Persona::Administrator, &summary).await;
        assert_eq!(data(&answer)["node"]["feedbackSummary"], json!(null));
        let answer = world.ask(Persona::Member, &summary).await;
        assert_eq!(data(&answer)["node"]["feedbackSummary"]["praise"], 1);
    }
}

on_both! {
    async fn r48_drawing_has_its_entry_and_writing_is_a_number(world: &World) {
        world.unnamed().await;
        let acme = people::organization("acme");
        let query = format!(
            r#"{{ organization(id: "{acme}") {{ auditLog(first: 100) {{ nodes {{
                actor action subject address requestId count }} }} }} }}"#
        );
        let answer = world.ask(Persona::ComplianceManager, &query).await;
        let nodes = data(&answer)["organization"]["auditLog"]["nodes"].as_array().unwrap().clone();
        let of = |action: &str| nodes.iter().filter(|it| it["action"] == action).collect::<Vec<_>>();
        assert_eq!(of("drawTickets").len(), DRAW.len());
        assert!(of("drawTickets").iter().all(|it| it["actor"].is_string()));
        let delivered = of("deliverAnonymousWriting");
        assert_eq!(delivered.len(), 1, "{answer}");
        let nobody = json!({ "actor": null, "action": "deliverAnonymousWriting", "subject": null,
            "address": null, "requestId": "", "count": 1 });
        assert_eq!(*delivered[0], nobody);
        assert!(of("giveAnonymousFeedback").is_empty());
    }
}

on_both! {
    async fn the_rules_are_told_to_members_and_set_by_administrators(world: &World) {
        let acme = people::organization("acme");
        let query = format!(
            r#"{{ organization(id: "{acme}") {{ anonymousWriting {{ monthlyTickets crowd deliveryHour
                deliversAtOnce version drawn promise {{ version text }} }} }} }}"#
        );
        let writing = async |who| world.ask(who, &query).await;
        let told = writing(Persona::Member).await;
        let told = &data(&told)["organization"]["anonymousWriting"];
        assert_eq!((&told["monthlyTickets"], &told["crowd"]), (&json!(10), &json!(5)));
        assert_eq!((&told["drawn"], &told["version"]), (&json!(false), &json!(0)));
        draw(world, Persona::Member).await;
        let set = json!({ "organization": acme.to_string(), "version": 0, "crowd": 7,
            "deliveryHour": 22 });
        world.did(Persona::Administrator, "updateAnonymousWriting", set.clone()).await;
        let told = writing(Persona::Member).await;
        let told = &data(&told)["organization"]["anonymousWriting"];
        assert_eq!((&told["drawn"], &told["crowd"]), (&json!(true), &json!(7)));
        assert_eq!(code(&writing(Persona::Coach).await), Some("FORBIDDEN"));
        let set = tests::inputs::document("updateAnonymousWriting", true);
        let input = tests::inputs::input(&world.filled().await, "updateAnonymousWriting");
        let refused = world.ask_with(Persona::UnitAdministrator, &set, json!({ "input": input })).await;
        assert_eq!(code(&refused), Some("FORBIDDEN"), "{refused}");
    }
}
