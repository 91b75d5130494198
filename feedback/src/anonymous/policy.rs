//! Who may write without a name, and among how many.

use std::collections::HashSet;

use kernel::{MembershipId, Place};

use super::setting::LEAST_CROWD;

/// Members who are not external: they see each other, so that each could have written to each.
pub fn may_draw(place: &Place) -> bool {
    !place.is_external()
}

/// The rules are the whole organisation's, so is whoever changes them.
pub fn may_set(place: &Place) -> bool {
    place.administers_all()
}

/// Whether at least so many could have written to each of the recipients: of those who drew the
/// tickets of its month all but the recipient, who knows that it was not they.
pub fn is_crowd(
    drawn: &HashSet<MembershipId>,
    recipients: &[MembershipId],
    promised: i64,
    set: i64,
) -> bool {
    let least = promised.max(set).max(LEAST_CROWD);
    let others = |to: &MembershipId| drawn.len() - usize::from(drawn.contains(to));
    let enough = |to| i64::try_from(others(to)).is_ok_and(|others| others >= least);
    !recipients.is_empty() && recipients.iter().all(enough)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn members(of: std::ops::Range<u128>) -> Vec<MembershipId> {
        of.map(|n| MembershipId(Uuid::from_u128(n))).collect()
    }

    #[test]
    fn a_recipient_is_no_part_of_the_crowd_that_could_have_written_to_them() {
        let drawn: HashSet<_> = members(0..5).into_iter().collect();
        assert!(is_crowd(&drawn, &members(9..10), 5, 5));
        assert!(!is_crowd(&drawn, &members(0..1), 5, 5), "they drew, too");
        assert!(is_crowd(&drawn, &members(0..1), 4, 4));
        assert!(is_crowd(&drawn, &members(0..5), 4, 4), "each of them has four others");
        assert!(!is_crowd(&drawn, &[], 3, 3));
    }

    #[test]
    fn what_was_promised_holds_and_what_is_set_may_only_add() {
        let drawn: HashSet<_> = members(0..6).into_iter().collect();
        let to = members(9..10);
        assert!(!is_crowd(&drawn, &to, 7, 3) && !is_crowd(&drawn, &to, 3, 7));
        let three: HashSet<_> = members(0..2).into_iter().collect();
        assert!(!is_crowd(&three, &to, 1, 1), "never below three");
    }
}
