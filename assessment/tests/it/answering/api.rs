//! Answering as callers meet it: the resolvers over a schema of sheets alone.

use assessment::{
    CampaignInvitationSheet, CampaignPreview, QuestionnaireQuery,
    campaigns::Mode,
    sheets::{self, graphql::SheetMutation},
};
use async_graphql::{
    EmptySubscription, MergedObject, Object, Request, Response, Schema, Value, value,
};
use kernel::{Call, CampaignId, CampaignInvitationId, CampaignTicket, Scope};

use super::STEP;
use crate::on_both;

struct Root(Option<CampaignInvitationId>, Option<CampaignId>);

#[Object]
impl Root {
    async fn invitation(&self) -> CampaignInvitationSheet {
        CampaignInvitationSheet(self.0.unwrap())
    }

    async fn campaign(&self) -> CampaignPreview {
        CampaignPreview(self.1.unwrap())
    }
}

#[derive(MergedObject)]
struct Query(Root, QuestionnaireQuery);

struct Api(Schema<Query, SheetMutation, EmptySubscription>);

impl Api {
    fn of(invitation: Option<CampaignInvitationId>, campaign: Option<CampaignId>) -> Self {
        let query = Query(Root(invitation, campaign), QuestionnaireQuery);
        Self(Schema::build(query, SheetMutation::default(), EmptySubscription).finish())
    }

    async fn ask(&self, call: Call, ticket: Option<&CampaignTicket>, document: &str) -> Response {
        let mut request = Request::new(document).data(call);
        sheets::attach(&mut request.data, Box::new(STEP));
        if let Some(ticket) = ticket {
            sheets::attach_ticket(&mut request.data, ticket.clone());
        }
        self.0.execute(request).await
    }

    async fn told(&self, call: Call, ticket: Option<&CampaignTicket>, document: &str) -> Value {
        let response = self.ask(call, ticket, document).await;
        assert!(response.errors.is_empty(), "{document}: {:?}", response.errors);
        response.data
    }
}

fn code(response: &Response) -> String {
    let extensions = response.errors[0].extensions.as_ref();
    match extensions.and_then(|it| it.get("code")) {
        Some(Value::String(code)) => code.clone(),
        other => panic!("{other:?} in {response:?}"),
    }
}

on_both! {
    async fn a_member_answers(world: World) {
        let campaign = world.campaign(world.home, Mode::Identified).await;
        let who = world.hired(world.home).await;
        let id = world.invite(&campaign, &who).await;
        let api = Api::of(Some(id), None);
        let ask = async |document: &str| api.told(world.call(&who), None, document).await;
        let by = format!(r#"by: {{ invitation: "{id}" }}"#);
        let begun = ask(&format!(
            "mutation {{ startQuestionnaire(input: {{ {by}, language: \"de\" }}) {{ questionnaire {{
               name language state writable standing campaignName organizationName contactName
               promise {{ mode threshold version }} privacyNotice {{ text }}
               sections {{ code items {{ code kind options {{ code text }} requiredBecause }} }}
               progress {{ answered shown required }} }} errors {{ code }} }} }}"
        )).await;
        assert_eq!(begun, value!({ "startQuestionnaire": { "questionnaire": {
            "name": "Kurz", "language": "de", "state": "OPEN", "writable": true,
            "standing": "OPEN", "campaignName": "Autumn", "organizationName": "Name",
            "contactName": "Ada Lovelace",
            "promise": { "mode": "IDENTIFIED", "threshold": 5, "version": 1 },
            "privacyNotice": null,
            "sections": [{ "code": "one", "items": [
                { "code": "a", "kind": "SINGLE_CHOICE", "options": [
                    { "code": "x", "text": "X" }, { "code": "y", "text": "Y" }],
                  "requiredBecause": "" },
                { "code": "c", "kind": "LIKERT", "options": [], "requiredBecause": "" },
                { "code": "d", "kind": "TEXT", "options": [], "requiredBecause": "" },
            ] }],
            "progress": { "answered": 0, "shown": 3, "required": 0 },
        }, "errors": [] } }));
        let saved = ask(&format!(
            r#"mutation {{ saveAnswers(input: {{ {by}, answers: [
                 {{ item: "a", answer: {{ choice: "x" }}, revision: 0 }},
                 {{ item: "c", answer: {{ notObserved: true }} }} ] }}) {{
               questionnaire {{ sections {{ items {{ code requiredBecause }} }}
                 answers {{ item revision choice notObserved }} }} errors {{ code field }} }} }}"#
        )).await;
        assert_eq!(saved, value!({ "saveAnswers": { "questionnaire": {
            "sections": [{ "items": [
                { "code": "a", "requiredBecause": "" },
                { "code": "b", "requiredBecause": "Without it X says nothing." },
                { "code": "c", "requiredBecause": "" }, { "code": "d", "requiredBecause": "" },
            ] }],
            "answers": [
                { "item": "a", "revision": 1, "choice": "x", "notObserved": false },
                { "item": "c", "revision": 1, "choice": null, "notObserved": true },
            ],
        }, "errors": [] } }));
        let wrong = ask(&format!(
            r#"mutation {{ saveAnswers(input: {{ {by}, answers: [
                 {{ item: "a", answer: {{ choice: "y" }}, revision: 0 }},
                 {{ item: "c", answer: {{ number: 9 }} }} ] }}) {{
               questionnaire {{ name }} errors {{ code field }} }} }}"#
        )).await;
        assert_eq!(wrong, value!({ "saveAnswers": { "questionnaire": null, "errors": [
            { "code": "STALE", "field": ["input", "answers", "0", "revision"] },
            { "code": "OUT_OF_RANGE", "field": ["input", "answers", "1", "answer"] },
        ] } }));
        let early = ask(&format!(
            "mutation {{ submitQuestionnaire(input: {{ {by} }}) {{ missing errors {{ code }} }} }}"
        )).await;
        assert_eq!(early, value!({ "submitQuestionnaire": {
            "missing": ["b"], "errors": [{ "code": "REQUIRED_MISSING" }],
        } }));
        let read = ask("{ invitation { sheet { answers { item } } } }").await;
        let answers = value!([{ "item": "a" }, { "item": "c" }]);
        assert_eq!(read, value!({ "invitation": { "sheet": { "answers": answers } } }));
        // Nobody else reads them, not even who administers everybody.
        let boss = world.hired(world.home).await.administering(Scope::Everybody);
        let refused = api.ask(world.call(&boss), None, "{ invitation { sheet { name } } }").await;
        assert_eq!(refused.data, value!({ "invitation": { "sheet": null } }));
        assert_eq!(code(&refused), "FORBIDDEN");
    }
}

