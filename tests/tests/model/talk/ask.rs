//! What everybody is answered about it: each text by its id, what of it may be refused, and
//! each list.

use kernel::{FeedbackId, OrganizationId, ReplyId};
use serde_json::{Value, json};

use super::Reply;
use crate::{
    stage::Stage,
    told::{Answer, Compared, ids},
    universe::{ADMINISTRATOR, Looked, Universe},
};

const NODE: &str = "\
id ... on Feedback { moderation flags { note } replies(first: 100) { totalCount nodes { id } } } \
... on Reply { about: feedback { id } text moderation hidden versions { text } flags { note } }";

const PLACE: &str = "\
a: flaggedFeedback(first: 100) { totalCount nodes { id } } \
b: flaggedFeedback(first: 100, state: HIDDEN) { totalCount nodes { id } } \
c: flaggedReplies(first: 100) { totalCount nodes { id } } \
d: flaggedReplies(first: 100, state: HIDDEN) { totalCount nodes { id } } \
e: search(text: \"thank\", first: 100, kinds: [FEEDBACK]) { totalCount nodes { it: feedback { id } } } \
f: search(text: \"well\", first: 100, kinds: [REPLY]) { totalCount nodes { it: reply { id } } }";

pub async fn compare(stage: &Stage, it: &Universe, all: &[Reply], compared: &mut Compared) {
    let feedback: Vec<_> = it.feedback.iter().map(|it| FeedbackId(it.id).to_string()).collect();
    let replies: Vec<_> = all.iter().map(|it| ReplyId(it.id).to_string()).collect();
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        let mut query = String::from("{");
        let ids: Vec<_> = feedback.iter().chain(&replies).collect();
        for (n, some) in ids.chunks(100).enumerate() {
            query += &format!("n{n}: nodes(ids: {some:?}) {{ {NODE} }} ");
        }
        for me in it.places(person) {
            let id = OrganizationId(it.organizations[it.members[me].organization].id);
            query += &format!("p{me}: organization(id: \"{id}\") {{ {PLACE} }} ");
        }
        let answer = stage.ask(&asker, query + "}").await;
        let (feedback, replies) = (&feedback[..], &replies[..]);
        let compared = &mut *compared;
        let mut one = One { it, all, feedback, replies, person, answer, compared, next: 0 };
        one.feedback();
        one.replies();
        for me in it.places(person) {
            one.place(me);
        }
        let rest: Vec<String> = one.answer.rest().into_iter().cloned().collect();
        one.compared.one(|| format!("person {person}: refusals"), Vec::<String>::new(), rest);
    }
}

/// One person's answer, read from its beginning.
struct One<'a> {
    it: &'a Universe,
    all: &'a [Reply],
    feedback: &'a [String],
    replies: &'a [String],
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
        self.told(id, field, rules, told);
    }

    fn told(&mut self, id: &str, what: &str, rules: bool, code: bool) {
        let person = self.person;
        self.compared.one(|| format!("person {person} is told {what} of {id}"), rules, code);
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

    fn feedback(&mut self) {
        let (it, all) = (self.it, self.all);
        for (n, id) in self.feedback.iter().enumerate() {
            let f = &it.feedback[n];
            let found = self.exists(id, f.organization, |me| it.reads(me, f));
            let Some((me, path, node)) = found else { continue };
            let own = f.author == Some(me);
            let moderates = it.moderates(me, f) && !own;
            self.field(id, &path, "flags", moderates);
            let looked = moderates || own && f.moderation == Some(Looked::Hidden);
            let looked = f.moderation.is_some() && looked;
            self.told(id, "moderation", looked, !node["moderation"].is_null());
            let said = |reply: &Reply| reply.about == n && it.reply_exists(me, reply);
            let said: Vec<_> = all.iter().map(said).collect();
            let replies = self.replies;
            self.connection(&format!("replies to {id}"), &node["replies"], replies, &said);
        }
    }

    fn replies(&mut self) {
        let it = self.it;
        for (reply, id) in self.all.iter().zip(self.replies) {
            let exists = |me| it.reply_exists(me, reply);
            let Some((me, path, node)) = self.exists(id, reply.organization, exists) else {
                continue;
            };
            let about = it.reads(me, &it.feedback[reply.about]);
            self.told(id, "what it is about", about, !node["about"].is_null());
            self.told(id, "text", it.reads_reply(me, reply), !node["text"].is_null());
            let moderates = it.moderates_reply(me, reply) && reply.author != Some(me);
            let looked = moderates && reply.moderation.is_some();
            self.told(id, "moderation", looked, !node["moderation"].is_null());
            self.field(id, &path, "flags", moderates);
            self.field(id, &path, "versions", it.reads_versions(me, reply));
        }
    }

    /// The lists of one of the person's organisations.
    fn place(&mut self, me: usize) {
        let (it, path) = (self.it, format!("p{me}"));
        let administers = it.has(me, ADMINISTRATOR);
        let here = it.members[me].organization;
        let node = self.answer.data[&path].clone();
        for (list, state) in [("a", Looked::Flagged), ("b", Looked::Hidden)] {
            self.field(&path, &path, list, administers);
            let mine = |f: &crate::universe::Feedback| {
                let so = f.organization == here && f.moderation == Some(state) && !f.withdrawn;
                so && it.moderates(me, f) && f.author != Some(me)
            };
            let mine: Vec<_> = it.feedback.iter().map(mine).collect();
            if administers {
                let feedback = self.feedback;
                self.connection("flagged feedback", &node[list], feedback, &mine);
            }
        }
        self.found(me, &node);
        for (list, state) in [("c", Looked::Flagged), ("d", Looked::Hidden)] {
            self.field(&path, &path, list, administers);
            let mine = |reply: &Reply| {
                let so = reply.moderation == Some(state) && !reply.withdrawn;
                let others = reply.author != Some(me);
                reply.organization == here && so && others && it.moderates_reply(me, reply)
            };
            let mine: Vec<_> = self.all.iter().map(mine).collect();
            if administers {
                let replies = self.replies;
                self.connection("flagged replies", &node[list], replies, &mine);
            }
        }
    }

    /// Words are found in what is read, not for moderation alone, and stands.
    fn found(&mut self, me: usize, node: &Value) {
        let it = self.it;
        let bare = |list: &Value| {
            let nodes = list["nodes"].as_array().unwrap().iter().map(|hit| hit["it"].clone());
            json!({ "nodes": nodes.collect::<Vec<_>>(), "totalCount": list["totalCount"] })
        };
        let reads = |f| it.joins(me, f) && Universe::stands(f);
        let found: Vec<_> = it.feedback.iter().map(reads).collect();
        let feedback = self.feedback;
        self.connection("found feedback", &bare(&node["e"]), feedback, &found);
        let reads = |reply: &Reply| {
            let joins = reply.author == Some(me) || it.joins(me, &it.feedback[reply.about]);
            joins && reply.stands()
        };
        let found: Vec<_> = self.all.iter().map(reads).collect();
        let replies = self.replies;
        self.connection("found replies", &bare(&node["f"]), replies, &found);
    }
}
