use std::sync::Arc;

use chrono::DateTime;
use kernel::{
    AssessmentResultId, CampaignId, CampaignInvitationId, Coached, InstrumentId, MemberKind,
    MembershipId, Roles, SessionId, Signed, UserId,
};
use sea_orm::prelude::Uuid;

use super::*;

const HERE: OrganizationId = OrganizationId(Uuid::from_u128(1));
const ME: MembershipId = MembershipId(Uuid::from_u128(2));
const THEM: MembershipId = MembershipId(Uuid::from_u128(3));

fn place() -> Place {
    Place {
        organization: HERE,
        member: ME,
        kind: MemberKind::Employee,
        roles: Roles::default(),
        unit: None,
        reports: Arc::from([THEM]),
        team: Arc::from([THEM]),
        scope: Scope::Nobody,
        coached: Arc::default(),
        writable: true,
    }
}

fn administrator(scope: Scope) -> Place {
    Place { roles: [Role::Administrator].into_iter().collect(), scope, ..place() }
}

fn coach(kinds: &[DataKind]) -> Place {
    let kinds = kinds.iter().copied().collect();
    let coached = Arc::from([Coached { client: THEM, kinds }]);
    Place { kind: MemberKind::Coach, coached, ..place() }
}

fn viewer(place: Place) -> Viewer {
    let user = UserId(place.member.0);
    let session = SessionId(Uuid::nil());
    let authenticated_at = DateTime::UNIX_EPOCH;
    Viewer { person: Some(Signed { user, session, authenticated_at }), places: vec![place] }
}

fn of(member: Option<MembershipId>) -> Model {
    Model {
        organization_id: HERE,
        id: AssessmentResultId(Uuid::nil()),
        sheet_id: Uuid::nil(),
        campaign_id: CampaignId(Uuid::nil()),
        invitation_id: CampaignInvitationId(Uuid::nil()),
        member_id: member,
        person_id: member.map(|it| UserId(it.0)),
        asked_by: MembershipId(Uuid::from_u128(9)),
        own: false,
        instrument_id: InstrumentId(Uuid::nil()),
        language: "en".into(),
        algorithm: "hei-1".into(),
        norm_group: None,
        role: None,
        key_digest: String::new(),
        outcome: None,
        failure: None,
        seconds: None,
        answered_on: DateTime::UNIX_EPOCH.date_naive(),
        computed_at: DateTime::UNIX_EPOCH,
        released_at: None,
        released_by: None,
        expires_on: DateTime::UNIX_EPOCH.date_naive(),
        supersedes: None,
    }
}

fn here() -> Companies {
    [HERE].into_iter().collect()
}

fn reads(place: Place, row: &Model) -> Option<Side> {
    side(&viewer(place), &here(), row)
}

#[test]
fn leading_somebody_opens_nothing_nor_does_another_role() {
    let row = of(Some(THEM));
    assert_eq!(reads(place(), &row), None);
    for role in [Role::ItAdministrator, Role::ComplianceManager, Role::Operator, Role::Coach] {
        let roles = [role].into_iter().collect();
        let everything = Place { roles, scope: Scope::Everybody, ..place() };
        assert_eq!(reads(everything, &row), None, "{role:?}");
    }
}

#[test]
fn administrators_read_whom_they_have_in_scope() {
    let professional = Some(Side::Professional);
    let some = |member| Scope::Only(Arc::new([member].into()));
    for (scope, reading) in [
        (Scope::Everybody, professional),
        (some(THEM), professional),
        (some(ME), None),
        (Scope::Nobody, None),
    ] {
        assert_eq!(reads(administrator(scope), &of(Some(THEM))), reading);
    }
    // A coach's practice and a person's account are none of a company.
    let all = viewer(administrator(Scope::Everybody));
    assert_eq!(side(&all, &Companies::default(), &of(Some(THEM))), None);
    let themself = Model { own: true, ..of(Some(THEM)) };
    assert_eq!(reads(administrator(Scope::Everybody), &themself), None);
}

#[test]
fn a_coach_reads_what_the_grant_names() {
    let row = of(Some(THEM));
    let granted = coach(&[DataKind::QuestionnaireResults]);
    assert_eq!(reads(granted.clone(), &row), Some(Side::Professional));
    let themself = Model { own: true, ..row.clone() };
    assert_eq!(reads(granted, &themself), Some(Side::Professional));
    let others = [DataKind::ThreeSixty, DataKind::Feedback, DataKind::Goals];
    assert_eq!(reads(coach(&others), &row), None);
}

#[test]
fn nobody_releases_their_own() {
    let mine = of(Some(ME));
    let all = administrator(Scope::Everybody);
    assert_eq!(reads(all.clone(), &mine), None);
    let released = Model { released_at: Some(DateTime::UNIX_EPOCH), ..mine };
    assert_eq!(reads(all, &released), Some(Side::Person));
    assert!(!may_release(Side::Person) && may_release(Side::Professional));
    assert!(!reads_quality(Side::Person) && !reads_log(Side::Professional));
    assert!(may_recognise(Side::Person) && !may_recognise(Side::Professional));
}

#[test]
fn what_is_mine_stays_mine_once_the_membership_has_ended() {
    let released = Model { released_at: Some(DateTime::UNIX_EPOCH), ..of(Some(ME)) };
    let gone = Viewer { places: vec![], ..viewer(place()) };
    assert_eq!(side(&gone, &here(), &released), Some(Side::Person));
    let other = Model { person_id: Some(UserId(THEM.0)), ..released.clone() };
    assert_eq!(side(&gone, &here(), &other), None);
    assert_eq!(side(&Viewer::default(), &here(), &Model { person_id: None, ..released }), None);
}

#[test]
fn who_asked_somebody_from_outside_reads_what_they_answered() {
    let asked = Model { asked_by: ME, ..of(None) };
    let some = Scope::Only(Arc::new([THEM].into()));
    assert_eq!(reads(administrator(some.clone()), &asked), Some(Side::Professional));
    assert_eq!(reads(coach(&[]), &asked), Some(Side::Professional));
    assert_eq!(reads(place(), &asked), None);
    assert_eq!(reads(administrator(some), &of(None)), None);
    assert_eq!(reads(administrator(Scope::Everybody), &of(None)), Some(Side::Professional));
}
