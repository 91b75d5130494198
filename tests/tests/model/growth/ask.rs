//! What everybody is answered about it: each object by its id, each field that may be refused,
//! and each list.

use kernel::{GoalId, InterestId, MeetingId, OpportunityId, OrganizationId, SponsorshipId};
use serde_json::Value;

use super::Growth;
use crate::{
    stage::Stage,
    told::{Answer, Compared, ids},
    universe::Universe,
};

const NODE: &str = "\
id ... on Goal { sharedWith } \
... on Meeting { topic points { text } sharedNotes updatedAt hostNotes personNotes } \
... on Sponsorship { releases { section } goals { title } attendance { state } \
readings(first: 0) { totalCount } } \
... on Opportunity { interests(first: 100) { totalCount nodes { id } } } \
... on Interest { opportunity { id } sharedWith notedAt comments { text } }";

const PLACE: &str = "\
goals(first: 100) { totalCount nodes { id } } meetings(first: 100) { totalCount nodes { id } } \
sponsorships(first: 100) { totalCount nodes { id } } \
opportunities(first: 100) { totalCount nodes { id } } \
interests(first: 100) { totalCount nodes { id } }";

struct Ids {
    goals: Vec<String>,
    meetings: Vec<String>,
    sponsorships: Vec<String>,
    opportunities: Vec<String>,
    interests: Vec<String>,
}

impl Ids {
    fn of(all: &Growth) -> Self {
        Self {
            goals: all.goals.iter().map(|it| GoalId(it.id).to_string()).collect(),
            meetings: all.meetings.iter().map(|it| MeetingId(it.id).to_string()).collect(),
            sponsorships: all
                .sponsorships
                .iter()
                .map(|it| SponsorshipId(it.id).to_string())
                .collect(),
            opportunities: all
                .opportunities
                .iter()
                .map(|it| OpportunityId(it.id).to_string())
                .collect(),
            interests: all.interests.iter().map(|it| InterestId(it.id).to_string()).collect(),
        }
    }

    fn all(&self) -> Vec<&String> {
        let all =
            [&self.goals, &self.meetings, &self.sponsorships, &self.opportunities, &self.interests];
        all.into_iter().flatten().collect()
    }
}

pub async fn compare(stage: &Stage, it: &Universe, all: &Growth, compared: &mut Compared) {
    let ids = Ids::of(all);
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        let mut query = String::from("{");
        for (n, some) in ids.all().chunks(100).enumerate() {
            query += &format!("n{n}: nodes(ids: {some:?}) {{ {NODE} }} ");
        }
        for me in it.places(person) {
            let id = OrganizationId(it.organizations[it.members[me].organization].id);
            query += &format!("p{me}: organization(id: \"{id}\") {{ {PLACE} }} ");
        }
        let answer = stage.ask(&asker, query + "}").await;
        let mut one = One { it, all, ids: &ids, person, answer, compared: &mut *compared, next: 0 };
        one.goals();
        one.meetings();
        one.sponsorships();
        one.opportunities();
        one.interests();
        for me in it.places(person) {
            one.place(me);
        }
        let rest: Vec<String> = one.answer.rest().into_iter().cloned().collect();
        compared.one(|| format!("person {person}: refusals"), Vec::<String>::new(), rest);
    }
}

/// One person's answer, read from its beginning.
struct One<'a> {
    it: &'a Universe,
    all: &'a Growth,
    ids: &'a Ids,
    person: usize,
    answer: Answer,
    compared: &'a mut Compared,
    next: usize,
}

