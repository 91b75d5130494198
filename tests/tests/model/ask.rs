//! What everybody is answered to one great question about everything there is.

use serde_json::Value;

use crate::{
    rules::Summary,
    stage::Stage,
    told::{Answer, Compared, Ids, ids},
    universe::{State, Universe},
};

const NODE: &str = "\
__typename id \
... on Membership { state kind roles unit { id } manager { id } jobTitle workAddress workPhone \
employedFrom employedUntil externalId administratorScope { everybody } coachGrants { id } \
reports(first: 100) { nodes { id } } feedbackSummary { praise marks { count } } \
feedbackReceived(first: 100) { totalCount nodes { id } } \
feedbackGiven(first: 100) { totalCount nodes { id } } } \
... on User { name { given } professionalRole phone linkedin postalAddress language timeZone theme \
notifications { mailDigest } email emails { address } memberships { id } } \
... on Unit { members(first: 100) { nodes { id } } } \
... on Group { members(first: 100) { nodes { id } } } \
... on Organization { licence { seats } auditLog(first: 0) { totalCount } } \
... on Feedback { anonymous recipients(first: 250) { id } versions { version } \
acknowledgements { at } }";

const PLACE: &str = "\
members(first: 100) { nodes { id } } left: members(first: 100, filter: { states: [LEFT] }) { nodes { id } } \
feed(first: 100) { totalCount nodes { id } } \
feedbackAboutReports(first: 100) { totalCount nodes { id } } \
feedbackInScope(first: 100) { totalCount nodes { id } } \
feedbackGranted(first: 100) { totalCount nodes { id } }";

const PROFILE: [&str; 8] =
    ["state", "kind", "roles", "unit", "manager", "jobTitle", "workAddress", "workPhone"];
const EMPLOYMENT: [&str; 3] = ["employedFrom", "employedUntil", "externalId"];
const PERSON: [&str; 4] = ["name", "professionalRole", "phone", "linkedin"];
const SETTINGS: [&str; 6] = ["language", "timeZone", "theme", "notifications", "email", "emails"];

pub async fn compare(stage: &Stage, it: &Universe, compared: &mut Compared) {
    let ids = Ids::of(it);
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        let all = [
            &ids.organizations,
            &ids.users,
            &ids.members,
            &ids.units,
            &ids.groups,
            &ids.grants,
            &ids.feedback,
        ];
        let all: Vec<&String> = all.into_iter().flatten().collect();
        let mut query = String::from("{");
        for (n, some) in all.chunks(100).enumerate() {
            query += &format!("n{n}: nodes(ids: {some:?}) {{ {NODE} }} ");
        }
        for me in it.places(person) {
            let id = &ids.organizations[it.members[me].organization];
            query += &format!("p{me}: organization(id: {id:?}) {{ {PLACE} }} ");
        }
        let answer = stage.ask(&asker, query + "}").await;
        let mut one = One { it, ids: &ids, person, answer, compared: &mut *compared, next: 0 };
        one.organizations();
        one.users();
        one.members();
        one.units_and_groups();
        one.grants();
        one.feedback();
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
    ids: &'a Ids,
    person: usize,
    answer: Answer,
    compared: &'a mut Compared,
    next: usize,
}

