//! Campaigns that ask, people who are invited, and what stands at the door.

use std::sync::Arc;

use assessment::{
    answering::Given,
    campaigns::{InvitationState, Mode, Origin, State, campaign, invitation},
    sheets::{self, By, Change, Doorstep, Form, House, Notice},
};
use chrono::TimeDelta;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{
    Answer, Call, CampaignId, CampaignInvitationId, CampaignTicket, InstrumentId, MembershipId,
    OrganizationId, Origin as From, Token, Viewer,
};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryResult, Statement, Value,
    prelude::Uuid,
};

use crate::world::{Person, World};

/// A choice, what is shown after one of it, a scale that one may not have observed, and words.
pub const ASKED: &str = r#"{ "format": "hei-instrument/1", "code": "short", "language": "en",
  "name": { "en": "Short", "de": "Kurz" }, "purpose": { "en": "To see." }, "legalBasis": "consent",
  "sections": [{ "code": "one", "items": [
    { "code": "a", "text": { "en": "Which?" }, "answer": { "singleChoice": { "options": [
      { "code": "x", "text": { "en": "X" } }, { "code": "y", "text": { "en": "Y" } }] } } },
    { "code": "b", "text": { "en": "How much?" }, "showIf": { "is": { "item": "a", "codes": ["x"] } },
      "requiredBecause": { "en": "Without it X says nothing." },
      "answer": { "likert": { "lowest": 1, "highest": 5 } } },
    { "code": "c", "text": { "en": "Is it well?" }, "notObserved": true,
      "answer": { "likert": { "lowest": 1, "highest": 5 } } },
    { "code": "d", "text": { "en": "What else?" }, "answer": { "text": { "longest": 20 } } }] }],
  "scales": [{ "code": "s", "name": { "en": "S" }, "combine": "mean", "lowest": 1, "highest": 5,
    "items": [{ "item": "c" }] }] }"#;

/// What the door knows.
#[derive(Clone, Copy)]
pub struct Step {
    pub licensed: bool,
}

pub const STEP: Step = Step { licensed: true };
/// Once the licence has ended.
pub const OVER: Step = Step { licensed: false };

impl Doorstep for Step {
    fn house_unchecked<'a>(
        &'a self,
        _: &'a Call,
        _: OrganizationId,
        _: MembershipId,
    ) -> BoxFuture<'a, Answer<House>> {
        let (name, contact) = ("Name".to_owned(), Some("Ada Lovelace".to_owned()));
        async { Ok(House { name, writable: self.licensed, contact }) }.boxed()
    }

    fn notice(&self, language: &str, organization: &str) -> Notice {
        Notice { version: "1".into(), text: format!("{language}: {organization}") }
    }
}

pub fn number(item: &str, number: f64) -> Change {
    Change { item: item.into(), given: Some(Given::Number(number)), revision: None }
}

pub fn choice(code: &str) -> Change {
    Change { item: "a".into(), given: Some(Given::Choice(code.into())), revision: None }
}

pub fn words(text: &str) -> Change {
    Change { item: "d".into(), given: Some(Given::Text(text.into())), revision: None }
}

/// What a form says of an item: its revision and what stands there.
pub fn at(form: &Form, item: &str) -> (i64, Option<Given>) {
    form.page.get(item).map_or((0, None), |it| (it.revision, it.given.clone()))
}

