//! Who is for something and who is against it.

/// The lowest and the highest answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub lowest: f64,
    pub highest: f64,
}

impl Bounds {
    /// x' = min + max − x.
    pub fn reversed(self, x: f64) -> f64 {
        self.lowest + self.highest - x
    }
}

/// From which answers on one is for, and up to which one is against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Favour {
    /// At least so much is favourable.
    pub from: f64,
    /// At most so much is unfavourable.
    pub against: f64,
}

impl Favour {
    /// What holds where an instrument declares nothing: above two thirds of the range is
    /// favourable, below one third unfavourable; with an even number of points the upper and the
    /// lower half (domain rules, section 5).
    pub fn of_points(bounds: Bounds) -> Option<Self> {
        let range = (bounds.highest - bounds.lowest).round();
        if range < 1.0 {
            return None;
        }
        // So many points lie in the lower part, the lowest among them.
        let is_even = range % 2.0 > 0.5;
        let below = if is_even { (range - 1.0) / 2.0 } else { ((range - 1.0) / 3.0).floor() };
        Some(Self { from: bounds.highest - below, against: bounds.lowest + below })
    }

    /// The same of an item whose highest answer is the worst.
    pub fn reversed(self, bounds: Bounds) -> Self {
        Self { from: bounds.reversed(self.against), against: bounds.reversed(self.from) }
    }
}

/// To the nearest whole number, halves away from 0.
#[expect(clippy::cast_possible_truncation, reason = "scores and shares are small")]
pub(crate) fn rounded(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lowest: f64, highest: f64) -> Option<(f64, f64)> {
        Favour::of_points(Bounds { lowest, highest }).map(|it| (it.against, it.from))
    }

    /// The worked checks: 5 points 4–5 / 1–2; 7 points 6–7 / 1–2; 4 points 3–4 / 1–2.
    #[test]
    fn favour_begins_where_the_rule_says() {
        assert_eq!(of(1.0, 5.0), Some((2.0, 4.0)));
        assert_eq!(of(1.0, 7.0), Some((2.0, 6.0)));
        assert_eq!(of(1.0, 4.0), Some((2.0, 3.0)));
        assert_eq!(of(1.0, 2.0), Some((1.0, 2.0)));
        assert_eq!(of(1.0, 3.0), Some((1.0, 3.0)));
        assert_eq!(of(0.0, 10.0), Some((3.0, 7.0)));
        assert_eq!(of(1.0, 1.0), None);
    }

    #[test]
    fn a_reversed_item_is_favoured_below() {
        let bounds = Bounds { lowest: 1.0, highest: 5.0 };
        let declared = Favour { from: 5.0, against: 2.0 };
        assert_eq!(declared.reversed(bounds), Favour { from: 4.0, against: 1.0 });
    }
}
