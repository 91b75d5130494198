//! How many sheets of 120 items are scored in a second on one core:
//! `cargo run --release -p assessment --example sheets`. What is measured is the computing
//! alone, thirty facets and five domains, each with its standing in a norm.

use std::{hint::black_box, time::Instant};

use assessment::scoring::{Bounds, Combine, KeyProblem, Norm, Scale, Term};

const SHEETS: usize = 100_000;
const FIVE: Bounds = Bounds { lowest: 1.0, highest: 5.0 };
const NORM: Norm = Norm::Parametric { mean: 3.2, deviation: 0.6, normal: true };
/// One in so many answers is missing.
const MISSING: u64 = 50;

fn main() -> Result<(), KeyProblem> {
    let scales = scales()?;
    let sheets = sheets();
    // Once before, so that everything is where it will be.
    sheets.iter().take(SHEETS / 10).for_each(|sheet| score(&scales, sheet));
    let start = Instant::now();
    for sheet in &sheets {
        score(&scales, sheet);
    }
    let taken = start.elapsed();
    let each = taken / u32::try_from(SHEETS).unwrap_or(u32::MAX);
    eprintln!("{SHEETS} sheets in {taken:.2?}, {each:.2?} each");
    Ok(())
}

fn score(scales: &[Scale], sheet: &[Option<f64>]) {
    for scale in scales {
        let score = scale.score(black_box(sheet));
        black_box(score.value.and_then(|value| NORM.standing(value)));
    }
}

/// As in the IPIP-NEO-120: facets of four items, domains of six facets.
fn scales() -> Result<Vec<Scale>, KeyProblem> {
    let term = |item| Term { item, reversed: item % 3 == 0, weight: 1.0 };
    let facet = |facet: usize| {
        let terms = (0..4).map(|at| term(30 * at + facet)).collect();
        Scale::try_new(terms, FIVE, Combine::Mean, 3)
    };
    let mut scales = (0..30).map(facet).collect::<Result<Vec<_>, _>>()?;
    for domain in 0..5 {
        let facets: Vec<_> = scales[..30].iter().skip(domain).step_by(5).cloned().collect();
        scales.push(Scale::of_facets(&facets, 20)?);
    }
    Ok(scales)
}

/// Always the same ones.
fn sheets() -> Vec<Vec<Option<f64>>> {
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut answer = || {
        let missing = next(MISSING) == 0;
        (!missing)
            .then(|| [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().nth(usize::try_from(next(5)).ok()?))
            .flatten()
    };
    (0..SHEETS).map(|_| (0..120).map(|_| answer()).collect()).collect()
}
