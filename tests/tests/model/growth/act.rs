//! What everybody may do about it, asked so that nothing changes.

use feedback::{
    Change,
    goals::{self, update::UpdateError as GoalError},
    meetings::{self, Kind, State, update::UpdateError as MeetingError},
    opportunities::{
        self, comment::CommentError, note::NoteError, offer::OfferError,
        update::UpdateError as OfferUpdateError,
    },
};
use kernel::{
    Answer, Code, GoalId, InterestId, MeetingId, MembershipId, OpportunityId, OrganizationId,
};

use super::Growth;
use crate::{
    rows::now,
    stage::{Asker, Stage},
    told::Compared,
    universe::Universe,
};

pub async fn compare(stage: &Stage, it: &Universe, all: &Growth, compared: &mut Compared) {
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        change_goals(it, all, person, &asker, compared).await;
        meet(it, all, person, &asker, compared).await;
        offer(it, all, person, &asker, compared).await;
        discuss(it, all, person, &asker, compared).await;
    }
}

/// Whether only this was wrong; without a licence everything is refused.
fn only<E: PartialEq>(told: Answer<Result<impl Sized, E>>, error: &E) -> bool {
    match told {
        Ok(told) => told.err().as_ref() == Some(error),
        Err(fault) => {
            assert!(matches!(fault.code, Code::Forbidden | Code::NotFound));
            false
        }
    }
}

async fn change_goals(
    it: &Universe,
    all: &Growth,
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    for goal in &all.goals {
        let me = it.place(person, goal.organization);
        let rules = me == Some(goal.owner) && it.licensed(goal.organization);
        let input = goals::update::Update {
            goal: GoalId(goal.id),
            version: 0,
            title: None,
            description: None,
            competency: Change::Keep,
            target_on: Change::Keep,
            progress: None,
            state: None,
            milestones: None,
        };
        let told = goals::update::update(&asker.call, input).await;
        let code = only(told, &vec![GoalError::Stale]);
        compared.one(|| format!("person {person} changes goal {}", goal.id), rules, code);
    }
}

async fn meet(it: &Universe, all: &Growth, person: usize, asker: &Asker, compared: &mut Compared) {
    for meeting in &all.meetings {
        let me = it.place(person, meeting.organization);
        let rules = me.is_some_and(|me| it.reads_what_both_share(me, meeting))
            && it.licensed(meeting.organization);
        let input = meetings::update::Update {
            meeting: MeetingId(meeting.id),
            version: 0,
            starts_at: None,
            state: None,
            topic: None,
            shared_notes: None,
            points: None,
        };
        let told = meetings::update::update(&asker.call, input).await;
        let code = only(told, &vec![MeetingError::Stale]);
        compared.one(|| format!("person {person} changes meeting {}", meeting.id), rules, code);
    }
    let port = asker.colleagues();
    for (m, member) in it.members.iter().enumerate() {
        for (kind, session) in [(Kind::CheckIn, false), (Kind::CoachSession, true)] {
            let me = it.place(person, member.organization);
            let rules = me.is_some_and(|me| it.may_arrange(me, m, session));
            // With a topic of two lines nothing is arranged; everything else that is wrong is
            // told too.
            let input = meetings::arrange::Arrange {
                with: MembershipId(member.id),
                kind,
                starts_at: now(),
                state: State::Planned,
                topic: "a\nb".into(),
                shared_notes: String::new(),
                points: vec![],
            };
            let told = meetings::arrange::arrange(&asker.call, &port, input, None).await;
            let code = only(told, &vec![meetings::arrange::ArrangeError::TopicInvalid]);
            compared.one(|| format!("person {person} meets {} {kind:?}", member.id), rules, code);
        }
    }
}

async fn offer(it: &Universe, all: &Growth, person: usize, asker: &Asker, compared: &mut Compared) {
    let port = asker.colleagues();
    for (n, organization) in it.organizations.iter().enumerate() {
        let me = it.place(person, n);
        let rules = me.is_some_and(|me| it.may_offer(me)) && it.licensed(n);
        let input = opportunities::offer::Offer {
            organization: OrganizationId(organization.id),
            kind: opportunities::Kind::Role,
            title: String::new(),
            description: String::new(),
            unit: None,
            starts_on: None,
            ends_on: None,
        };
        let told = opportunities::offer::offer(&asker.call, &port, input, None).await;
        let code = only(told, &vec![OfferError::TitleInvalid]);
        compared.one(|| format!("person {person} offers in {n}"), rules, code);
    }
    for of in &all.opportunities {
        let me = it.place(person, of.organization).filter(|_| it.licensed(of.organization));
        let id = OpportunityId(of.id);
        let input = opportunities::update::Update {
            opportunity: id,
            version: 0,
            title: None,
            description: None,
            unit: Change::Keep,
            starts_on: Change::Keep,
            ends_on: Change::Keep,
            state: None,
        };
        let told = opportunities::update::update(&asker.call, &port, input).await;
        let code = only(told, &vec![OfferUpdateError::Stale]);
        let rules = me.is_some_and(|me| it.offers(me, of));
        compared.one(|| format!("person {person} changes {id}"), rules, code);
        let input = opportunities::note::Note {
            opportunity: id,
            note: "x".repeat(2_001),
            shared: goals::Shared::default(),
        };
        let told = opportunities::note::note(&asker.call, input).await;
        let code = only(told, &NoteError::NoteTooLong);
        let rules = me.is_some_and(|me| it.is_offered(me, of) && me != of.by);
        compared.one(|| format!("person {person} notes interest in {id}"), rules, code);
    }
}

async fn discuss(
    it: &Universe,
    all: &Growth,
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    for interest in &all.interests {
        let me = it.place(person, interest.organization);
        let of = &all.opportunities[interest.opportunity];
        let rules = me
            .is_some_and(|me| it.reads_interest(me, interest, of) && it.discusses(me, interest))
            && it.licensed(interest.organization);
        let id = InterestId(interest.id);
        let told = opportunities::comment::comment(&asker.call, id, String::new(), None).await;
        let code = only(told, &CommentError::CommentInvalid);
        compared.one(|| format!("person {person} discusses {id}"), rules, code);
    }
}