impl One<'_> {
    /// The next of the nodes, and where it stands.
    fn node(&mut self) -> (String, Value) {
        let (chunk, place) = (self.next / 100, self.next % 100);
        self.next += 1;
        (format!("n{chunk}.{place}"), self.answer.data[format!("n{chunk}")][place].clone())
    }

    /// Whether it exists, and for whom the rules say so; none, unless both say yes.
    fn exists(&mut self, id: &str, rules: bool) -> Option<(String, Value)> {
        let (path, node) = self.node();
        let person = self.person;
        self.compared.one(|| format!("person {person} finds {id}"), rules, !node.is_null());
        (rules && !node.is_null()).then_some((path, node))
    }

    fn field(&mut self, id: &str, path: &str, field: &str, rules: bool) {
        let told = !self.answer.denied(&format!("{path}.{field}"));
        let person = self.person;
        self.compared.one(|| format!("person {person} reads {field} of {id}"), rules, told);
    }

    fn set(&mut self, what: &str, told: &Value, all: &[String], rules: impl Fn(usize) -> bool) {
        let (person, told) = (self.person, ids(told));
        let all = all.iter().enumerate().map(|(n, id)| (&**id, rules(n)));
        self.compared.list(|| format!("person {person}: {what}"), all, &told);
    }

    /// A list and its total.
    fn connection(&mut self, what: &str, told: &Value, rules: impl Fn(usize) -> bool) {
        let ids = &self.ids.feedback;
        let total = (0..ids.len()).filter(|n| rules(*n)).count();
        self.set(what, &told["nodes"], ids, rules);
        let person = self.person;
        let counted = told["totalCount"].as_u64().map(|it| usize::try_from(it).unwrap());
        self.compared.one(|| format!("person {person}: total of {what}"), Some(total), counted);
    }

    fn organizations(&mut self) {
        let (it, person) = (self.it, self.person);
        for (n, id) in self.ids.organizations.iter().enumerate() {
            let Some((path, _)) = self.exists(id, it.organization_exists(person, n)) else {
                continue;
            };
            self.field(id, &path, "licence", it.reads_licence(person, n));
            self.field(id, &path, "auditLog", it.reads_audit_log(person, n));
        }
    }

    fn users(&mut self) {
        let (it, person) = (self.it, self.person);
        for (n, id) in self.ids.users.iter().enumerate() {
            let Some((path, node)) = self.exists(id, it.user_exists(person, n)) else { continue };
            for field in PERSON {
                self.field(id, &path, field, true);
            }
            self.field(id, &path, "postalAddress", it.reads_postal_address(person, n));
            for field in SETTINGS {
                self.field(id, &path, field, person == n);
            }
            let theirs = |m: usize| {
                it.members[m].person == Some(n) && it.present(m) && it.member_exists(person, m)
            };
            self.set(
                &format!("memberships of {id}"),
                &node["memberships"],
                &self.ids.members,
                theirs,
            );
        }
    }

    fn members(&mut self) {
        let (it, person) = (self.it, self.person);
        for (m, id) in self.ids.members.iter().enumerate() {
            let Some((path, node)) = self.exists(id, it.member_exists(person, m)) else { continue };
            let me = it.place(person, it.members[m].organization).unwrap();
            for field in PROFILE {
                self.field(id, &path, field, true);
            }
            for field in EMPLOYMENT {
                self.field(id, &path, field, it.reads_employment(me, m));
            }
            self.field(id, &path, "administratorScope", it.reads_scope(me, m));
            self.field(id, &path, "coachGrants", it.reads_grants(me, m));
            if it.reads_grants(me, m) {
                let told = |n: usize| {
                    let grant = &it.grants[n];
                    let theirs = grant.client == m || grant.coach == m;
                    theirs && !grant.revoked && it.grant_exists(person, grant)
                };
                self.set(&format!("grants of {id}"), &node["coachGrants"], &self.ids.grants, told);
            }
            let reports = |r: usize| {
                it.members[r].manager == Some(m) && it.present(r) && it.member_exists(person, r)
            };
            self.set(
                &format!("reports of {id}"),
                &node["reports"]["nodes"],
                &self.ids.members,
                reports,
            );
            self.summary(id, &path, &node, it.summary(me, m));
            let received = |n: usize| {
                let f = &it.feedback[n];
                let to_them = f.to.iter().any(|(to, _)| *to == m);
                to_them && it.feedback_exists(person, f) && it.told_of(me, f, m)
            };
            self.connection(&format!("received by {id}"), &node["feedbackReceived"], received);
            let given = |n: usize| {
                it.feedback[n].author == Some(m) && it.feedback_exists(person, &it.feedback[n])
            };
            self.connection(&format!("given by {id}"), &node["feedbackGiven"], given);
        }
    }

    fn summary(&mut self, id: &str, path: &str, node: &Value, rules: Summary) {
        let summary = &node["feedbackSummary"];
        let refused = self.answer.denied(&format!("{path}.feedbackSummary"));
        let no_marks = self.answer.denied(&format!("{path}.feedbackSummary.marks"));
        let told = match (summary.is_null(), refused, no_marks) {
            (true, true, _) => Summary::Refused,
            (true, false, _) => Summary::Withheld,
            (false, _, true) => Summary::Counts,
            (false, _, false) => Summary::Whole,
        };
        let person = self.person;
        self.compared.one(|| format!("person {person} reads the summary of {id}"), rules, told);
    }

    fn units_and_groups(&mut self) {
        let (it, person) = (self.it, self.person);
        for (n, id) in self.ids.units.iter().enumerate() {
            let Some((_, node)) = self.exists(id, it.unit_exists(person, n)) else { continue };
            let inside = it.inside_unit(n);
            let told = |m: usize| inside.contains(&m) && it.member_exists(person, m);
            self.set(
                &format!("members of {id}"),
                &node["members"]["nodes"],
                &self.ids.members,
                told,
            );
        }
        for (n, id) in self.ids.groups.iter().enumerate() {
            let Some((_, node)) = self.exists(id, it.group_exists(person, n)) else { continue };
            let told = |m: usize| {
                let inside = it.groups[n].members.contains(&m);
                inside && it.members[m].state != State::Left && it.member_exists(person, m)
            };
            self.set(
                &format!("members of {id}"),
                &node["members"]["nodes"],
                &self.ids.members,
                told,
            );
        }
    }

    fn grants(&mut self) {
        let (it, person) = (self.it, self.person);
        for (n, id) in self.ids.grants.iter().enumerate() {
            self.exists(id, it.grant_exists(person, &it.grants[n]));
        }
    }

    fn feedback(&mut self) {
        let (it, person) = (self.it, self.person);
        for (n, id) in self.ids.feedback.iter().enumerate() {
            let f = &it.feedback[n];
            let Some((path, node)) = self.exists(id, it.feedback_exists(person, f)) else {
                continue;
            };
            let me = it.place(person, f.organization).unwrap();
            let (unnamed, told) = (f.author.is_none(), node["anonymous"] == true);
            self.compared.one(|| format!("person {person}: {id} has no author"), unnamed, told);
            for field in ["versions", "acknowledgements"] {
                self.field(id, &path, field, it.took_part(me, f));
            }
            let told = |m: usize| f.to.iter().any(|(to, _)| *to == m) && it.told_of(me, f, m);
            self.set(&format!("recipients of {id}"), &node["recipients"], &self.ids.members, told);
        }
    }

    /// The lists of one of the person's organisations.
    fn place(&mut self, me: usize) {
        let it = self.it;
        let (path, here) = (format!("p{me}"), it.members[me].organization);
        let node = self.answer.data[&path].clone();
        let met = |m: usize| it.members[m].organization == here && it.meets(me, m);
        let left = |m: usize| it.members[m].state == State::Left;
        self.set("members", &node["members"]["nodes"], &self.ids.members, |m| met(m) && !left(m));
        self.set("who left", &node["left"]["nodes"], &self.ids.members, |m| met(m) && left(m));
        let f = |n: usize| &it.feedback[n];
        let read = |n: usize| f(n).organization == here && it.reads(me, f(n));
        self.connection("feed", &node["feed"], read);
        let (leads, administers, coaches) = it.has_lists(me);
        self.field(&path, &path, "feedbackAboutReports", leads);
        if leads {
            let about = |n: usize| read(n) && it.about_reports(me, f(n));
            self.connection("about reports", &node["feedbackAboutReports"], about);
        }
        self.field(&path, &path, "feedbackInScope", administers);
        if administers {
            let overseen = |n: usize| read(n) && it.oversees(me, f(n));
            self.connection("in scope", &node["feedbackInScope"], overseen);
        }
        self.field(&path, &path, "feedbackGranted", coaches);
        if coaches {
            let granted = |n: usize| read(n) && it.accompanies(me, f(n));
            self.connection("granted", &node["feedbackGranted"], granted);
        }
    }
}
