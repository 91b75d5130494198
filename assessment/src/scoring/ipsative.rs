//! Forced choice: what somebody prefers, compared with what else they prefer.
//!
//! Such scores say how one person's scales stand to each other. They are not compared between
//! people, have no norms, and no alpha is reported for them.

use serde::{Deserialize, Serialize};

/// A block of statements, each of which speaks for one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The scale of each statement, by its place.
    pub scales: Vec<usize>,
}

/// What was chosen in a block: places of its statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Most like me.
    Most(usize),
    /// Most and least like me.
    MostAndLeast { most: usize, least: usize },
    /// All of them, the most like me first.
    Ranking(Vec<usize>),
}

/// What one scale got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Points {
    /// Most chosen is +1 and least chosen −1; in a ranking of n the first gets n − 1, the last 0.
    pub points: i32,
    /// In how many answered blocks it was offered.
    pub answered: usize,
    /// In how many blocks it is offered.
    pub total: usize,
}

/// Points per scale, without unit (Hicks, Psychological Bulletin 74, 1970): their sum over all
/// scales depends on the number of answered blocks alone. None, if a choice names what its block
/// does not have, or the same statement twice.
pub fn score(scales: usize, blocks: &[(Block, Option<Choice>)]) -> Option<Vec<Points>> {
    let mut scored = vec![Points::default(); scales];
    for (block, choice) in blocks {
        let points = choice.as_ref().map(|choice| points(block.scales.len(), choice));
        let points = match points {
            Some(points) => Some(points?),
            None => None,
        };
        for (place, scale) in block.scales.iter().enumerate() {
            let of = scored.get_mut(*scale)?;
            of.total += 1;
            if let Some(points) = &points {
                of.answered += 1;
                of.points += points[place];
            }
        }
    }
    Some(scored)
}

fn points(size: usize, choice: &Choice) -> Option<Vec<i32>> {
    let mut points = vec![0; size];
    match choice {
        Choice::Most(most) => *points.get_mut(*most)? = 1,
        Choice::MostAndLeast { most, least } => {
            if most == least {
                return None;
            }
            *points.get_mut(*most)? = 1;
            *points.get_mut(*least)? = -1;
        }
        Choice::Ranking(order) => {
            let mut ranked = order.clone();
            ranked.sort_unstable();
            if !ranked.into_iter().eq(0..size) {
                return None;
            }
            for (place, points_of) in order.iter().rev().zip(0..) {
                points[*place] = points_of;
            }
        }
    }
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(scales: &[usize], choice: Option<Choice>) -> (Block, Option<Choice>) {
        (Block { scales: scales.to_vec() }, choice)
    }

    #[test]
    fn what_one_scale_gains_the_others_do_not() {
        let most_and_least = Choice::MostAndLeast { most: 2, least: 0 };
        let scored = score(
            3,
            &[
                block(&[0, 1, 2], Some(Choice::Ranking(vec![1, 0, 2]))),
                block(&[2, 1, 0], Some(most_and_least)),
                block(&[0, 1, 2], None),
            ],
        );
        let of = |points| Points { points, answered: 2, total: 3 };
        assert_eq!(scored.unwrap(), [of(2), of(2), of(-1)]);
    }

    #[test]
    fn what_is_not_offered_cannot_be_chosen() {
        for choice in [
            Choice::Most(2),
            Choice::MostAndLeast { most: 1, least: 1 },
            Choice::Ranking(vec![0]),
            Choice::Ranking(vec![0, 0]),
            Choice::Ranking(vec![0, 2]),
        ] {
            assert_eq!(score(2, &[block(&[0, 1], Some(choice.clone()))]), None, "{choice:?}");
        }
        assert_eq!(score(1, &[block(&[0, 1], None)]), None);
    }
}
