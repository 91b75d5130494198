//! Organisations of chance, with campaigns and a directory that changes between them.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::disclosure::{Audience, Comment, Kind, Question, Respondent, Unit};

/// A generator that gives the same of the same seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % bound
    }

    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Below the bound, small ones more often.
    fn skewed(&mut self, bound: usize) -> usize {
        self.below(bound).min(self.below(bound))
    }
}

/// A campaign as it was answered.
#[derive(Clone)]
pub struct Campaign {
    pub audience: Audience,
    pub respondents: Vec<Respondent>,
    /// Each respondent's place among all people ever.
    pub people: Vec<usize>,
}

pub fn unit(number: usize) -> Uuid {
    Uuid::from_u128(0x1000 + number as u128)
}

fn group(number: usize) -> Uuid {
    Uuid::from_u128(0x9000 + number as u128)
}

fn scale(code: &str, factor: Option<&str>) -> Question {
    let kind = Kind::Scale { least: 1, most: 5, favourable: 4, unfavourable: 2 };
    Question { code: code.into(), kind, factor: factor.map(Into::into) }
}

/// Two questions of a factor, one beside it that few leave out, one that many do, and words.
pub fn questions() -> Vec<Question> {
    vec![
        scale("pride", Some("engagement")),
        scale("stay", Some("engagement")),
        scale("tools", None),
        scale("pay", None),
        Question { code: "recommend".into(), kind: Kind::Recommend, factor: None },
        Question { code: "why".into(), kind: Kind::Words, factor: None },
    ]
}

#[derive(Clone)]
struct Person {
    unit: usize,
    values: Vec<usize>,
    group: bool,
    mood: usize,
}

/// Campaigns of one organisation of so many people, between which some leave, come or move.
pub fn campaigns(seed: u64, people: usize, count: usize) -> Vec<Campaign> {
    let mut chance = Chance::new(seed);
    let units = 3 + people / 12;
    // A tree: each unit below an earlier one or at the top.
    let parents: Vec<Option<usize>> = (0..units)
        .map(|it| (it > 1 && chance.percent(70)).then(|| chance.below(it.min(4))))
        .collect();
    let attributes = 5;
    let values: Vec<usize> = (0..attributes).map(|_| 2 + chance.below(3)).collect();
    let person = |chance: &mut Chance| Person {
        unit: chance.skewed(units),
        values: values.iter().map(|it| chance.skewed(*it)).collect(),
        group: chance.percent(20),
        mood: chance.below(3),
    };
    let mut staff: Vec<Option<Person>> = (0..people).map(|_| Some(person(&mut chance))).collect();
    let names = |it: usize| format!("attribute{it}");
    let audience = Audience {
        units: (0..units).map(|it| Unit { id: unit(it), parent: parents[it].map(unit) }).collect(),
        attributes: (0..attributes).map(names).collect(),
        groups: vec![group(0)],
        crossings: vec![(names(0), names(1))],
    };
    let mut campaigns = vec![];
    for _ in 0..count {
        let mut respondents = vec![];
        let mut places = vec![];
        for (place, person) in staff.iter().enumerate() {
            let Some(person) = person.as_ref().filter(|_| chance.percent(85)) else { continue };
            respondents.push(respondent(&mut chance, person));
            places.push(place);
        }
        campaigns.push(Campaign { audience: audience.clone(), respondents, people: places });
        for at in &mut staff {
            match chance.below(20) {
                0 => *at = None,
                1 => {
                    if let Some(person) = at {
                        person.unit = chance.skewed(units);
                    }
                }
                _ => (),
            }
        }
        let new: Vec<_> = (0..people / 20).map(|_| Some(person(&mut chance))).collect();
        staff.extend(new);
    }
    campaigns
}

fn respondent(chance: &mut Chance, person: &Person) -> Respondent {
    // Units have moods of their own, so that many answer alike.
    let mut points = |skips: usize| -> Option<i16> {
        if chance.percent(skips) {
            return None;
        }
        let base = 2 + (person.unit + person.mood) % 3;
        let shift = if chance.percent(70) { 0 } else { chance.below(3) };
        Some(i16::try_from((base + shift).min(5)).expect("small"))
    };
    let mut answers = vec![points(5), points(5), points(2), points(35)];
    answers
        .push((!chance.percent(5)).then(|| i16::try_from(10 - chance.skewed(11)).expect("small")));
    answers.push(None);
    let comments = if chance.percent(60) {
        vec![Comment { question: 5, text: format!("{:x}", chance.next()) }]
    } else {
        vec![]
    };
    Respondent {
        unit: Some(unit(person.unit)),
        values: person
            .values
            .iter()
            .enumerate()
            .map(|(at, value)| (format!("attribute{at}"), format!("value{value}")))
            .collect::<BTreeMap<_, _>>(),
        groups: if person.group { vec![group(0)] } else { vec![] },
        answers,
        comments,
    }
}
