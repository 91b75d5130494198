//! Six weeks of work in the company.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use feedback::{Give, Kind, Mark, To, Visibility, talk::Kind as ReactionKind};
use kernel::{CompetencyId, UnitId};

use super::{
    company::{Company, MANAGER, MEMBER},
    story::{Actor, Script},
    words,
};

/// How long the story is.
pub const DAYS: u64 = 42;
const A_DAY: i64 = 16;

/// Whoever reads this as a program: 37 and 13 share no divisor with the number of employees,
/// so that everybody gets their turn, and the same each time.
pub fn work(script: &mut Script, company: &Company, first: NaiveDate, by: &[CompetencyId]) {
    let employees = company.people.len() - 1;
    for (n, at) in working_hours(first).into_iter().enumerate() {
        let author = n * 37 % employees;
        let recipients = recipients(company, employees, author, n);
        let kind = kind(n);
        let division = division(company, company.people[author].member.unit);
        let text = match kind {
            Kind::Praise => words::praise(n, division),
            Kind::Suggestion => words::suggestion(n, division),
            Kind::Evaluation => words::evaluation(n, division),
        };
        let marks = if kind == Kind::Evaluation { marks(n, by) } else { vec![] };
        let members = recipients.iter().map(|at| company.people[*at].member.id).collect();
        let it = Give {
            to: To::Members(members),
            kind,
            visibility: visibility(n),
            text: text.clone(),
            marks,
        };
        let (author, reader) = (actor(company, author), actor(company, recipients[0]));
        let piece = script.give(at, author, it);
        if n % 3 != 0 {
            let later = 90 + 41 * i64::try_from(n % 17).unwrap_or_default();
            script.acknowledge(at + TimeDelta::minutes(later), reader, piece);
        }
        if n % 17 == 5 {
            script.edit(at + TimeDelta::minutes(9), author, piece, words::edited(&text), None);
        }
        if n % 23 == 7 {
            script.edit(at + TimeDelta::hours(20), author, piece, words::edited(&text), None);
        }
        if n % 41 == 11 {
            script.withdraw(at + TimeDelta::hours(26), author, piece);
        }
    }
}

/// What is said to many, and what the personas have said and heard.
pub fn highlights(script: &mut Script, company: &Company, first: NaiveDate, by: &[CompetencyId]) {
    use Kind::{Evaluation, Praise, Suggestion};
    use Visibility::{Manager, Organization, Recipient, Team};

    let day = |n: u64, hour: u32| at(workday(first + Days::new(n)), hour, 20);
    let to = |numbers: &[u32]| To::Members(numbers.iter().map(|it| company.member(*it)).collect());
    let plain = |to: To, kind: Kind, visibility: Visibility, text: &str| Give {
        to,
        kind,
        visibility,
        text: text.to_owned(),
        marks: vec![],
    };
    let of = |number: u32| actor(company, company.by_number[&number]);

    let technology = To::Unit(company.units["TECH"]);
    let mentors = To::Group(company.groups[0]);
    let thanks = "The move to the new systems went well because all of you stayed calm. Thank you!";
    script.give(day(9, 15), of(102), plain(technology, Praise, Organization, thanks));
    let mentoring = "The newcomers of this spring felt welcome, and they say it is your doing.";
    script.give(day(16, 10), of(203), plain(mentors, Praise, Recipient, mentoring));

    let evaluated = Give {
        marks: marks(4, by),
        ..plain(to(&[MEMBER]), Evaluation, Manager, &words::evaluation(3, "TECH"))
    };
    let piece = script.give(day(12, 11), of(MANAGER), evaluated);
    script.acknowledge(day(12, 16), of(MEMBER), piece);
    let review = "Your review found the mistake that would have cost us the weekend.";
    let piece = script.give(day(17, 9), of(105), plain(to(&[MEMBER]), Praise, Team, review));
    script.acknowledge(day(17, 13), of(MEMBER), piece);
    script.react(day(17, 13), of(MEMBER), piece, ReactionKind::Thanks);
    script.reply(day(17, 14), of(MEMBER), piece, "I only saw it because your change was so tidy.");
    script.reply(day(17, 15), of(105), piece, "Then let us keep it that way.");
    let meetings = "Our Monday meeting could end after twenty minutes; the rest fits in a note.";
    let given = plain(to(&[MANAGER]), Suggestion, Recipient, meetings);
    let piece = script.give(day(22, 14), of(MEMBER), given);
    script.reply(day(22, 16), of(MANAGER), piece, "Good point. We try it next Monday.");
    script.react(day(22, 17), of(MEMBER), piece, ReactionKind::Celebrate);
    let release = "You two made the release a quiet one. I learned a lot from watching you.";
    script.give(day(30, 16), of(MEMBER), plain(to(&[105, 106]), Praise, Manager, release));
    let notes = "Write your test notes where we all find them: I asked twice last week.";
    script.give(day(36, 10), of(106), plain(to(&[MEMBER]), Suggestion, Recipient, notes));
    let demo = "Thank you for showing my customers the new order page. They loved it. 🎉";
    script.give(day(39, 11), of(150), plain(to(&[MEMBER]), Praise, Organization, demo));
    let answer = "Selling what we build is the harder part. Thank you for taking me along!";
    script.give(day(40, 9), of(MEMBER), plain(to(&[150]), Praise, Organization, answer));
}

