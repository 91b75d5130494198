//! A conversation whose author stays unknown, as both sides read it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{Persona, World, code, content::DRAW, data, on_both, people};

use super::{GIVE, draw, to_member};

const CONVERSATION: &str = "{ anonymousFeedback { hidden
    replies(first: 5) { totalCount nodes { id yours author { membership name } state text hidden createdAt
        editedAt versions { version text writtenAt } } pageInfo { hasNextPage endCursor } }
    waitingReplies { id yours state text createdAt } } }";
const REPLY: &str = "mutation($input: ReplyAnonymouslyInput!) { replyAnonymously(input: $input) {
    reply { id state text } errors { code } } }";
const EDIT: &str =
    "mutation($input: EditAnonymousReplyInput!) { editAnonymousReply(input: $input) {
    reply { id state text } errors { code } } }";
const WITHDRAW: &str = "mutation($input: WithdrawAnonymousReplyInput!) {
    withdrawAnonymousReply(input: $input) { state errors { code } } }";

/// How much was delivered so many days later. Sessions last less than a day: what follows is asked
/// in the one of now.
async fn delivered(world: &World, days: i64) -> i64 {
    let later = TimeDelta::hours(24 * days + 5);
    world.manual.advance(later);
    let delivered = world.server.deliver().await.unwrap();
    world.manual.advance(-later);
    delivered
}

/// What was given to the member and delivered, and what opens it.
async fn begun(world: &World) -> (String, String) {
    let mut tickets = vec![];
    for persona in DRAW {
        tickets.push(draw(world, persona).await);
    }
    let answer = world.client.ask(Some(&tickets[1][0]), GIVE, to_member("You are heard.")).await;
    let receipt = &data(&answer)["giveAnonymousFeedback"]["receipt"];
    let holder = format!("Ticket {}", receipt["code"].as_str().unwrap());
    assert_eq!(delivered(world, 1).await, 1);
    let row = world.rows("select id from feedback where anonymous").await.remove(0);
    (holder, kernel::FeedbackId(row.try_get("", "id").unwrap()).to_string())
}

async fn ask(world: &World, holder: &str, query: &str, input: Value) -> Value {
    let answer = world.client.ask(Some(holder), query, json!({ "input": input })).await;
    data(&answer).clone()
}

