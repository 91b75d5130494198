use chrono::{DateTime, Days};
use kernel::{CampaignId, CampaignInvitationId, InstrumentId, OrganizationId, UserId};
use sea_orm::prelude::Uuid;

use super::*;
use crate::{
    answering::{Answers, Given, results},
    instruments::{instrument, shipped},
    results::outcome::{Beside, group, key_digest},
};

/// Very outgoing, and otherwise in the middle.
fn said(today: chrono::NaiveDate, side: Side, language: &str) -> ClientReport {
    let document = shipped().iter().find(|it| it.document.code == "ipip-50").unwrap();
    let document = document.document.clone();
    let outgoing = &document.scale("extraversion").unwrap().items;
    let answer = |code: &str| match outgoing.iter().find(|key| key.item == code) {
        Some(key) if key.reversed => 1.0,
        Some(_) => 5.0,
        None => 3.0,
    };
    let answers: Answers =
        document.items().map(|it| (it.code.clone(), Given::Number(answer(&it.code)))).collect();
    let beside = Beside { group: group(&document, None), role: None, seconds: Some(20) };
    let outcomes = results(&document, &answers, beside.group).unwrap();
    let kept = Kept::of(&document, &answers, outcomes, beside);
    let (nil, then) = (Uuid::nil(), DateTime::UNIX_EPOCH);
    let row = Model {
        organization_id: OrganizationId(nil),
        id: AssessmentResultId(nil),
        sheet_id: nil,
        campaign_id: CampaignId(nil),
        invitation_id: CampaignInvitationId(nil),
        member_id: Some(MembershipId(nil)),
        person_id: Some(UserId(nil)),
        asked_by: MembershipId(nil),
        own: false,
        instrument_id: InstrumentId(nil),
        language: "en".into(),
        algorithm: scoring::ALGORITHM.into(),
        norm_group: beside.group.map(Into::into),
        role: None,
        key_digest: key_digest(&document).unwrap(),
        outcome: None,
        failure: None,
        seconds: beside.seconds,
        answered_on: then.date_naive(),
        computed_at: then,
        released_at: Some(then),
        released_by: None,
        expires_on: then.date_naive() + Days::new(500),
        supersedes: None,
    };
    let edition = Edition {
        row: instrument::Model {
            organization_id: OrganizationId(nil),
            id: InstrumentId(nil),
            family_id: InstrumentId(nil),
            edition: Some(3),
            editions: 3,
            state: instrument::State::Published,
            code: document.code.clone(),
            language: "en".into(),
            name: "Fifty".into(),
            items: 50,
            version: 1,
            created_at: then,
            published_at: Some(then),
            retired_at: None,
        },
        document,
    };
    let parts = Parts {
        row: &row,
        side,
        edition: &edition,
        kept: &kept,
        recognitions: &[],
        candidate: None,
        today,
        here: false,
    };
    ClientReport::of(&parts, &Locale::kept(language))
}

#[test]
fn a_report_tells_what_stands_out_and_what_it_is_worth() {
    let then = DateTime::UNIX_EPOCH.date_naive();
    let report = said(then, Side::Professional, "de");
    assert_eq!(report.scales.len(), 5);
    let strengths: Vec<_> = report.strengths.iter().map(|it| it.scale.as_str()).collect();
    assert_eq!(strengths, ["extraversion"]);
    assert_eq!(report.validity.scored, 5);
    assert_eq!(report.validity.notices, [notice::text(Notice::Profile, "de")]);
    assert!(!report.validity.due_for_retest && report.member.is_none());
    let quality = report.quality.unwrap();
    assert!(quality.is_flagged(), "fifty answers in twenty seconds");
    let later = said(then + Days::new(500), Side::Person, "de");
    assert!(later.validity.due_for_retest);
    assert!(later.quality.is_none(), "how it was answered is for professionals");
}
