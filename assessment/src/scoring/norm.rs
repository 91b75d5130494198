//! Norms: the group that a score is compared with.

use serde::{Deserialize, Serialize};

use super::standard::{intelligence_quotient, normal_percentile, stanine, sten, t_score, z_score};
use crate::statistics::real;

/// What is known of the group.
#[derive(Clone, Debug, PartialEq)]
pub enum Norm {
    /// Mean and standard deviation, and whether scores are normally distributed.
    Parametric { mean: f64, deviation: f64, normal: bool },
    /// How many had each score.
    Counted(Counted),
    /// Which percentile each score has, as it was published.
    Published { mean: f64, deviation: f64, percentiles: Percentiles },
}

/// Where a score stands in the group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Standing {
    pub z: f64,
    pub t: f64,
    pub intelligence_quotient: f64,
    pub sten: u8,
    pub stanine: u8,
    /// 0 to 100; none, where the norm has no table and declares no normality.
    pub percentile: Option<f64>,
}

impl Norm {
    /// None, where the group does not vary.
    pub fn standing(&self, score: f64) -> Option<Standing> {
        let (mean, deviation) = match self {
            Self::Parametric { mean, deviation, .. } | Self::Published { mean, deviation, .. } => {
                (*mean, *deviation)
            }
            Self::Counted(counted) => (counted.mean, counted.deviation),
        };
        let z = z_score(score, mean, deviation)?;
        let percentile = match self {
            Self::Parametric { normal, .. } => normal.then(|| normal_percentile(z)),
            Self::Counted(counted) => Some(counted.percentile(score)),
            Self::Published { percentiles, .. } => Some(percentiles.of(score)),
        };
        Some(Standing {
            z,
            t: t_score(z),
            intelligence_quotient: intelligence_quotient(z),
            sten: sten(z),
            stanine: stanine(z),
            percentile,
        })
    }
}

/// How many of a group had each score, ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    rows: Vec<(f64, u32)>,
    people: u64,
    mean: f64,
    deviation: f64,
}

impl Counted {
    /// None, unless scores ascend and at least two people had one.
    pub fn try_new(rows: Vec<(f64, u32)>) -> Option<Self> {
        let ascending = rows.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let finite = rows.iter().all(|(score, _)| score.is_finite());
        let people: u64 = rows.iter().map(|(_, count)| u64::from(*count)).sum();
        if !ascending || !finite || people < 2 {
            return None;
        }
        let all = count(people);
        let mean = rows.iter().map(|(score, of)| score * f64::from(*of)).sum::<f64>() / all;
        let squares = rows.iter().map(|(score, of)| f64::from(*of) * (score - mean).powi(2));
        let deviation = (squares.sum::<f64>() / (all - 1.0)).sqrt();
        Some(Self { rows, people, mean, deviation })
    }

    /// Of the scores themselves.
    pub fn of(scores: &[f64]) -> Option<Self> {
        let mut sorted = scores.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let same = sorted.chunk_by(|one, other| one.total_cmp(other).is_eq());
        let rows = same.map(|same| Some((same[0], u32::try_from(same.len()).ok()?)));
        Self::try_new(rows.collect::<Option<_>>()?)
    }

    pub fn rows(&self) -> &[(f64, u32)] {
        &self.rows
    }

    pub fn people(&self) -> u64 {
        self.people
    }

    /// In the unit of the scores.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Of a sample, in the unit of the scores.
    pub fn deviation(&self) -> f64 {
        self.deviation
    }

    /// Mid-rank: 100·(those below + half of those with the same score)/all, 0 to 100.
    pub fn percentile(&self, score: f64) -> f64 {
        let at = self.rows.partition_point(|(row, _)| *row < score);
        let below: u64 = self.rows[..at].iter().map(|(_, count)| u64::from(*count)).sum();
        let same = self.rows.get(at).filter(|(row, _)| *row <= score).map_or(0, |(_, of)| *of);
        100.0 * (count(below) + f64::from(same) / 2.0) / count(self.people)
    }
}

fn count(people: u64) -> f64 {
    real(usize::try_from(people).unwrap_or(usize::MAX))
}

/// Percentiles as a table prints them: score and percentile, both ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct Percentiles(Vec<(f64, f64)>);

impl Percentiles {
    /// None, unless scores ascend, percentiles do not fall and lie between 0 and 100.
    pub fn try_new(rows: Vec<(f64, f64)>) -> Option<Self> {
        let ascending = rows.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
        let bounded = |row: &(f64, f64)| row.0.is_finite() && (0.0..=100.0).contains(&row.1);
        (!rows.is_empty() && ascending && rows.iter().all(bounded)).then_some(Self(rows))
    }

    /// Of a score between two rows it lies on the line between both; beyond the table it is that
    /// of the last row.
    pub fn of(&self, score: f64) -> f64 {
        let at = self.0.partition_point(|(row, _)| *row < score);
        match (at.checked_sub(1).map(|before| self.0[before]), self.0.get(at)) {
            (Some((low, from)), Some((high, to))) => {
                from + (to - from) * (score - low) / (high - low)
            }
            (None, Some((_, only))) => *only,
            (Some((_, only)), None) => only,
            (None, None) => f64::NAN,
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these have exact results")]
mod tests {
    use super::*;

    #[test]
    fn a_counted_table_ranks_ties_in_the_middle() {
        let table = Counted::of(&[3.0, 1.0, 2.0, 2.0]).unwrap();
        assert_eq!(table.rows(), [(1.0, 1), (2.0, 2), (3.0, 1)]);
        assert_eq!((table.people(), table.mean()), (4, 2.0));
        for (score, percentile) in
            [(0.0, 0.0), (1.0, 12.5), (1.5, 25.0), (2.0, 50.0), (3.0, 87.5), (9.0, 100.0)]
        {
            assert_eq!(table.percentile(score), percentile, "{score}");
        }
        assert_eq!(Counted::of(&[1.0]), None);
        assert_eq!(Counted::try_new(vec![(2.0, 1), (1.0, 1)]), None);
    }

    #[test]
    fn a_printed_table_is_read_between_its_rows() {
        let table = Percentiles::try_new(vec![(10.0, 5.0), (20.0, 25.0), (30.0, 99.0)]).unwrap();
        for (score, percentile) in
            [(1.0, 5.0), (10.0, 5.0), (15.0, 15.0), (20.0, 25.0), (40.0, 99.0)]
        {
            assert_eq!(table.of(score), percentile, "{score}");
        }
        for rows in [vec![], vec![(1.0, 50.0), (2.0, 40.0)], vec![(1.0, 101.0)]] {
            assert_eq!(Percentiles::try_new(rows), None);
        }
    }

    #[test]
    fn a_percentile_needs_a_table_or_normality() {
        let of = |normal| Norm::Parametric { mean: 10.0, deviation: 2.0, normal };
        let standing = of(true).standing(11.0).unwrap();
        assert_eq!((standing.z, standing.t, standing.sten, standing.stanine), (0.5, 55.0, 7, 6));
        assert!((standing.percentile.unwrap() - 69.146_246_127_401_31).abs() < 1e-9);
        assert_eq!(of(false).standing(11.0).unwrap().percentile, None);
        let flat = Norm::Parametric { mean: 10.0, deviation: 0.0, normal: true };
        assert_eq!(flat.standing(10.0), None);
    }
}