impl World {
    pub async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) {
        let backend = self.db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        self.db.execute_raw(statement).await.unwrap();
    }

    pub async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let backend = self.db.get_database_backend();
        self.db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap()
    }

    /// Somebody who is in the directory, too.
    pub async fn hired(&self, organization: OrganizationId) -> Person {
        let person = self.person(organization);
        let sql = "insert into person (id, given_name, family_name, language, time_zone, theme, \
                   mail_on_feedback, mail_digest, registered_at) values ($1, 'Ada', 'Lovelace', \
                   'en', 'UTC', 'system', $2, $2, $3)";
        let now: Value = self.clock.now().into();
        self.run(sql, [person.0.member.0.into(), false.into(), now]).await;
        let sql = "insert into membership (organization_id, id, state, kind, roles, given_name, \
                   family_name, changed_in) values ($1, $2, 'active', 'employee', 0, 'Ada', \
                   'Lovelace', 1)";
        self.run(sql, [organization.0.into(), person.0.member.0.into()]).await;
        person
    }

    /// An edition.
    pub async fn edition(&self, organization: OrganizationId, text: &str) -> InstrumentId {
        let id = InstrumentId(self.clock.id());
        let sql = "insert into instrument (organization_id, id, family_id, edition, editions, \
                   state, code, language, name, items, version, created_at) \
                   values ($1, $2, $2, 1, 1, 'published', 'short', 'en', 'Short', 4, 1, $3)";
        let (home, now): (Value, Value) = (organization.0.into(), self.clock.now().into());
        self.run(sql, [home.clone(), id.0.into(), now]).await;
        let sql = "insert into instrument_document (organization_id, instrument_id, document) \
                   values ($1, $2, $3)";
        self.run(sql, [home, id.0.into(), text.into()]).await;
        id
    }

    /// One that takes answers for ten days.
    pub async fn campaign(&self, organization: OrganizationId, mode: Mode) -> campaign::Model {
        self.campaign_asking(organization, mode, ASKED).await
    }

    pub async fn campaign_asking(
        &self,
        organization: OrganizationId,
        mode: Mode,
        text: &str,
    ) -> campaign::Model {
        let instrument_id = self.edition(organization, text).await;
        let contact = self.hired(organization).await.0.member;
        let (id, now) = (CampaignId(self.clock.id()), self.clock.now());
        let row = campaign::Model {
            organization_id: organization,
            id,
            instrument_id,
            name: "Autumn".into(),
            purpose: None,
            mode,
            origin: Origin::Administrator,
            threshold: 5,
            state: State::Live,
            opens_at: now,
            closes_at: now + TimeDelta::days(10),
            languages: "en,de".into(),
            contact_id: contact,
            debrief: false,
            role: None,
            series_id: id,
            previous_id: None,
            round: 1,
            promise: 1,
            invited: Some(0),
            answered: None,
            created_by: contact,
            created_at: now,
            launched_at: Some(now),
            paused_at: None,
            closed_at: None,
            closed_on: None,
            version: 1,
        };
        let insert = campaign::Entity::insert(row.clone().into_active_model().reset_all());
        insert.exec_without_returning(&self.db).await.unwrap();
        row
    }

    pub async fn invite(&self, to: &campaign::Model, who: &Person) -> CampaignInvitationId {
        self.invite_as(to, who, |_| {}).await
    }

    pub async fn invite_as(
        &self,
        to: &campaign::Model,
        who: &Person,
        change: impl FnOnce(&mut invitation::Model),
    ) -> CampaignInvitationId {
        let mut row = invitation::Model {
            organization_id: to.organization_id,
            id: CampaignInvitationId(self.clock.id()),
            campaign_id: to.id,
            member_id: Some(who.0.member),
            external_name: None,
            external_address: None,
            language: None,
            link_id: None,
            link_hash: None,
            link_until: None,
            state: InvitationState::Invited,
            unit_id: None,
            manager_id: None,
            seniority: None,
            job_title: None,
            kind: Some("employee".into()),
            invited_at: self.clock.now(),
            settled_on: None,
            muted: false,
            remind_at: Some(self.clock.now() + TimeDelta::days(3)),
        };
        change(&mut row);
        let id = row.id;
        let insert = invitation::Entity::insert(row.into_active_model().reset_all());
        insert.exec_without_returning(&self.db).await.unwrap();
        id
    }

    /// Somebody from outside, and what their link carries.
    pub async fn invite_guest(&self, to: &campaign::Model) -> (CampaignInvitationId, String) {
        let token = Token::new(self.clock.bytes());
        let hash = token.hash();
        let until = to.closes_at.date_naive();
        let somebody = self.person(to.organization_id);
        let id = self.invite_as(to, &somebody, |row| {
            row.member_id = None;
            row.external_name = Some("Grace Hopper".into());
            row.language = Some("de".into());
            row.link_id = Some(Uuid::nil());
            row.link_hash = Some(hash);
            row.link_until = Some(until);
        });
        (id.await, token.reveal())
    }

    /// Nobody who is signed in, and from nowhere.
    pub fn nobody(&self) -> Call {
        Call {
            db: self.db.clone(),
            clock: self.clock.clone(),
            secret: self.secret.clone(),
            viewer: Viewer::default().into(),
            origin: Arc::new(From::default()),
        }
    }

    pub async fn set(&self, to: &campaign::Model, what: &str) {
        let sql = format!("update campaign set {what} where organization_id = $1 and id = $2");
        self.run(&sql, [to.organization_id.0.into(), to.id.0.into()]).await;
    }

    /// As a close does: how many answered.
    pub async fn close(&self, campaign: &campaign::Model) -> i64 {
        let tx = self.db.begin().await.unwrap();
        let backend = tx.get_database_backend();
        let sql = "update campaign set state = 'closed' where organization_id = $1 and id = $2";
        let values = [campaign.organization_id.0.into(), campaign.id.0.into()];
        tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.unwrap();
        let answered = sheets::settle(&self.nobody(), &tx, campaign).await.unwrap();
        tx.commit().await.unwrap();
        answered
    }

    /// A ticket that somebody draws.
    pub async fn draws(&self, who: &Person, invitation: CampaignInvitationId) -> CampaignTicket {
        sheets::open(&self.call(who), &STEP, invitation).await.unwrap().unwrap()
    }

    /// So many more draw theirs, and answer nothing.
    pub async fn others_draw(&self, campaign: &campaign::Model, many: usize) {
        for _ in 0..many {
            let who = self.hired(campaign.organization_id).await;
            let id = self.invite(campaign, &who).await;
            self.draws(&who, id).await;
        }
    }

    /// Begun and saved.
    pub async fn answers(&self, call: &Call, by: &By, changes: &[Change]) -> Form {
        sheets::start(call, &STEP, by, None).await.unwrap().unwrap();
        sheets::save(call, &STEP, by, changes, None).await.unwrap().unwrap()
    }

    /// All of it.
    pub async fn submits(&self, call: &Call, by: &By, changes: &[Change]) -> Form {
        self.answers(call, by, changes).await;
        sheets::submit(call, &STEP, by, None).await.unwrap().unwrap()
    }
}
