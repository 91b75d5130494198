//! The company, from the tables in `gateway/demo`: divisions, departments below them, and
//! everybody with their manager.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use identity::{
    directory::Target,
    founding::{FirstGrant, FirstUnit, Founding},
};
use kernel::{
    Call, DataKind, DataKinds, GroupId, MemberKind, MembershipId, OrganizationId, Role, UnitId,
};
use serde::Deserialize;

use super::people::{Described, Entered};
use crate::cli::Failure;

pub const NAME: &str = "Meridian Trading";

const EMPLOYEES: &str = include_str!("../../demo/employees.csv");
const DEPARTMENTS: &str = include_str!("../../demo/departments.csv");
const JOBS: &str = include_str!("../../demo/jobs.csv");

/// Employees by their numbers who have a part of their own.
pub const MEMBER: u32 = 104;
pub const MANAGER: u32 = 103;
pub const ADMINISTRATOR: u32 = 203;
pub const UNIT_ADMINISTRATOR: u32 = 200;
pub const COMPLIANCE_MANAGER: u32 = 206;
pub const IT_ADMINISTRATOR: u32 = 107;
/// Whose feedback the company's coach may read.
pub const COACHED: u32 = MEMBER;
/// Of whom the coach is told marks and counts.
pub const COACHED_IN_SUMMARY: u32 = 150;
/// Administered by the administrator of one unit.
pub const DIVISION: &str = "OPS";

/// What stands above the departments.
const DIVISIONS: [(&str, &str, &[u32]); 5] = [
    ("CORP", "Corporate", &[10, 40, 70, 90, 160, 260, 270]),
    ("FIN", "Finance and Accounting", &[100, 110, 120, 130, 140, 150]),
    ("COM", "Commercial", &[20, 80, 240, 250]),
    (DIVISION, "Operations and Logistics", &[30, 50, 170, 180, 190, 200]),
    ("TECH", "Technology", &[60, 210, 220, 230]),
];

/// Across departments.
pub const GROUPS: [(&str, &[u32]); 3] = [
    ("Mentors", &[102, 103, 108, 114, 120, 145, 201, 203, 205]),
    ("Safety circle", &[121, 123, 129, 133, 141, 184, 189, 194, 198]),
    ("Summer party", &[104, 116, 154, 160, 187, 202, 204]),
];

#[derive(Deserialize)]
struct Employee {
    #[serde(rename = "employee_id")]
    number: u32,
    first_name: String,
    last_name: String,
    email: String,
    hire_date: NaiveDate,
    job_id: String,
    manager_id: Option<u32>,
    department_id: Option<u32>,
}

#[derive(Deserialize)]
struct Department {
    department_id: u32,
    department_name: String,
}

#[derive(Deserialize)]
struct Job {
    job_id: String,
    job_title: String,
}

/// What the story needs to know of it.
pub struct Company {
    pub founding: Founding,
    /// In the order of their numbers; the external coach is the last.
    pub people: Vec<Entered>,
    pub by_number: HashMap<u32, usize>,
    pub groups: Vec<GroupId>,
    pub units: HashMap<String, UnitId>,
}

impl Company {
    pub fn member(&self, number: u32) -> MembershipId {
        self.people[self.by_number[&number]].member.id
    }
}

pub fn plan(call: &Call) -> Result<Company, Failure> {
    let (units, by_code) = units(call)?;
    let mut people = employees(call, &by_code)?;
    let by_number: HashMap<u32, usize> = people
        .iter()
        .enumerate()
        .filter_map(|(at, it)| Some((it.member.external_id.as_ref()?.parse().ok()?, at)))
        .collect();
    let id = |number: &u32| people[by_number[number]].member.id;
    let coach = Described {
        given: "Helena",
        family: "Sørensen",
        address: "helena@coaching.example",
        kind: MemberKind::Coach,
        roles: &[Role::Coach],
        title: Some("External coach"),
    };
    let coach = coach.entered(call)?;
    let grant = |client: u32, kinds: &[DataKind]| FirstGrant {
        coach: coach.member.id,
        client: id(&client),
        granted_by: id(&ADMINISTRATOR),
        kinds: kinds.iter().copied().collect::<DataKinds>(),
        days: 365,
    };
    let grants = vec![
        grant(COACHED, &[DataKind::Feedback, DataKind::FeedbackSummary, DataKind::Goals]),
        grant(COACHED_IN_SUMMARY, &[DataKind::FeedbackSummary]),
    ];
    let groups: Vec<_> = GROUPS
        .iter()
        .map(|(name, members)| {
            let members = members.iter().map(&id).collect();
            (GroupId(call.clock.id()), (*name).to_owned(), members)
        })
        .collect();
    let scopes = vec![
        (id(&ADMINISTRATOR), Target::Everybody),
        (id(&UNIT_ADMINISTRATOR), Target::Unit(by_code[DIVISION])),
    ];
    people.push(coach);
    let founding = Founding {
        id: OrganizationId(call.clock.id()),
        slug: "meridian".into(),
        name: NAME.into(),
        practice: false,
        seats: 250,
        licensed_until: call.clock.now().date_naive() + Days::new(730),
        units,
        members: in_order(&people),
        scopes,
        grants,
        groups: groups.clone(),
    };
    let groups = groups.into_iter().map(|(id, ..)| id).collect();
    Ok(Company { founding, people, by_number, groups, units: by_code })
}

