//! Files against directories, without a database.

mod bytes;

use std::cell::Cell;

use kernel::{MembershipId, OrganizationId, UnitId};
use uuid::Uuid;

use super::{
    ChangeKind, ProblemCode, Report, Stop,
    file::File,
    matching::newcomer,
    plan::{Known, Plan},
};
use crate::entity::{
    membership::{Model as Member, State},
    unit::Model as Unit,
};

const HOME: OrganizationId = OrganizationId(Uuid::nil());

fn id(n: u128) -> MembershipId {
    MembershipId(Uuid::from_u128(n))
}

/// Member 7 is `Given7 Family7`, in state active, with the number 7 and an address.
fn member(n: u128) -> Member {
    Member {
        state: State::Active,
        given_name: format!("Given{n}"),
        family_name: format!("Family{n}"),
        external_id: Some(n.to_string()),
        work_address: Some(format!("m{n}@acme.example")),
        ..newcomer(HOME, id(n))
    }
}

fn row(n: u128) -> String {
    format!("{n},Given{n},Family{n},m{n}@acme.example\n")
}

const NAMES: &str = "external_id,given_name,family_name,work_address\n";

fn file(rows: impl IntoIterator<Item = String>) -> String {
    std::iter::once(NAMES.to_owned()).chain(rows).collect()
}

fn known(members: Vec<Member>) -> Known {
    let unit = Unit {
        organization_id: HOME,
        id: UnitId(Uuid::from_u128(1)),
        parent_id: None,
        code: "SALES".into(),
        name: "Sales".into(),
        removed: false,
        changed_in: 1,
    };
    let administrators = [id(1)].into();
    let (units, seats, importer, alone) = (vec![unit], Some(1_000), None, false);
    Known { organization: HOME, members, units, administrators, importer, alone, seats }
}

fn plan(csv: &str, known: &Known) -> Plan {
    let next = Cell::new(1_000);
    let fresh = || {
        next.set(next.get() + 1);
        id(next.get())
    };
    Plan::new(&File::read(csv.as_bytes()), known, fresh)
}

fn report(csv: &str, members: Vec<Member>) -> Report {
    plan(csv, &known(members)).report()
}

fn problems(csv: &str) -> Vec<(u64, String, ProblemCode)> {
    let found = report(csv, vec![]).problems;
    found.into_iter().map(|it| (it.line, it.column.unwrap_or_default(), it.code)).collect()
}

#[test]
fn the_first_line_names_the_columns() {
    use ProblemCode::{DuplicateColumn, Empty, MissingColumn, NotUtf8, UnknownColumn};
    assert_eq!(problems(""), [(1, String::new(), Empty)]);
    let found = problems("external_id,given_name,salary,salary,given_name\n1,A,9,9,A\n");
    assert_eq!(
        found,
        [
            (1, "salary".into(), UnknownColumn),
            (1, "salary".into(), UnknownColumn),
            (1, "given_name".into(), DuplicateColumn),
            (1, "family_name".into(), MissingColumn),
        ]
    );
    let latin = File::read(b"external_id,given_name,family_name\n1,Ren\xe9,B\n2,A,B\n");
    assert_eq!(
        latin.problems.iter().map(|it| (it.line, it.code)).collect::<Vec<_>>(),
        [(2, NotUtf8)]
    );
    assert_eq!(latin.rows.len(), 1);
    // As spreadsheets write it: a mark at the start, capitals, other ends of lines.
    let windows = "\u{feff}External_ID,Given_Name,Family_Name\r\n1,\"Anne, \"\"A\"\"\",B\r\n";
    let read = File::read(windows.as_bytes());
    assert_eq!(read.problems, []);
    assert_eq!(read.rows[0].name.given, "Anne, \"A\"");
}