impl One<'_> {
    /// Whether the next of the nodes exists, and for whom the rules say so; with the place of
    /// who asks, if both say yes.
    fn exists(
        &mut self,
        id: &str,
        organization: usize,
        rules: impl Fn(usize) -> bool,
    ) -> Option<(usize, String, Value)> {
        let path = format!("n{}.{}", self.next / 100, self.next % 100);
        let node = self.answer.data[format!("n{}", self.next / 100)][self.next % 100].clone();
        self.next += 1;
        let me = self.it.place(self.person, organization).filter(|me| rules(*me));
        let person = self.person;
        self.compared.one(|| format!("person {person} finds {id}"), me.is_some(), !node.is_null());
        me.filter(|_| !node.is_null()).map(|me| (me, path, node))
    }

    fn field(&mut self, id: &str, path: &str, field: &str, rules: bool) {
        let told = !self.answer.denied(&format!("{path}.{field}"));
        let person = self.person;
        self.compared.one(|| format!("person {person} reads {field} of {id}"), rules, told);
    }

    fn connection(&mut self, what: &str, told: &Value, all: &[String], rules: &[bool]) {
        let person = self.person;
        let total = rules.iter().filter(|it| **it).count();
        let listed = ids(&told["nodes"]);
        let objects = all.iter().zip(rules).map(|(id, rules)| (&**id, *rules));
        self.compared.list(|| format!("person {person}: {what}"), objects, &listed);
        let counted = told["totalCount"].as_u64().map(|it| usize::try_from(it).unwrap());
        self.compared.one(|| format!("person {person}: total of {what}"), Some(total), counted);
    }

    fn goals(&mut self) {
        let (it, all) = (self.it, self.all);
        for (goal, id) in all.goals.iter().zip(&self.ids.goals) {
            let found = self.exists(id, goal.organization, |me| it.reads_goal(me, goal));
            let Some((me, path, _)) = found else { continue };
            self.field(id, &path, "sharedWith", me == goal.owner);
        }
    }

    fn meetings(&mut self) {
        let (it, all) = (self.it, self.all);
        for (meeting, id) in all.meetings.iter().zip(&self.ids.meetings) {
            let two = [meeting.person, meeting.host];
            let found = self.exists(id, meeting.organization, |me| two.contains(&me));
            let Some((me, path, _)) = found else { continue };
            for field in ["topic", "points", "sharedNotes", "updatedAt"] {
                self.field(id, &path, field, it.reads_what_both_share(me, meeting));
            }
            self.field(id, &path, "hostNotes", me == meeting.host);
            self.field(id, &path, "personNotes", me == meeting.person);
        }
    }

    fn sponsorships(&mut self) {
        let all = self.all;
        for (it, id) in all.sponsorships.iter().zip(&self.ids.sponsorships) {
            let found = self.exists(id, it.organization, |me| it.exists_for(me));
            let Some((me, path, _)) = found else { continue };
            let (client, pays) = (me == it.client, it.pays(me));
            self.field(id, &path, "releases", client || pays);
            self.field(id, &path, "goals", client || pays && it.released);
            self.field(id, &path, "attendance", client);
            self.field(id, &path, "readings", client);
        }
    }

    fn opportunities(&mut self) {
        let (it, all) = (self.it, self.all);
        for (n, id) in self.ids.opportunities.iter().enumerate() {
            let of = &all.opportunities[n];
            let found = self.exists(id, of.organization, |me| it.is_offered(me, of));
            let Some((me, path, node)) = found else { continue };
            self.field(id, &path, "interests", it.offers(me, of));
            if it.offers(me, of) {
                let told: Vec<_> =
                    all.interests.iter().map(|it| it.opportunity == n && !it.withdrawn).collect();
                let ids = &self.ids.interests;
                self.connection(&format!("interests in {id}"), &node["interests"], ids, &told);
            }
        }
    }

    fn interests(&mut self) {
        let (it, all) = (self.it, self.all);
        for (interest, id) in all.interests.iter().zip(&self.ids.interests) {
            let of = &all.opportunities[interest.opportunity];
            let reads = |me| it.reads_interest(me, interest, of);
            let found = self.exists(id, interest.organization, reads);
            let Some((me, path, node)) = found else { continue };
            for field in ["sharedWith", "notedAt"] {
                self.field(id, &path, field, me == interest.member);
            }
            self.field(id, &path, "comments", it.discusses(me, interest));
            let (person, told) = (self.person, !node["opportunity"].is_null());
            let what = || format!("person {person} reads what {id} is in");
            self.compared.one(what, it.is_offered(me, of), told);
        }
    }

    /// The lists of one of the person's organisations.
    fn place(&mut self, me: usize) {
        let (it, all, ids) = (self.it, self.all, self.ids);
        let (path, here) = (format!("p{me}"), it.members[me].organization);
        let node = self.answer.data[&path].clone();
        let goals = all.goals.iter();
        let goals: Vec<_> =
            goals.map(|goal| goal.organization == here && it.reads_goal(me, goal)).collect();
        self.connection("goals", &node["goals"], &ids.goals, &goals);
        let meetings = all.meetings.iter().map(|it| me == it.person || me == it.host);
        let meetings: Vec<_> = meetings.collect();
        self.connection("meetings", &node["meetings"], &ids.meetings, &meetings);
        let sponsorships: Vec<_> = all.sponsorships.iter().map(|it| it.exists_for(me)).collect();
        let told = &node["sponsorships"];
        self.connection("sponsorships", told, &ids.sponsorships, &sponsorships);
        self.field(&path, &path, "opportunities", !it.external(me));
        if !it.external(me) {
            let offered: Vec<_> =
                all.opportunities.iter().map(|of| it.is_offered(me, of)).collect();
            let told = &node["opportunities"];
            self.connection("opportunities", told, &ids.opportunities, &offered);
        }
        let read = |interest: &super::Interest| {
            let of = &all.opportunities[interest.opportunity];
            interest.organization == here && it.reads_interest(me, interest, of)
        };
        let interests: Vec<_> = all.interests.iter().map(read).collect();
        self.connection("interests", &node["interests"], &ids.interests, &interests);
    }
}
