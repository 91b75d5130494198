//! Bipolar attitudes, what a role asks of them, and how a person sees the profile.
//!
//! An attitude leads from one pole to another, and neither is the good one: at equal competence
//! no attitude is right or wrong. Fit is told per attitude and never made one number, by which
//! people could be ranked.

use serde::{Deserialize, Serialize};

use crate::statistics::on_hundred;

use super::Bounds;

/// Where the left pole ends and the right one begins, of 100.
const LEFT_TO: f64 = 40.0;
const RIGHT_FROM: f64 = 60.0;

/// Where somebody stands between two poles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attitude {
    /// 0 at the left pole, 100 at the right one.
    pub position: f64,
    pub leaning: Leaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Leaning {
    Left,
    /// Between both, from 40 to 60.
    Balanced,
    Right,
}

impl Attitude {
    /// Of a mean of keyed answers: 100·(x − min)/(max − min). None without bounds or outside of
    /// them.
    pub fn of(score: f64, bounds: Bounds) -> Option<Self> {
        let position = on_hundred(score, bounds.lowest, bounds.highest)?;
        (0.0..=100.0).contains(&position).then(|| Self::at(position))
    }

    fn at(position: f64) -> Self {
        let leaning = match position {
            it if it < LEFT_TO => Leaning::Left,
            it if it <= RIGHT_FROM => Leaning::Balanced,
            _ => Leaning::Right,
        };
        Self { position, leaning }
    }
}

/// What a role asks for of one attitude: a band of positions, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    low: f64,
    high: f64,
}

/// How an attitude stands to what the role asks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fit {
    /// 100 within the band; from there it falls in proportion to 0 at the position that is
    /// furthest from it.
    pub fit: f64,
    pub side: Side,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// Nearer to the left pole than the role asks.
    Left,
    Within,
    /// Nearer to the right pole than the role asks.
    Right,
}

impl Asked {
    /// None, unless 0 ≤ low ≤ high ≤ 100.
    pub fn try_new(low: f64, high: f64) -> Option<Self> {
        let bounded = |it| (0.0..=100.0).contains(it);
        ([low, high].iter().all(bounded) && low <= high).then_some(Self { low, high })
    }

    /// 100·(1 − d/D): d is the distance from the band, D the greatest that a position can have.
    /// No unit, 0 to 100.
    pub fn fit(self, attitude: Attitude) -> Fit {
        let left = self.low - attitude.position;
        let right = attitude.position - self.high;
        let furthest = self.low.max(100.0 - self.high);
        let of = |distance: f64| 100.0 * (1.0 - distance / furthest);
        match () {
            () if left > 0.0 => Fit { fit: of(left), side: Side::Left },
            () if right > 0.0 => Fit { fit: of(right), side: Side::Right },
            () => Fit { fit: 100.0, side: Side::Within },
        }
    }
}

/// How a person sees their own attitude; what was computed stays beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recognition {
    /// That is me.
    Confirmed,
    /// I am rather here.
    Corrected(Attitude),
}

impl Recognition {
    /// A correction to a position from 0 to 100.
    pub fn corrected(position: f64) -> Option<Self> {
        (0.0..=100.0).contains(&position).then(|| Self::Corrected(Attitude::at(position)))
    }

    /// How far the person sees themself from what was computed, towards the right pole; in
    /// positions, −100 to 100.
    pub fn difference(self, computed: Attitude) -> f64 {
        match self {
            Self::Confirmed => 0.0,
            Self::Corrected(own) => own.position - computed.position,
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these have exact results")]
mod tests {
    use super::*;

    const FIVE: Bounds = Bounds { lowest: 1.0, highest: 5.0 };

    #[test]
    fn an_attitude_lies_between_its_poles() {
        let at = |score| Attitude::of(score, FIVE).map(|it| (it.position, it.leaning));
        assert_eq!(at(1.0), Some((0.0, Leaning::Left)));
        assert_eq!(at(3.0), Some((50.0, Leaning::Balanced)));
        assert_eq!(at(5.0), Some((100.0, Leaning::Right)));
        assert_eq!((at(5.1), at(0.9)), (None, None));
        assert_eq!(Attitude::at(39.9).leaning, Leaning::Left);
        assert_eq!(Attitude::at(60.0).leaning, Leaning::Balanced);
    }

    #[test]
    fn fit_falls_with_the_distance_from_the_band() {
        let asked = Asked::try_new(40.0, 60.0).unwrap();
        let fit = |position| asked.fit(Attitude::at(position));
        assert_eq!(fit(40.0), Fit { fit: 100.0, side: Side::Within });
        assert_eq!(fit(20.0), Fit { fit: 50.0, side: Side::Left });
        assert_eq!(fit(100.0), Fit { fit: 0.0, side: Side::Right });
        let anything = Asked::try_new(0.0, 100.0).unwrap();
        assert_eq!(anything.fit(Attitude::at(3.0)).fit, 100.0);
        let end = Asked::try_new(100.0, 100.0).unwrap();
        assert_eq!(end.fit(Attitude::at(0.0)), Fit { fit: 0.0, side: Side::Left });
    }

    #[test]
    fn a_band_lies_within_the_poles() {
        for (low, high) in [(-1.0, 50.0), (60.0, 40.0), (50.0, 101.0), (f64::NAN, 50.0)] {
            assert_eq!(Asked::try_new(low, high), None, "{low} {high}");
        }
    }

    #[test]
    fn a_correction_stands_beside_what_was_computed() {
        let computed = Attitude::at(30.0);
        let own = Recognition::corrected(55.0).unwrap();
        assert_eq!((own.difference(computed), computed.position), (25.0, 30.0));
        assert_eq!(Recognition::Confirmed.difference(computed), 0.0);
        assert_eq!(Recognition::corrected(101.0), None);
    }
}
