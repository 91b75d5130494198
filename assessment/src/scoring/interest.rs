//! Vocational interests on Holland's hexagon.

/// The six types around the hexagon; their order is also that of ties.
pub const TYPES: [char; 6] = ['R', 'I', 'A', 'S', 'E', 'C'];

/// What six sums say of somebody's interests (Holland, Making Vocational Choices, 3rd edition,
/// 1997).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interests {
    /// The places in [`TYPES`] of the three highest sums, the highest first; of equal sums the
    /// first on the hexagon.
    pub code: [usize; 3],
    /// Whether the third and the fourth are equal, so that another code would fit as well.
    pub tied: bool,
    /// Highest minus lowest sum, in the unit of the sums, 0 or more: how marked the interests
    /// are.
    pub differentiation: f64,
    /// Steps on the hexagon between the first two types: 1 adjacent, 2 alternate, 3 opposite.
    pub distance: usize,
}

/// Of the sums of the six types, in the order of [`TYPES`].
pub fn interests(sums: [f64; 6]) -> Interests {
    let mut order = [0, 1, 2, 3, 4, 5];
    order.sort_by(|one, other| sums[*other].total_cmp(&sums[*one]));
    let apart = order[0].abs_diff(order[1]);
    Interests {
        code: [order[0], order[1], order[2]],
        tied: sums[order[2]].total_cmp(&sums[order[3]]).is_eq(),
        differentiation: sums[order[0]] - sums[order[5]],
        distance: apart.min(TYPES.len() - apart),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_broken_around_the_hexagon() {
        let flat = interests([24.0; 6]);
        assert_eq!((flat.code, flat.tied, flat.differentiation), ([0, 1, 2], true, 0.0));
        let opposite = interests([40.0, 10.0, 10.0, 39.0, 9.0, 8.0]);
        assert_eq!((opposite.code, opposite.distance), ([0, 3, 1], 3));
        assert_eq!(interests([40.0, 1.0, 1.0, 1.0, 1.0, 39.0]).distance, 1);
    }
}
