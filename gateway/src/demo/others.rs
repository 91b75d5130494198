//! A second company, and a coach's practice.

use chrono::{Days, NaiveDate};
use feedback::{Give, Kind, To, Visibility};
use identity::{
    directory::Target,
    founding::{FirstGrant, FirstUnit, Founding},
};
use kernel::{Call, DataKind, DataKinds, MemberKind, OrganizationId, Role, UnitId};

use super::{
    people::{Described, Entered},
    plot::{at, workday},
    story::{Actor, Script},
    words,
};
use crate::cli::Failure;

pub const STUDIO: &str = "Fjordlight Studio";
pub const PRACTICE: &str = "Brandt Coaching";

/// In the second company, by their place in its list.
pub const OUTSIDER: usize = 5;
/// In the practice, likewise.
pub const OFFICE: usize = 0;
pub const COACH: usize = 1;
pub const CLIENT: usize = 3;
pub const OTHER_CLIENT: usize = 4;

/// Given name, family name, title, unit, and the manager's place in this list.
const STUDIO_PEOPLE: [(&str, &str, &str, usize, Option<usize>); 14] = [
    ("Sigrid", "Halvorsen", "Managing Director", 0, None),
    ("Mads", "Lund", "Head of Design", 1, Some(0)),
    ("Ingrid", "Berg", "Head of Production", 2, Some(0)),
    ("Yara", "Osei", "Office Manager", 0, Some(0)),
    ("Emil", "Strand", "Designer", 1, Some(1)),
    ("Priya", "Raman", "Designer", 1, Some(1)),
    ("Jonas", "Vik", "Illustrator", 1, Some(1)),
    ("Leila", "Haddad", "Type Designer", 1, Some(1)),
    ("Oskar", "Dahl", "Producer", 2, Some(2)),
    ("Nadia", "Popescu", "Editor", 2, Some(2)),
    ("Tom", "Whitaker", "Sound Engineer", 2, Some(2)),
    ("Akari", "Mori", "Colourist", 2, Some(2)),
    ("Felix", "Nyström", "Camera Operator", 2, Some(2)),
    ("Bea", "Castellanos", "Accountant", 0, Some(3)),
];

/// A small organisation as it is founded.
pub struct Small {
    pub founding: Founding,
    pub people: Vec<Entered>,
}

impl Small {
    fn actor(&self, at: usize) -> Actor {
        (self.founding.id, self.people[at].member.person)
    }

    fn to(&self, at: usize) -> To {
        To::Members(vec![self.people[at].member.id])
    }
}

pub fn studio(call: &Call) -> Result<Small, Failure> {
    let units: Vec<_> = [("MGT", "Management"), ("DES", "Design"), ("PRO", "Production")]
        .into_iter()
        .map(|(code, name)| FirstUnit {
            id: UnitId(call.clock.id()),
            parent: None,
            code: code.into(),
            name: name.into(),
        })
        .collect();
    let mut people: Vec<Entered> = vec![];
    for (given, family, title, unit, manager) in STUDIO_PEOPLE {
        let address = format!("{}@fjordlight.example", given.to_lowercase());
        let described = Described {
            given,
            family,
            address: &address,
            kind: MemberKind::Employee,
            roles: if given == "Yara" { &[Role::Administrator] } else { &[] },
            title: Some(title),
        };
        let one = described.entered(call)?.in_unit(units[unit].id);
        let one = match manager {
            Some(at) => one.under(people[at].member.id),
            None => one,
        };
        people.push(one);
    }
    let scopes = vec![(people[3].member.id, Target::Everybody)];
    let founding = Founding { units, scopes, ..empty(call, "fjordlight", STUDIO, &people) };
    Ok(Small { founding, people })
}