fn actor(company: &Company, at: usize) -> Actor {
    (company.founding.id, company.people[at].member.person)
}

/// The hours at which somebody says something.
fn working_hours(first: NaiveDate) -> Vec<DateTime<Utc>> {
    let days = (0..DAYS).map(|n| first + Days::new(n));
    let days = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let hours = |day| (0..A_DAY).map(move |n| at(day, 7, 40) + TimeDelta::minutes(37 * n));
    days.flat_map(hours).collect()
}

/// The same day, or the Friday before.
pub fn workday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday().saturating_sub(4)))
}

pub fn at(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()).and_utc()
}

fn kind(n: usize) -> Kind {
    match n % 7 {
        0 | 2 | 3 | 6 => Kind::Praise,
        1 | 5 => Kind::Suggestion,
        _ => Kind::Evaluation,
    }
}

fn visibility(n: usize) -> Visibility {
    match n * 7 % 10 {
        0..4 => Visibility::Recipient,
        4..7 => Visibility::Manager,
        7 | 8 => Visibility::Team,
        _ => Visibility::Organization,
    }
}

/// Two or three, each of another competency; most of them good.
fn marks(n: usize, by: &[CompetencyId]) -> Vec<Mark> {
    let many = 2 + n % 2;
    let mark = |k: usize| Mark {
        competency: by[(n + 2 * k) % by.len()],
        mark: [4, 5, 3, 4, 5, 4, 2, 5, 3, 4, 4][(n * 5 + k * 3) % 11],
    };
    (0..many).map(mark).collect()
}

/// Teammates mostly; sometimes the manager, somebody who is led, or somebody far away.
fn recipients(company: &Company, employees: usize, author: usize, n: usize) -> Vec<usize> {
    let people = &company.people;
    let me = &people[author].member;
    let others = (0..employees).filter(|at| *at != author);
    let found: Vec<usize> = match n % 8 {
        2 => others.filter(|at| people[*at].member.manager == Some(me.id)).collect(),
        3 => others.filter(|at| me.manager == Some(people[*at].member.id)).collect(),
        4 => others.filter(|at| people[*at].member.unit == me.unit).collect(),
        5 => others.collect(),
        _ => others.filter(|at| people[*at].member.manager == me.manager).collect(),
    };
    if found.is_empty() {
        return vec![(author + 1 + n % (employees - 1)) % employees];
    }
    let several = if n % 8 == 7 { found.len().min(3) } else { 1 };
    (0..several).map(|k| found[(n * 13 + 5 + k) % found.len()]).collect()
}

/// The code of the division that a unit belongs to.
fn division(company: &Company, unit: Option<UnitId>) -> &str {
    let units = &company.founding.units;
    let of = |id| units.iter().find(|it| it.id == id);
    let Some(mut unit) = unit.and_then(of) else { return "" };
    while let Some(above) = unit.parent.and_then(of) {
        unit = above;
    }
    &unit.code
}