#[test]
fn each_problem_has_its_line_and_column() {
    use ProblemCode::*;
    let names = "external_id,given_name,infix,family_name,kind,work_address,work_phone,job_title,\
                 unit,manager,employed_from,employed_until\n";
    let long = "x".repeat(201);
    for (line, column, code) in [
        (",A,,B,,,,,,,,".to_owned(), "external_id", Required),
        (format!("{long},A,,B,,,,,,,,"), "external_id", Invalid),
        ("1,,,B,,,,,,,,".to_owned(), "given_name", Required),
        (format!("1,{long},,B,,,,,,,,"), "given_name", Invalid),
        (format!("1,A,{long},B,,,,,,,,"), "infix", Invalid),
        ("1,A,,\"B\nC\",,,,,,,,".to_owned(), "family_name", Invalid),
        ("1,A,,B,boss,,,,,,,".to_owned(), "kind", UnknownKind),
        ("1,A,,B,,nowhere,,,,,,".to_owned(), "work_address", NotAnAddress),
        (format!("1,A,,B,,,{long},,,,,"), "work_phone", Invalid),
        (format!("1,A,,B,,,,{long},,,,"), "job_title", Invalid),
        ("1,A,,B,,,,,NOWHERE,,,".to_owned(), "unit", UnknownUnit),
        ("1,A,,B,,,,,,2,,".to_owned(), "manager", UnknownManager),
        ("1,A,,B,,,,,,1,,".to_owned(), "manager", CyclicManagers),
        ("1,A,,B,,,,,,,2026-02-30,".to_owned(), "employed_from", NotADay),
        ("1,A,,B,,,,,,,,26-1-1".to_owned(), "employed_until", NotADay),
        ("1,A,,B,,,,,,,2026-02-02,2026-02-01".to_owned(), "employed_until", EndsBeforeItBegins),
        ("1,A,,B".to_owned(), "", WrongNumberOfCells),
    ] {
        let found = problems(&format!("{names}{line}\n"));
        assert_eq!(found, [(2, column.to_owned(), code)], "{line}");
    }
    let twice = file([row(1), row(2), row(1)]);
    let twice = problems(&twice);
    assert_eq!(twice[0], (4, "external_id".into(), Duplicate));
    assert_eq!(twice[1], (4, "work_address".into(), Duplicate));
    let case = file(["1,A,B,a@acme.example\n".into(), "2,A,B,A@ACME.example\n".into()]);
    assert_eq!(problems(&case), [(3, "work_address".into(), Duplicate)]);
}

#[test]
fn a_file_has_at_most_so_many_rows() {
    let csv = file((0..=super::MOST_ROWS as u128).map(row));
    let read = File::read(csv.as_bytes());
    assert_eq!(read.rows.len(), super::MOST_ROWS);
    let last = super::MOST_ROWS as u64 + 2;
    let found: Vec<_> = read.problems.iter().map(|it| (it.line, it.code)).collect();
    assert_eq!(found, [(last, ProblemCode::TooManyRows)]);
}

#[test]
fn managers_form_no_circle() {
    let csv = "external_id,given_name,family_name,manager\n\
               1,A,B,\n2,A,B,1\n3,A,B,5\n4,A,B,3\n5,A,B,4\n6,A,B,5\n";
    let found = problems(csv);
    let circle = |line| (line, "manager".to_owned(), ProblemCode::CyclicManagers);
    // Whoever hangs below the circle is in none.
    assert_eq!(found, [circle(4), circle(5), circle(6)]);
    // Through somebody who stands in no file.
    let outside = Member { external_id: None, manager_id: Some(id(2)), ..member(9) };
    let mut circular = member(2);
    circular.manager_id = Some(id(9));
    let csv = file([row(1), row(2)]);
    let report = report(&csv, vec![member(1), circular, outside]);
    assert_eq!(report.problems.len(), 1);
}

#[test]
fn what_is_stated_already_does_not_change() {
    let members: Vec<_> = (1..=9).map(member).collect();
    let same = report(&file((1..=9).map(row)), members.clone());
    assert_eq!((same.unchanged, same.added, same.changed, same.left), (9, 0, 0, 0));
    assert_eq!((same.changes, same.stops), (vec![], vec![]));
    // Without a column of titles, units and managers they stay.
    let mut stated = members;
    stated[3].job_title = Some("Clerk".into());
    stated[3].manager_id = Some(id(1));
    let plan = plan(&file((1..=9).map(row)), &known(stated.clone()));
    assert_eq!(plan.stated, stated);
}