on_both! {
    async fn whoever_draws_a_ticket_answers_with_it_alone(world: World) {
        let campaign = world.campaign(world.home, Mode::Anonymous).await;
        let who = world.hired(world.home).await;
        let id = world.invite(&campaign, &who).await;
        let api = Api::of(Some(id), None);
        let draw = format!(
            r#"mutation {{ openAnonymousQuestionnaire(input: {{ invitation: "{id}" }}) {{
               ticket errors {{ code }} }} }}"#
        );
        let drawn = api.told(world.call(&who), None, &draw).await.into_json().unwrap();
        let text = drawn["openAnonymousQuestionnaire"]["ticket"].as_str().unwrap();
        let ticket = CampaignTicket::parse(text, &world.secret).unwrap();
        let again = api.told(world.call(&who), None, &draw).await;
        assert_eq!(again, value!({ "openAnonymousQuestionnaire": {
            "ticket": null, "errors": [{ "code": "ALREADY_OPENED" }],
        } }));
        let start = "mutation { startQuestionnaire(input: {}) {
            questionnaire { state promise { mode } } errors { code } } }";
        let begun = api.told(world.nobody(), Some(&ticket), start).await;
        assert_eq!(begun, value!({ "startQuestionnaire": {
            "questionnaire": { "state": "OPEN", "promise": { "mode": "ANONYMOUS" } }, "errors": [],
        } }));
        let read = "{ questionnaire { state } }";
        let found = api.told(world.nobody(), Some(&ticket), read).await;
        assert_eq!(found, value!({ "questionnaire": { "state": "OPEN" } }));
        // Beside a session it is none, and without one nothing is asked.
        for (call, ticket) in [(world.call(&who), Some(&ticket)), (world.nobody(), None)] {
            assert_eq!(code(&api.ask(call, ticket, read).await), "UNAUTHENTICATED");
        }
        let both = format!(r#"mutation {{ startQuestionnaire(input: {{
            by: {{ invitation: "{id}" }} }}) {{ errors {{ code }} }} }}"#);
        assert_eq!(code(&api.ask(world.nobody(), Some(&ticket), &both).await), "BAD_USER_INPUT");
        // Its invitation leads nowhere.
        let sheet = "{ invitation { sheet { name } } }";
        let nothing = api.told(world.call(&who), None, sheet).await;
        assert_eq!(nothing, value!({ "invitation": { "sheet": null } }));
    }
}

on_both! {
    async fn who_made_a_campaign_sees_it_as_each_respondent_does(world: World) {
        let campaign = world.campaign(world.home, Mode::Confidential).await;
        let api = Api::of(None, Some(campaign.id));
        let boss = world.hired(world.home).await.administering(Scope::Everybody);
        let seen = api.told(world.call(&boss), None, r#"{ campaign {
            guest: preview(as: GUEST, language: "de") { name privacyNotice { text } writable
              sections { items { code } } }
            member: preview(as: MEMBER, answers: [{ item: "a", answer: { choice: "x" } }]) {
              name privacyNotice { text } promise { mode } sections { items { code } } }
        } }"#).await;
        let items = |codes: &[&str]| -> Value {
            let items = codes.iter().map(|it| value!({ "code": (*it) })).collect();
            value!([{ "items": (Value::List(items)) }])
        };
        assert_eq!(seen, value!({ "campaign": {
            "guest": { "name": "Kurz", "privacyNotice": { "text": "de: Name" },
                "writable": false, "sections": (items(&["a", "c", "d"])) },
            "member": { "name": "Short", "privacyNotice": null,
                "promise": { "mode": "CONFIDENTIAL" },
                "sections": (items(&["a", "b", "c", "d"])) },
        } }));
        assert_eq!(world.count("sheet").await, 0);
        let preview = "{ campaign { preview(as: MEMBER) { name } } }";
        let other = world.hired(world.home).await;
        let refused = api.ask(world.call(&other), None, preview).await;
        assert_eq!(code(&refused), "FORBIDDEN");
        let away = world.hired(world.away).await.administering(Scope::Everybody);
        assert_eq!(code(&api.ask(world.call(&away), None, preview).await), "FORBIDDEN");
        let wrong = r#"{ campaign { preview(as: MEMBER, answers: [
            { item: "a", answer: { choice: "z" } }]) { name } } }"#;
        assert_eq!(code(&api.ask(world.call(&boss), None, wrong).await), "BAD_USER_INPUT");
    }
}