fn units(call: &Call) -> Result<(Vec<FirstUnit>, HashMap<String, UnitId>), Failure> {
    let mut units = vec![];
    for (code, name, _) in DIVISIONS {
        let (code, name) = (code.to_owned(), name.to_owned());
        units.push(FirstUnit { id: UnitId(call.clock.id()), parent: None, code, name });
    }
    for department in read::<Department>(DEPARTMENTS)? {
        let above =
            DIVISIONS.iter().position(|(.., below)| below.contains(&department.department_id));
        units.push(FirstUnit {
            id: UnitId(call.clock.id()),
            parent: above.map(|at| units[at].id),
            code: department.department_id.to_string(),
            name: department.department_name,
        });
    }
    let by_code = units.iter().map(|unit| (unit.code.clone(), unit.id)).collect();
    Ok((units, by_code))
}

fn employees(call: &Call, units: &HashMap<String, UnitId>) -> Result<Vec<Entered>, Failure> {
    let jobs: HashMap<_, _> =
        read::<Job>(JOBS)?.into_iter().map(|job| (job.job_id, job.job_title)).collect();
    let rows = read::<Employee>(EMPLOYEES)?;
    let mut people = Vec::with_capacity(rows.len());
    for row in &rows {
        let described = Described {
            given: &row.first_name,
            family: &row.last_name,
            address: &row.email,
            kind: MemberKind::Employee,
            roles: roles(row.number),
            title: jobs.get(&row.job_id).map(String::as_str),
        };
        let mut one = described.entered(call)?.since(row.hire_date);
        one.member.external_id = Some(row.number.to_string());
        one.member.unit = row.department_id.and_then(|id| units.get(&id.to_string()).copied());
        people.push(one);
    }
    for at in 0..rows.len() {
        let manager = rows[at].manager_id;
        let manager = manager.and_then(|it| rows.iter().position(|row| row.number == it));
        people[at].member.manager = manager.map(|manager| people[manager].member.id);
    }
    Ok(people)
}

fn roles(number: u32) -> &'static [Role] {
    match number {
        ADMINISTRATOR | UNIT_ADMINISTRATOR => &[Role::Administrator],
        COMPLIANCE_MANAGER => &[Role::ComplianceManager],
        IT_ADMINISTRATOR => &[Role::ItAdministrator],
        _ => &[],
    }
}

/// Managers before those whom they lead.
fn in_order(people: &[Entered]) -> Vec<identity::founding::FirstMember> {
    let mut waiting: Vec<_> = people.iter().map(|it| it.member.clone()).collect();
    let mut sorted: Vec<identity::founding::FirstMember> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let known: std::collections::HashSet<_> = sorted.iter().map(|it| it.id).collect();
        let ready =
            |it: &identity::founding::FirstMember| it.manager.is_none_or(|id| known.contains(&id));
        let (now, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(ready);
        if now.is_empty() {
            // Whoever is left is led in a circle; the database will say so.
            sorted.extend(later);
            break;
        }
        sorted.extend(now);
        waiting = later;
    }
    sorted
}

fn read<T: for<'a> Deserialize<'a>>(table: &str) -> Result<Vec<T>, Failure> {
    let rows = csv::Reader::from_reader(table.as_bytes()).into_deserialize();
    let rows: Result<_, csv::Error> = rows.collect();
    rows.map_err(|error| format!("the demo's tables: {error}"))
}