#[test]
fn rows_add_change_and_put_out() {
    let mut members: Vec<_> = (1..=9).map(member).collect();
    members[8].state = State::Left;
    let csv = "external_id,given_name,family_name,job_title,unit,manager\n\
        1,Given1,Family1,Chief,SALES,\n2,Given2,Family2,,,1\n3,Given3,Family3,,,\n\
        4,Given4,Family4,,,\n5,Given5,Family5,,,\n6,Given6,Family6,,,\n7,Given7,Family7,,,2\n\
        9,Given9,Family9,,,10\n10,Given10,Family10,,,1\n";
    let plan = plan(csv, &known(members));
    let report = plan.report();
    assert_eq!((report.added, report.changed, report.unchanged, report.left), (2, 3, 4, 1));
    assert_eq!((plan.left, plan.renumbered), (vec![id(8)], vec![id(9)]));
    // Whoever left and is stated again is invited again, as a new row.
    assert!(plan.added.iter().all(|it| it.state == State::Invited && it.person_id.is_none()));
    assert_eq!(plan.added[1].manager_id, Some(plan.added[0].id));
    assert_eq!(report.changes[0].columns, ["job_title", "unit"]);
    assert_eq!(report.changes.last().unwrap().kind, ChangeKind::Left);
    assert_eq!(report.stops, []);
}

#[test]
fn members_without_a_number_stay_and_are_found_by_their_address() {
    let unnumbered = |n| Member { external_id: None, ..member(n) };
    let members = vec![member(1), member(2), member(3), unnumbered(50), unnumbered(51)];
    let csv = file([row(1), row(2), row(3), "60,Given50,Family50,M50@acme.example\n".into()]);
    let plan = plan(&csv, &known(members));
    assert_eq!((plan.added.len(), plan.left.len()), (0, 0));
    assert_eq!(plan.changed[0].id, id(50));
    assert_eq!(plan.changed[0].external_id.as_deref(), Some("60"));
    assert_eq!(plan.stops, []);
}

#[test]
fn an_import_stops_when_more_than_forty_per_cent_would_leave() {
    let members = || (1..=10).map(member).collect::<Vec<_>>();
    assert_eq!(report(&file((1..=6).map(row)), members()).stops, []);
    let five = report(&file((1..=5).map(row)), members());
    assert_eq!((five.left, five.stops), (5, vec![Stop::TooManyLeave]));
    let none = report(NAMES, members());
    assert_eq!(none.stops, [Stop::TooManyLeave, Stop::LastAdministrator]);
    assert!(!Stop::LastAdministrator.can_be_forced());
}

#[test]
fn an_import_stops_when_more_than_five_per_cent_change_hands() {
    let members = || (1..=40).map(member).collect::<Vec<_>>();
    let with = |rows: &[&str]| {
        let rest = (1 + rows.len() as u128..=40).map(row);
        let rows: Vec<_> = rows.iter().map(|row| format!("{row}\n")).collect();
        report(&file(rows.into_iter().chain(rest)), members())
    };
    // Marriages and new domains are no change of hands.
    let fine = with(&["1,Given1,King,m1@acme.example", "2,Given2,Family2,two@new.example"]);
    assert_eq!((fine.moved, fine.stops), (0, vec![]));
    let two = ["1,Ada,King,m1@acme.example", "2,Ada,Family2,ada@acme.example"];
    let two = with(&two);
    assert_eq!((two.moved, two.stops), (2, vec![]));
    let three = with(&[
        "1,Ada,King,m1@acme.example",
        "2,Ada,Family2,ada@acme.example",
        "3,Joan,Clarke,m3@acme.example",
    ]);
    assert_eq!((three.moved, three.stops), (3, vec![Stop::IdentifiersMove]));
    // Addresses that go to another number, also to a new one.
    let swapped = with(&[
        "1,Given1,Family1,m2@acme.example",
        "2,Given2,Family2,m3@acme.example",
        "3,Given3,Family3,m1@acme.example",
    ]);
    assert_eq!((swapped.moved, swapped.stops), (3, vec![Stop::IdentifiersMove]));
    let renumbered = file((1..=40).map(|n| row(n).replacen(&n.to_string(), &format!("9{n}"), 1)));
    let renumbered = report(&renumbered, members());
    assert_eq!(renumbered.moved, 40);
    assert!(renumbered.stops.contains(&Stop::IdentifiersMove));
}

#[test]
fn nobody_is_added_without_a_seat() {
    let members = || (1..=3).map(member).collect::<Vec<_>>();
    let four = file((1..=4).map(row));
    let stops = |seats| plan(&four, &Known { seats, ..known(members()) }).stops;
    assert_eq!(stops(Some(4)), []);
    assert_eq!(stops(Some(3)), [Stop::SeatsTaken]);
    assert_eq!(stops(None), [Stop::NotLicensed]);
    // To put right what is stated takes none.
    let right = file([row(1), row(2), "3,Given3,King,m3@acme.example\n".into()]);
    assert_eq!(plan(&right, &Known { seats: None, ..known(members()) }).stops, []);
}
