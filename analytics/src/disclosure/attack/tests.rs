//! R43 and R44: what the attack finds with all rules, and what without one of them.

use std::collections::BTreeSet;

use super::{
    Collected, Row,
    answers::{determined, sheet, without_another_world},
    organisation::{Campaign, campaigns, questions},
    rank::exposed,
    stands_in, to_invited,
};
use crate::disclosure::{Measure, Number, Release, Rules, plan::Guards, release::guarded};

/// Seeds are kept. `HEI_ATTACK_SEEDS` asks for more of them.
fn seeds() -> std::ops::Range<u64> {
    0..std::env::var("HEI_ATTACK_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(1)
}

/// Seeds among which the attack finds somebody when a rule is taken out.
const FOUND: std::ops::Range<u64> = 0..3;

fn released(rules: &Rules, campaign: &Campaign, guards: Guards) -> Release {
    let Campaign { audience, respondents, .. } = campaign;
    guarded(rules, audience, &questions(), respondents, &mut |_| (), guards)
}

fn rules(threshold: u32, roll_up: bool) -> Rules {
    Rules { threshold, roll_up, ..Rules::default() }
}

/// Collects numbers of a campaign.
fn collect(collected: &mut Collected, at: usize, campaign: &Campaign, numbers: &[Number]) {
    let Campaign { audience, respondents, people } = campaign;
    collected.add(at, audience, &questions(), respondents, people, numbers);
}

fn everything(rules: &Rules, all: &[Campaign], guards: Guards) -> Collected {
    let mut collected = Collected::default();
    for (at, campaign) in all.iter().enumerate() {
        collect(&mut collected, at, campaign, &released(rules, campaign, guards).numbers);
    }
    collected
}

fn singled_out(collected: &Collected, k: u32) -> Option<BTreeSet<usize>> {
    let sets: BTreeSet<&BTreeSet<Row>> = collected.rows.values().collect();
    sets.into_iter().find_map(|rows| exposed(rows, k as usize))
}

/// Whose answer of a question is known from what is shown.
fn known(collected: &Collected, all: &[Campaign]) -> usize {
    let mut known = 0;
    for (at, campaign) in all.iter().enumerate() {
        for (question, asked) in questions().iter().enumerate() {
            if let Some(rows) = collected.rows.get(&(at, asked.code.clone())) {
                let sheet = answered(campaign, question);
                known += determined(rows, &sheet).len();
            }
        }
    }
    known
}

/// The answers that count: of the factor's questions only where both were answered.
fn answered(campaign: &Campaign, question: usize) -> super::answers::Sheet {
    let mut own = sheet(campaign, question);
    if question < 2 {
        let other = sheet(campaign, 1 - question);
        own.retain(|person, _| other.contains_key(person));
    }
    own
}

#[test]
fn r43_no_combination_is_about_fewer_than_the_threshold() {
    for seed in seeds() {
        for (k, roll_up) in [(3, false), (5, true)] {
            let all = campaigns(seed, 60, 3);
            let rules = rules(k, roll_up);
            let (mut collected, mut invited) = (Collected::default(), Collected::default());
            for (at, campaign) in all.iter().enumerate() {
                let release = released(&rules, campaign, Guards::ALL);
                collect(&mut collected, at, campaign, &release.numbers);
                collect(&mut invited, at, campaign, &to_invited(&release));
            }
            assert_eq!(singled_out(&collected, k), None, "seed {seed}, k {k}, {roll_up}");
            assert_eq!(singled_out(&invited, k + 1), None, "the invited, seed {seed}, k {k}");
        }
    }
}

#[test]
fn r43_organisations_of_any_size() {
    for (seed, people) in [(100, 10), (102, 25), (103, 40), (104, 80)] {
        let all = campaigns(seed, people, 1);
        let collected = everything(&rules(5, false), &all, Guards::ALL);
        assert_eq!(singled_out(&collected, 5), None, "seed {seed}");
        assert_eq!(known(&collected, &all), 0, "seed {seed}");
    }
    let collected = everything(&rules(3, false), &campaigns(200, 150, 1), Guards::ALL);
    assert_eq!(singled_out(&collected, 3), None);
}

#[test]
fn r43_there_is_another_world_for_every_answer() {
    for seed in seeds() {
        for k in [3, 5] {
            let rules = rules(k, false);
            for campaign in campaigns(seed, 60, 3) {
                let release = released(&rules, &campaign, Guards::ALL);
                for own in [false, true] {
                    let numbers = if own { to_invited(&release) } else { release.numbers.clone() };
                    look_at_answers(
                        &rules,
                        &campaign,
                        &numbers,
                        own,
                        &format!("seed {seed}, k {k}"),
                    );
                }
            }
        }
    }
}

fn look_at_answers(rules: &Rules, campaign: &Campaign, numbers: &[Number], own: bool, name: &str) {
    let mut collected = Collected::default();
    collect(&mut collected, 0, campaign, numbers);
    for (question, asked) in questions().iter().enumerate() {
        let Some(rows) = collected.rows.get(&(0, asked.code.clone())) else { continue };
        let sheet = answered(campaign, question);
        let of = |it: &&Number| it.of.as_ref() == Some(&asked.code);
        let of: Vec<Number> = numbers
            .iter()
            .filter(of)
            .filter(|it| {
                it.measure == Measure::Mean
                    || it.measure == Measure::Recommend
                    || it.measure == Measure::Respondents
            })
            .cloned()
            .collect();
        let told = without_another_world(rules, campaign, question, &of, rows, &sheet, own);
        assert!(told.is_empty(), "{name}, {}, own {own}: {told:?}", asked.code);
        assert!(determined(rows, &sheet).is_empty(), "{name}, {}", asked.code);
    }
}

#[test]
fn something_is_shown() {
    let all = campaigns(0, 60, 3);
    let release = released(&rules(5, false), &all[0], Guards::ALL);
    let shown = release.views.iter().filter(|it| it.shown).count();
    let invited = release.views.iter().filter(|it| it.to_invited).count();
    assert!(shown > 10 && invited > 5 && invited <= shown, "{shown}, {invited}");
    let means = release.numbers.iter().filter(|it| it.measure == Measure::Mean).count();
    assert!(means > 25, "{means}");
}

#[test]
fn r43_without_the_span_combinations_single_out() {
    let without = Guards { span: false, ..Guards::ALL };
    let found = FOUND.filter(|seed| {
        let collected = everything(&rules(5, false), &campaigns(*seed, 60, 3), without);
        // A single view or a table tells nothing: what is found needs a combination.
        assert!(collected.rows.values().flatten().all(|it| it.len() >= 5));
        singled_out(&collected, 5).is_some()
    });
    assert!(found.count() > 0);
}

/// The span rule holds thresholds and remainders too; so these are taken out beside it.
#[test]
fn r43_without_base_threshold_a_view_is_about_few() {
    let without = Guards { base: false, span: false, ..Guards::ALL };
    let collected = everything(&rules(5, false), &campaigns(1, 60, 3), without);
    assert!(collected.rows.values().flatten().any(|it| it.len() < 5));
    assert!(singled_out(&collected, 5).is_some_and(|it| it.len() < 5));
}

#[test]
fn r43_without_remainders_a_table_leaves_few_over() {
    let left_over = |guards: Guards| {
        FOUND
            .filter(|seed| {
                let campaign = &campaigns(*seed, 60, 1)[0];
                table_of_units(&released(&rules(5, false), campaign, guards), campaign)
            })
            .count()
    };
    assert_eq!(left_over(Guards { span: false, ..Guards::ALL }), 0);
    assert!(left_over(Guards { span: false, remainders: false, ..Guards::ALL }) > 0);
}

/// Whether the units at the top leave 1 to 4 people over of the whole.
fn table_of_units(release: &Release, campaign: &Campaign) -> bool {
    let top: Vec<_> = campaign.audience.units.iter().filter(|it| it.parent.is_none()).collect();
    let is_top = |kind: &crate::disclosure::ViewKind| {
        top.iter().any(|it| *kind == crate::disclosure::ViewKind::Unit { unit: it.id })
    };
    let shown: Vec<_> = release.views.iter().filter(|it| it.shown && is_top(&it.kind)).collect();
    let stands = |it: &&crate::disclosure::Respondent| {
        shown.iter().any(|view| stands_in(&campaign.audience, it, &view.kind))
    };
    let left = campaign.respondents.len() - campaign.respondents.iter().filter(stands).count();
    (1..5).contains(&left)
}

#[test]
fn r43_without_uniform_answers_some_are_known() {
    let without = Guards { uniform: false, ..Guards::ALL };
    let found: usize = FOUND
        .map(|seed| {
            let all = campaigns(seed, 60, 3);
            known(&everything(&rules(5, false), &all, without), &all)
        })
        .sum();
    assert!(found > 0);
}

#[test]
fn r44_made_anew_after_somebody_left_it_would_single_them_out() {
    let rules = rules(5, false);
    let before = campaigns(3, 60, 1).remove(0);
    let mut after = before.clone();
    after.respondents.remove(20);
    after.people.remove(20);
    let mut collected = Collected::default();
    for campaign in [&before, &after] {
        collect(&mut collected, 0, campaign, &released(&rules, campaign, Guards::ALL).numbers);
    }
    assert!(singled_out(&collected, 5).is_some_and(|it| it.contains(&before.people[20])));
}

#[test]
fn comments_of_no_two_views_are_about_few() {
    for seed in seeds() {
        for campaign in campaigns(seed, 90, 1) {
            let release = released(&rules(5, false), &campaign, Guards::ALL);
            let texts: Vec<BTreeSet<&String>> =
                release.words.iter().map(|it| it.texts.iter().collect()).collect();
            assert!(!texts.is_empty());
            for a in &texts {
                for b in &texts {
                    for set in [a & b, a - b] {
                        assert!(set.is_empty() || set.len() >= 10, "seed {seed}: {}", set.len());
                    }
                }
            }
            let rows: BTreeSet<Row> = texts
                .iter()
                .map(|it| {
                    let wrote = campaign.respondents.iter().zip(&campaign.people);
                    let wrote =
                        wrote.filter(|(by, _)| by.comments.iter().any(|c| it.contains(&c.text)));
                    wrote.map(|(_, person)| *person).collect()
                })
                .collect();
            assert_eq!(exposed(&rows, 3), None);
        }
    }
}
