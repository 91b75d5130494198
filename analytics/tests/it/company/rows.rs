//! Units, people, questionnaires, campaigns and answers, row by row.

use chrono::NaiveDate;
use kernel::{CampaignId, InstrumentId, MembershipId, UnitId};
use sea_orm::Value;
use uuid::Uuid;

use crate::world::World;

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
}

fn id(id: impl Into<Uuid>) -> Value {
    id.into().into()
}

fn none() -> Value {
    Option::<Uuid>::None.into()
}