/// Two coaches and their clients, and whoever runs the office. The first client lets the coach
/// read feedback; the second one does not, and talks with the colleague.
pub fn practice(call: &Call) -> Result<Small, Failure> {
    let one = |given, family, kind, roles, title| {
        let address = format!("{}@brandt-coaching.example", str::to_lowercase(given));
        Described { given, family, address: &address, kind, roles, title }.entered(call)
    };
    let client = |given, family| one(given, family, MemberKind::Client, &[], None);
    let coaching: &[Role] = &[Role::Coach];
    let office: &[Role] = &[Role::Administrator];
    let people = vec![
        one("Nora", "Lindqvist", MemberKind::Employee, office, Some("Office Manager"))?,
        one("Clara", "Brandt", MemberKind::Coach, coaching, Some("Coach"))?,
        one("Tomas", "Keller", MemberKind::Coach, coaching, Some("Coach"))?,
        client("Ines", "Moreau")?,
        client("Jonas", "Weber")?,
        client("Mara", "Conti")?,
        client("Pieter", "de Wit")?,
    ];
    let grant = |client: usize, coach: usize, kinds: &[DataKind]| FirstGrant {
        coach: people[coach].member.id,
        client: people[client].member.id,
        granted_by: people[client].member.id,
        kinds: kinds.iter().copied().collect::<DataKinds>(),
        days: 365,
    };
    let grants = vec![
        grant(
            CLIENT,
            COACH,
            &[DataKind::Feedback, DataKind::Goals, DataKind::QuestionnaireResults],
        ),
        grant(CLIENT, 2, &[DataKind::Feedback]),
        grant(OTHER_CLIENT, COACH, &[DataKind::Goals]),
        grant(OTHER_CLIENT, 2, &[DataKind::Feedback]),
        grant(5, 2, &[DataKind::Feedback]),
        grant(6, COACH, &[DataKind::FeedbackSummary]),
    ];
    let scopes = vec![(people[OFFICE].member.id, Target::Everybody)];
    let empty = empty(call, "brandt", PRACTICE, &people);
    Ok(Small { founding: Founding { practice: true, grants, scopes, ..empty }, people })
}

fn empty(call: &Call, slug: &str, name: &str, people: &[Entered]) -> Founding {
    Founding {
        id: OrganizationId(call.clock.id()),
        slug: slug.into(),
        name: name.into(),
        practice: false,
        seats: 50,
        licensed_until: call.clock.now().date_naive() + Days::new(730),
        units: vec![],
        members: people.iter().map(|it| it.member.clone()).collect(),
        groups: vec![],
        scopes: vec![],
        grants: vec![],
    }
}

pub fn studio_talks(script: &mut Script, studio: &Small, first: NaiveDate) {
    let people = studio.people.len();
    for n in 0..24 {
        let (author, recipient) = (n * 5 % people, (n * 5 + 1 + n % 9) % people);
        let (kind, text) = match n % 3 {
            1 => (Kind::Suggestion, words::suggestion(n, "CORP")),
            _ => (Kind::Praise, words::praise(n, "CORP")),
        };
        let all = [
            Visibility::Recipient,
            Visibility::Manager,
            Visibility::Team,
            Visibility::Organization,
        ];
        let visibility = all[n % 4];
        let it = Give { to: studio.to(recipient), kind, visibility, text, marks: vec![] };
        script.give(at(workday(first + Days::new(n as u64 + 10)), 13, 5), studio.actor(author), it);
    }
}

pub fn practice_talks(script: &mut Script, practice: &Small, first: NaiveDate) {
    for (day, author, recipient, kind, text) in [
        (3, COACH, CLIENT, Kind::Suggestion, "Try one week of saying no once a day."),
        (8, CLIENT, COACH, Kind::Praise, "The exercise worked. I left on time three times."),
        (12, 2, CLIENT, Kind::Praise, "In the group session your question opened the room."),
        (15, 2, OTHER_CLIENT, Kind::Suggestion, "Write the letter, and do not send it yet."),
        (19, OTHER_CLIENT, 2, Kind::Praise, "Thank you for the patience with my long answers."),
        (22, COACH, CLIENT, Kind::Praise, "You asked for what you wanted. That was new."),
        (27, 2, 5, Kind::Praise, "Good preparation for the interview: short and honest."),
        (31, CLIENT, 2, Kind::Suggestion, "Could we meet in the mornings? I think better then."),
        (36, COACH, 6, Kind::Suggestion, "Bring one example to our next talk, not five."),
        (40, CLIENT, COACH, Kind::Praise, "I got the project. Thank you for the last six weeks!"),
    ] {
        let text = text.to_owned();
        let to = practice.to(recipient);
        let it = Give { to, kind, visibility: Visibility::Recipient, text, marks: vec![] };
        script.give(at(workday(first + Days::new(day)), 17, 45), practice.actor(author), it);
    }
}
