//! A company with units, people, a questionnaire and a campaign, as the other contexts write them.

mod rows;

use kernel::{CampaignId, InstrumentId, MembershipId, UnitId};

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

impl World {
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