on_both! {
    async fn both_sides_read_the_conversation(world: &World) {
        let (holder, about) = begun(world).await;
        let reply = json!({ "feedback": about, "text": "What do you mean?" });
        let theirs = world.made(Persona::Member, "replyToFeedback", "reply", reply).await;
        let said = ask(world, &holder, REPLY, json!({ "text": "In meetings" })).await;
        let waiting = said["replyAnonymously"]["reply"].clone();
        assert_eq!(waiting["state"], "WAITING", "{said}");
        let input = json!({ "reply": waiting["id"], "text": "In meetings." });
        let edited = ask(world, &holder, EDIT, input).await;
        assert_eq!(edited["editAnonymousReply"]["reply"]["text"], "In meetings.", "{edited}");
        let read = async || ask(world, &holder, CONVERSATION, json!({})).await["anonymousFeedback"].clone();
        let it = read().await;
        assert_eq!(it["replies"]["totalCount"], 1);
        assert_eq!(it["replies"]["nodes"][0]["author"]["name"], "Member Example");
        assert_eq!(it["replies"]["nodes"][0]["yours"], false);
        assert_eq!(it["waitingReplies"][0]["text"], "In meetings.");
        assert_eq!(it["waitingReplies"][0]["createdAt"], json!(null));
        world.manual.advance(TimeDelta::minutes(16));
        let edit = json!({ "reply": theirs, "version": 1, "text": "What do you mean by that?" });
        world.did(Persona::Member, "editReply", edit).await;
        assert_eq!(delivered(world, 2).await, 1);
        let it = read().await;
        assert_eq!((&it["replies"]["totalCount"], &it["waitingReplies"]), (&json!(2), &json!([])));
        let [first, second] = [0, 1].map(|n| it["replies"]["nodes"][n].clone());
        assert_eq!(first["text"], "What do you mean by that?");
        assert_eq!(first["versions"][0]["text"], "What do you mean?");
        assert_eq!((&second["yours"], &second["author"]), (&json!(true), &json!(null)));
        assert_eq!(second["state"], "DELIVERED");
        assert!(second["createdAt"].as_str().unwrap().ends_with("T00:00:00+00:00"), "{second}");
        let query = format!(
            r#"{{ node(id: "{about}") {{ ... on Feedback {{ replies {{ nodes {{ id text anonymous
                author {{ id }} createdAt version editedAt }} }} }} }} }}"#
        );
        let answer = world.ask(Persona::Member, &query).await;
        let nodes = data(&answer)["node"]["replies"]["nodes"].clone();
        assert_eq!(nodes[1]["text"], "In meetings.");
        assert_eq!((&nodes[1]["anonymous"], &nodes[1]["author"]), (&json!(true), &json!(null)));
        assert_eq!((&nodes[1]["id"], &nodes[0]["anonymous"]), (&second["id"], &json!(false)));
        let gone = ask(world, &holder, WITHDRAW, json!({ "reply": second["id"] })).await;
        assert_eq!(gone["withdrawAnonymousReply"]["state"], "WITHDRAWAL_WAITING", "{gone}");
        assert_eq!(read().await["replies"]["nodes"][1]["state"], "WITHDRAWAL_WAITING");
        delivered(world, 3).await;
        let it = &read().await["replies"]["nodes"][1];
        assert_eq!((&it["state"], &it["text"]), (&json!("WITHDRAWN"), &json!(null)));
    }
}

on_both! {
    /// A cursor of one conversation opens no other; without a ticket there is none.
    async fn r47_a_conversation_is_opened_by_its_code_alone(world: &World) {
        let (holder, about) = begun(world).await;
        for text in ["One.", "Two."] {
            let reply = json!({ "feedback": about, "text": text });
            world.did(Persona::Member, "replyToFeedback", reply).await;
        }
        let page = |more: &str| {
            format!("{{ anonymousFeedback {{ replies(first: 1{more}) {{ nodes {{ text }}
                pageInfo {{ hasNextPage endCursor }} }} }} }}")
        };
        let answer = world.client.ask(Some(&holder), &page(""), json!({})).await;
        let replies = &data(&answer)["anonymousFeedback"]["replies"];
        assert_eq!((&replies["nodes"][0]["text"], &replies["pageInfo"]["hasNextPage"]), (&json!("One."), &json!(true)));
        let cursor = replies["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
        let next = page(&format!(r#", after: "{cursor}""#));
        let answer = world.client.ask(Some(&holder), &next, json!({})).await;
        assert_eq!(data(&answer)["anonymousFeedback"]["replies"]["nodes"][0]["text"], "Two.");
        let month = kernel::Month::of(world.clock.now());
        let other = kernel::Ticket::draw(&world.clock, people::organization("acme"), month);
        let other = format!("Ticket {}", other.reveal(&world.secret));
        world.client.ask(Some(&other), GIVE, to_member("Also heard.")).await;
        let answer = world.client.ask(Some(&other), &next, json!({})).await;
        assert_eq!(code(&answer), Some("BAD_USER_INPUT"), "{answer}");
        for persona in [Persona::Member, Persona::Peer, Persona::Administrator, Persona::Nobody] {
            let input = json!({ "input": { "text": "Signed in." } });
            let answer = world.ask_with(persona, REPLY, input).await;
            assert_eq!(code(&answer), Some("UNAUTHENTICATED"), "{persona:?}: {answer}");
        }
        assert_eq!(world.count("anonymous_waiting").await, 1);
    }
}
