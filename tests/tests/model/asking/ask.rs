//! What everybody is answered about it: each object by its id, each field that may be refused,
//! and each list.

use kernel::{FeedbackInvitationId, FeedbackRequestId, FeedbackTemplateId, OrganizationId};
use serde_json::Value;

use super::Asking;
use crate::{
    stage::Stage,
    told::{Answer, Compared, ids},
    universe::Universe,
};

const NODE: &str = "\
id ... on FeedbackRequest { myInvitation { id } \
invitations(first: 100) { totalCount nodes { id } } } \
... on FeedbackInvitation { state remindersMuted }";

const PLACE: &str = "\
feedbackTemplates(first: 100) { totalCount nodes { id } } \
feedbackRequests(first: 100) { totalCount nodes { id } } \
feedbackInvitations(first: 100) { totalCount nodes { id } }";

struct Ids {
    templates: Vec<String>,
    requests: Vec<String>,
    invitations: Vec<String>,
}

pub async fn compare(stage: &Stage, it: &Universe, all: &Asking, compared: &mut Compared) {
    let ids = Ids {
        templates: all.templates.iter().map(|it| FeedbackTemplateId(it.id).to_string()).collect(),
        requests: all.requests.iter().map(|it| FeedbackRequestId(it.id).to_string()).collect(),
        invitations: all
            .invitations
            .iter()
            .map(|it| FeedbackInvitationId(it.id).to_string())
            .collect(),
    };
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        let mut query = String::from("{");
        let nodes = [&ids.templates, &ids.requests, &ids.invitations];
        let nodes: Vec<_> = nodes.into_iter().flatten().collect();
        for (n, some) in nodes.chunks(100).enumerate() {
            query += &format!("n{n}: nodes(ids: {some:?}) {{ {NODE} }} ");
        }
        for me in it.places(person) {
            let id = OrganizationId(it.organizations[it.members[me].organization].id);
            query += &format!("p{me}: organization(id: \"{id}\") {{ {PLACE} }} ");
        }
        let answer = stage.ask(&asker, query + "}").await;
        let mut one = One { it, all, ids: &ids, person, answer, compared: &mut *compared, next: 0 };
        one.nodes();
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
    all: &'a Asking,
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

    fn nodes(&mut self) {
        let (all, all_ids) = (self.all, self.ids);
        for (template, id) in all.templates.iter().zip(&all_ids.templates) {
            self.exists(id, template.organization, |_| true);
        }
        for (n, id) in all_ids.requests.iter().enumerate() {
            let of = &all.requests[n];
            let found = self.exists(id, of.organization, |me| all.reads_request(me, n));
            let Some((me, path, node)) = found else { continue };
            let (person, asked) = (self.person, !node["myInvitation"].is_null());
            let rules = all.invitations.iter().any(|it| it.request == n && it.member == Some(me));
            self.compared.one(|| format!("person {person} is asked by {id}"), rules, asked);
            self.field(id, &path, "invitations", me == of.requester);
            if me == of.requester {
                let told: Vec<_> = all.invitations.iter().map(|it| it.request == n).collect();
                let what = format!("invitations of {id}");
                self.connection(&what, &node["invitations"], &all_ids.invitations, &told);
            }
        }
        for (invitation, id) in all.invitations.iter().zip(&all_ids.invitations) {
            let organization = all.requests[invitation.request].organization;
            let reads = |me| all.reads_invitation(me, invitation);
            let Some((me, path, _)) = self.exists(id, organization, reads) else { continue };
            self.field(id, &path, "remindersMuted", invitation.member == Some(me));
        }
    }

    /// The lists of one of the person's organisations.
    fn place(&mut self, me: usize) {
        let (it, all, ids) = (self.it, self.all, self.ids);
        let here = it.members[me].organization;
        let node = self.answer.data[format!("p{me}")].clone();
        let templates = all.templates.iter().map(|it| it.organization == here && !it.retired);
        let templates: Vec<_> = templates.collect();
        self.connection("templates", &node["feedbackTemplates"], &ids.templates, &templates);
        let requests: Vec<_> = (0..all.requests.len()).map(|n| all.reads_request(me, n)).collect();
        self.connection("requests", &node["feedbackRequests"], &ids.requests, &requests);
        let own: Vec<_> = all.invitations.iter().map(|it| it.member == Some(me)).collect();
        self.connection("asked", &node["feedbackInvitations"], &ids.invitations, &own);
    }
}
