//! Writing without a name, as a client does it, and what the server keeps of such requests.

mod alone;
mod log;
mod talk;
mod whole;

use serde_json::{Value, json};
use tests::{Persona, World, content, data, people};

pub const GIVE: &str = "mutation($input: GiveAnonymousFeedbackInput!) {
    giveAnonymousFeedback(input: $input) { receipt { code state crowd deliversAtOnce
        promise { version text } } errors { code } } }";
pub const READ: &str = "{ anonymousFeedback { state kind text visibility deliveredOn crowd
    recipients { membership name } marks { competency mark } } }";

/// The tickets that somebody draws, as they are sent.
pub async fn draw(world: &World, who: Persona) -> Vec<String> {
    let query = "mutation($input: DrawTicketsInput!) { drawTickets(input: $input) {
        tickets goodUntil promise { version } errors { code } } }";
    let input = json!({ "organization": people::organization("acme").to_string() });
    let answer = world.ask_with(who, query, json!({ "input": input })).await;
    let tickets = data(&answer)["drawTickets"]["tickets"].as_array().unwrap();
    tickets.iter().map(|it| format!("Ticket {}", it.as_str().unwrap())).collect()
}

pub fn to_member(text: &str) -> Value {
    let mut input = content::praise(people::member("acme", Persona::Member), "RECIPIENT");
    input["text"] = text.into();
    json!({ "input": input })
}
