//! Campaigns and answers, row by row.

use assessment::{
    campaigns::{InvitationState, State, campaign, invitation},
    sheets::{answer, sheet},
};
use kernel::{CampaignId, CampaignInvitationId, MembershipId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryTrait};

use super::{Answered, Asks, Stage, answers};
use crate::world::World;

impl Stage {
    pub async fn campaign(&self, asks: Asks) -> campaign::Model {
        let (world, id) = (&self.world, CampaignId(self.world.clock.id()));
        let now = world.clock.now();
        let by = asks.by.unwrap_or(self.boss.0.member);
        let row = campaign::Model {
            organization_id: world.home,
            id,
            instrument_id: self.edition.id,
            name: "Campaign".into(),
            purpose: None,
            mode: asks.mode,
            origin: asks.origin,
            threshold: 5,
            state: State::Draft,
            opens_at: now,
            closes_at: now,
            languages: "en".into(),
            contact_id: by,
            debrief: asks.debrief,
            role: asks.role.map(Into::into),
            series_id: id,
            previous_id: None,
            round: 1,
            promise: 1,
            invited: None,
            answered: None,
            created_by: by,
            created_at: now,
            launched_at: None,
            paused_at: None,
            closed_at: None,
            closed_on: None,
            version: 1,
        };
        write(world, campaign::Entity::insert(row.clone().into_active_model().reset_all())).await;
        row
    }

    /// Somebody answers; nobody, where somebody from outside does by a link.
    pub async fn answered(
        &self,
        campaign: &campaign::Model,
        member: Option<MembershipId>,
        numbers: [f64; 4],
    ) -> Answered {
        let world = &self.world;
        let invitation = invitation::Model {
            organization_id: world.home,
            id: CampaignInvitationId(world.clock.id()),
            campaign_id: campaign.id,
            member_id: member,
            external_name: member.is_none().then(|| "Grace Hopper".into()),
            external_address: member.is_none().then(|| "grace@example.com".into()),
            language: None,
            link_id: None,
            link_hash: None,
            link_until: None,
            state: InvitationState::Submitted,
            unit_id: None,
            manager_id: None,
            seniority: None,
            job_title: None,
            kind: None,
            invited_at: world.clock.now(),
            settled_on: None,
            muted: false,
            remind_at: None,
        };
        let sheet = sheet::Model {
            organization_id: world.home,
            id: world.clock.random_id(),
            campaign_id: campaign.id,
            invitation_id: Some(invitation.id),
            code_hash: None,
            instrument_id: campaign.instrument_id,
            language: Some("en".into()),
            state: sheet::State::Submitted,
            submitted_on: None,
            unit_id: None,
            manager_id: None,
            seniority: None,
            job_title: None,
            kind: None,
            notice_version: None,
            version: 1,
        };
        let row = invitation.clone().into_active_model().reset_all();
        write(world, invitation::Entity::insert(row)).await;
        write(world, sheet::Entity::insert(sheet.clone().into_active_model().reset_all())).await;
        for (item, given) in answers(numbers) {
            let row = answer::Model {
                organization_id: world.home,
                sheet_id: sheet.id,
                item,
                value: Some(serde_json::to_string(&given).unwrap()),
                revision: 1,
            };
            write(world, answer::Entity::insert(row.into_active_model().reset_all())).await;
        }
        Answered { campaign: campaign.clone(), invitation, sheet }
    }
}

async fn write(
    world: &World,
    insert: impl QueryTrait<QueryStatement = sea_orm::sea_query::InsertStatement>,
) {
    world.db.write_all(vec![insert.into_query().into()]).await.unwrap();
}
