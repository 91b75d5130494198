//! A company with units, people, a questionnaire and a campaign, as the other contexts write them.

use chrono::NaiveDate;
use kernel::{CampaignId, InstrumentId, MembershipId, UnitId};
use sea_orm::Value;
use uuid::Uuid;

use crate::world::World;

/// Engagement of two questions, one that may drive it, whether one would recommend, one in words.
pub const DOCUMENT: &str = r#"{ "format": "hei-instrument/1", "code": "pulse", "language": "en",
  "name": { "en": "Pulse" }, "labels": [{ "code": "agree", "points": { "5": { "en": "Wholly" } } }],
  "sections": [{ "code": "one", "items": [
    { "code": "a", "text": { "en": "I like it.", "de": "Ich mag es." },
      "answer": { "likert": { "lowest": 1, "highest": 5, "labels": "agree" } }, "notObserved": true },
    { "code": "b", "text": { "en": "I stay." }, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
    { "code": "c", "text": { "en": "I am heard." }, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
    { "code": "n", "text": { "en": "Would you recommend us?" }, "answer": { "nps": {} } },
    { "code": "w", "text": { "en": "What else?" }, "answer": { "text": { "longest": 500 } } }] }],
  "scales": [{ "code": "engagement", "name": { "en": "Engagement" }, "combine": "mean",
    "lowest": 1, "highest": 5, "items": [{ "item": "a" }, { "item": "b" }] }] }"#;

pub struct Company {
    pub campaign: CampaignId,
    pub instrument: InstrumentId,
    pub root: UnitId,
    pub units: Vec<UnitId>,
    /// Of each unit its people, and who leads them.
    pub people: Vec<Vec<MembershipId>>,
    pub managers: Vec<MembershipId>,
}

fn id(id: impl Into<Uuid>) -> Value {
    id.into().into()
}

fn none() -> Value {
    Option::<Uuid>::None.into()
}

impl World {
    pub async fn unit(&self, parent: Option<UnitId>, name: &str) -> UnitId {
        let unit = UnitId(self.clock.id());
        let parent: Option<Uuid> = parent.map(|it| it.0);
        self.insert(
            "unit",
            [
                ("organization_id", id(self.home)),
                ("id", id(unit)),
                ("parent_id", parent.into()),
                ("code", name.into()),
                ("name", name.into()),
                ("removed", false.into()),
                ("changed_in", 1_i64.into()),
            ],
        )
        .await;
        unit
    }

    pub async fn member(
        &self,
        unit: Option<UnitId>,
        manager: Option<MembershipId>,
    ) -> MembershipId {
        let member = MembershipId(self.clock.id());
        let of = |it: Option<Uuid>| Value::from(it);
        self.insert(
            "membership",
            [
                ("organization_id", id(self.home)),
                ("id", id(member)),
                ("person_id", none()),
                ("state", "active".into()),
                ("kind", "employee".into()),
                ("roles", 0_i64.into()),
                ("unit_id", of(unit.map(|it| it.0))),
                ("manager_id", of(manager.map(|it| it.0))),
                ("given_name", "Given".into()),
                ("family_name", "Family".into()),
                ("changed_in", 1_i64.into()),
            ],
        )
        .await;
        member
    }

    pub async fn instrument(&self, document: &str) -> InstrumentId {
        let instrument = InstrumentId(self.clock.id());
        self.insert(
            "instrument",
            [
                ("organization_id", id(self.home)),
                ("id", id(instrument)),
                ("family_id", id(instrument)),
                ("edition", 1_i64.into()),
                ("editions", 1_i64.into()),
                ("state", "published".into()),
                ("code", "pulse".into()),
                ("language", "en".into()),
                ("name", "Pulse".into()),
                ("items", 5_i64.into()),
                ("version", 1_i64.into()),
                ("created_at", self.clock.now().into()),
            ],
        )
        .await;
        self.insert(
            "instrument_document",
            [
                ("organization_id", id(self.home)),
                ("instrument_id", id(instrument)),
                ("document", document.into()),
            ],
        )
        .await;
        instrument
    }

    /// A confidential one that runs, told apart by unit and manager.
    pub async fn campaign(
        &self,
        instrument: InstrumentId,
        contact: MembershipId,
        previous: Option<(CampaignId, CampaignId, i64)>,
    ) -> CampaignId {
        let campaign = CampaignId(self.clock.id());
        let now = self.clock.now();
        let series = previous.map_or(campaign, |it| it.0);
        self.insert(
            "campaign",
            [
                ("organization_id", id(self.home)),
                ("id", id(campaign)),
                ("instrument_id", id(instrument)),
                ("name", "Autumn".into()),
                ("mode", "confidential".into()),
                ("origin", "administrator".into()),
                ("threshold", 5_i64.into()),
                ("state", "live".into()),
                ("opens_at", now.into()),
                ("closes_at", now.into()),
                ("languages", "en".into()),
                ("contact_id", id(contact)),
                ("debrief", false.into()),
                ("series_id", id(series)),
                ("previous_id", Value::from(previous.map(|it| it.1.0))),
                ("round", previous.map_or(1_i64, |it| it.2).into()),
                ("promise", 1_i64.into()),
                ("created_by", id(contact)),
                ("created_at", now.into()),
                ("launched_at", now.into()),
                ("version", 1_i64.into()),
            ],
        )
        .await;
        for (place, attribute) in [(0_i64, "unit"), (1, "manager")] {
            self.insert(
                "campaign_attribute",
                [
                    ("organization_id", id(self.home)),
                    ("campaign_id", id(campaign)),
                    ("attribute", attribute.into()),
                    ("place", place.into()),
                ],
            )
            .await;
        }
        campaign
    }

    pub async fn invite(
        &self,
        campaign: CampaignId,
        member: MembershipId,
        stood: (UnitId, Option<MembershipId>),
        submitted: bool,
    ) -> Uuid {
        let invitation = self.clock.id();
        let state = if submitted { "submitted" } else { "invited" };
        self.insert(
            "campaign_invitation",
            [
                ("organization_id", id(self.home)),
                ("id", invitation.into()),
                ("campaign_id", id(campaign)),
                ("member_id", id(member)),
                ("state", state.into()),
                ("unit_id", id(stood.0)),
                ("manager_id", Value::from(stood.1.map(|it| it.0))),
                ("invited_at", self.clock.now().into()),
                ("muted", false.into()),
            ],
        )
        .await;
        invitation
    }

    /// What one says to the items, as it is kept.
    pub async fn sheet(
        &self,
        campaign: (CampaignId, InstrumentId),
        invitation: Uuid,
        stood: (UnitId, Option<MembershipId>),
        answers: &[(&str, String)],
    ) {
        let sheet = self.clock.random_id();
        self.insert(
            "sheet",
            [
                ("organization_id", id(self.home)),
                ("id", sheet.into()),
                ("campaign_id", id(campaign.0)),
                ("invitation_id", invitation.into()),
                ("instrument_id", id(campaign.1)),
                ("language", "en".into()),
                ("state", "submitted".into()),
                ("unit_id", id(stood.0)),
                ("manager_id", Value::from(stood.1.map(|it| it.0))),
                ("version", 1_i64.into()),
            ],
        )
        .await;
        for (item, value) in answers {
            self.insert(
                "sheet_answer",
                [
                    ("organization_id", id(self.home)),
                    ("sheet_id", sheet.into()),
                    ("item", (*item).into()),
                    ("value", value.as_str().into()),
                    ("revision", 1_i64.into()),
                ],
            )
            .await;
        }
    }

    /// Nobody can answer any more.
    pub async fn close(&self, campaign: CampaignId) {
        let day: NaiveDate = self.clock.now().date_naive();
        let state = format!("update campaign set state = 'closed', closed_on = '{day}'");
        let which = if self.db.is_postgres() {
            format!("id = '{}'", campaign.0)
        } else {
            format!("id = x'{}'", campaign.0.simple())
        };
        self.run(&format!("{state} where {which}")).await;
    }

    /// Four units of 14, 12, 9 and 3 under one root, each led by somebody who is not asked; all but
    /// the last of each answered. Nothing is closed yet.
    pub async fn company(&self) -> Company {
        let root = self.unit(None, "All").await;
        let boss = self.member(Some(root), None).await;
        let instrument = self.instrument(DOCUMENT).await;
        let campaign = self.campaign(instrument, boss, None).await;
        let (mut units, mut people, mut managers) = (vec![], vec![], vec![]);
        for (place, size) in [14, 12, 9, 3].into_iter().enumerate() {
            let unit = self.unit(Some(root), &format!("Unit {place}")).await;
            let manager = self.member(Some(root), Some(boss)).await;
            let mut members = vec![];
            for number in 0..size {
                let member = self.member(Some(unit), Some(manager)).await;
                let answers = number + 2 < size || size == 3;
                self.take_part(
                    (campaign, instrument),
                    member,
                    (unit, manager),
                    (place, number),
                    answers,
                )
                .await;
                members.push(member);
            }
            units.push(unit);
            people.push(members);
            managers.push(manager);
        }
        Company { campaign, instrument, root, units, people, managers }
    }

    pub async fn take_part(
        &self,
        campaign: (CampaignId, InstrumentId),
        member: MembershipId,
        (unit, manager): (UnitId, MembershipId),
        (place, number): (usize, usize),
        answers: bool,
    ) {
        let stood = (unit, Some(manager));
        let invitation = self.invite(campaign.0, member, stood, answers).await;
        if answers {
            self.sheet(campaign, invitation, stood, &answered(place, number)).await;
        }
    }
}

/// No two units answer alike, and nowhere do all or all but one.
pub fn answered(place: usize, number: usize) -> Vec<(&'static str, String)> {
    let point = |shift: usize| format!("{{\"number\":{}.0}}", 1 + (number + shift + place) % 5);
    vec![
        ("a", point(0)),
        ("b", point(1)),
        ("c", point(if number.is_multiple_of(3) { 2 } else { 0 })),
        ("n", format!("{{\"number\":{}.0}}", (3 * number + place) % 11)),
        ("w", format!("{{\"text\":\"Word {place} {number}\"}}")),
    ]
}
