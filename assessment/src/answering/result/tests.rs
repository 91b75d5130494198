use super::*;
use crate::{
    instruments::{
        check::{
            self,
            tests::{document, is, item, likert, shown as if_, text},
        },
        document::{Choose, Key, Poles, Role, RoleBand, Statement},
        shipped,
    },
    scoring::attitude::{Leaning, Side},
};

fn scale(code: &str, items: &[&str], combine: Combine) -> Scale {
    Scale {
        code: code.into(),
        name: text(code),
        description: crate::instruments::document::Texts::default(),
        combine,
        lowest: 1.0,
        highest: 5.0,
        items: items
            .iter()
            .map(|it| Key { item: (*it).into(), reversed: false, weight: None })
            .collect(),
        facets: vec![],
        least: None,
        reliability: None,
        norms: vec![],
        bands: None,
        poles: None,
        strength: None,
    }
}

fn numbers_of(numbers: &[(&str, f64)]) -> Answers {
    numbers.iter().map(|(code, it)| ((*code).to_owned(), Given::Number(*it))).collect()
}

/// Ten answers of four: each item counts four, or two where it is turned round.
#[test]
fn a_score_stands_beside_the_group_that_is_asked_for() {
    let short = &shipped().iter().find(|it| it.document.code == "ipip-50").unwrap().document;
    let answers = short.items().map(|it| (it.code.clone(), Given::Number(4.0))).collect();
    let of = |group| results(short, &answers, group).unwrap().swap_remove(0);
    let (men, women, nobody) = (of(Some("men")), of(Some("women")), of(None));
    let score = men.score.unwrap();
    assert_eq!((score.value, score.answered, score.prorated), (Some(30.0), 10, false));
    let (m, w) = (men.standing.unwrap(), women.standing.unwrap());
    assert!(m.z > w.z && m.percentile.unwrap() > 50.0, "{m:?} {w:?}");
    assert_eq!((men.band, nobody.standing, nobody.band), (Some(1), None, None));
    let band = men.interval.unwrap();
    let half = 1.96 * 9.164_005_307_808_871 * (1.0 - 0.892_244_282_876_829_6_f64).sqrt();
    assert!((band.high - 30.0 - half).abs() < 1e-9 && (30.0 - band.low - half).abs() < 1e-9);
    assert_eq!(results(short, &answers, Some("men")), results(short, &answers, Some("men")));
}

#[test]
fn what_is_not_shown_or_not_observed_is_missing() {
    let asked = Document {
        scales: vec![scale("x", &["b", "c"], Combine::Sum)],
        ..document(vec![
            crate::instruments::check::tests::choice("a", &["y", "n"]),
            if_(likert("b"), is("a", &["y"])),
            likert("c"),
        ])
    };
    let mut answers = numbers_of(&[("b", 5.0), ("c", 2.0)]);
    answers.insert("a".into(), Given::Choice("n".into()));
    let score = |answers: &Answers| results(&asked, answers, None).unwrap()[0].score.unwrap();
    let hidden = score(&answers);
    assert_eq!((hidden.value, hidden.answered, hidden.prorated), (Some(4.0), 1, true));
    answers.insert("a".into(), Given::Choice("y".into()));
    assert_eq!(score(&answers).value, Some(7.0));
    answers.insert("c".into(), Given::NotObserved);
    assert_eq!((score(&answers).value, score(&answers).answered), (Some(10.0), 1));
    assert_eq!(quality(&asked, &answers, Some(1.0)).missing, 1);
}

#[test]
fn attitudes_have_a_place_and_a_fit_each() {
    let poles = Some(Poles { left: text("Alone"), right: text("Together") });
    let ask = RoleBand { scale: "x".into(), low: 80.0, high: 100.0 };
    let asked = Document {
        scales: vec![Scale { poles, ..scale("x", &["a"], Combine::Mean) }],
        roles: vec![Role { code: "r".into(), name: text("Role"), asks: vec![ask] }],
        ..document(vec![likert("a")])
    };
    assert_eq!(check::check(&asked), []);
    let found = results(&asked, &numbers_of(&[("a", 2.0)]), None).unwrap();
    let attitude = found[0].attitude.unwrap();
    assert_eq!((attitude.position, attitude.leaning), (25.0, Leaning::Left));
    let fit = &fits(&asked, "r", &found).unwrap()[0];
    assert_eq!((fit.scale.as_str(), fit.fit.side), ("x", Side::Left));
    assert!((fit.fit.fit - 31.25).abs() < 1e-9);
    assert_eq!(fits(&asked, "other", &found), None);
    let none = results(&asked, &Answers::new(), None).unwrap();
    assert_eq!(fits(&asked, "r", &none), Some(vec![]));
}

#[test]
fn forced_choices_give_points_and_no_score() {
    let statement = |code: &str, scale: &str| Statement {
        code: code.into(),
        text: text(code),
        scale: scale.into(),
    };
    let statements = vec![statement("s", "x"), statement("t", "y")];
    let block = item("b", Answer::ForcedChoice { choose: Choose::MostAndLeast, statements });
    let scales = vec![scale("x", &[], Combine::Ipsative), scale("y", &[], Combine::Ipsative)];
    let asked = Document { scales, ..document(vec![block]) };
    assert_eq!(check::check(&asked), []);
    let given = Given::MostAndLeast { most: "t".into(), least: "s".into() };
    let found = results(&asked, &[("b".to_owned(), given)].into(), None).unwrap();
    let points = |at: usize| found[at].points.unwrap();
    assert_eq!((points(0).points, points(1).points), (-1, 1));
    assert!(found.iter().all(|it| it.score.is_none() && it.standing.is_none()));
}
