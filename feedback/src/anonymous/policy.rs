//! Who may write without a name, and among how many.

use std::collections::HashSet;

use kernel::{MembershipId, Place};

use super::{Content, setting::LEAST_CROWD};
use crate::entity::feedback::Visibility;

/// Members who are not external: they see each other, so that each could have written to each.
pub fn may_draw(place: &Place) -> bool {
    !place.is_external()
}

/// The rules are the whole organisation's, so is whoever changes them.
pub fn may_set(place: &Place) -> bool {
    place.administers_all()
}

/// Whether at least so many could have written to each of the recipients: of those who drew the
/// tickets of its month all but the recipient, who knows that it was not they. Where others read
/// it, one more: each of them knows the same of themself (domain rules, section 2, rule 8).
pub fn is_crowd(drawn: &HashSet<MembershipId>, content: &Content, promised: i64, set: i64) -> bool {
    let recipients = &content.recipients;
    let read_by_others = content.visibility != Visibility::Recipient;
    let least = promised.max(set).max(LEAST_CROWD) + i64::from(read_by_others);
    let others = |to: &MembershipId| drawn.len() - usize::from(drawn.contains(to));
    let enough = |to| i64::try_from(others(to)).is_ok_and(|others| others >= least);
    !recipients.is_empty() && recipients.iter().all(enough)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::entity::feedback::Kind;

    fn to(recipients: Vec<MembershipId>) -> Content {
        Content {
            kind: Kind::Praise,
            visibility: Visibility::Recipient,
            text: String::new(),
            recipients,
            group: None,
            unit: None,
            marks: vec![],
        }
    }

    fn members(of: std::ops::Range<u128>) -> Vec<MembershipId> {
        of.map(|n| MembershipId(Uuid::from_u128(n))).collect()
    }

    #[test]
    fn a_recipient_is_no_part_of_the_crowd_that_could_have_written_to_them() {
        let drawn: HashSet<_> = members(0..5).into_iter().collect();
        assert!(is_crowd(&drawn, &to(members(9..10)), 5, 5));
        assert!(!is_crowd(&drawn, &to(members(0..1)), 5, 5), "they drew, too");
        assert!(is_crowd(&drawn, &to(members(0..1)), 4, 4));
        assert!(is_crowd(&drawn, &to(members(0..5)), 4, 4), "each of them has four others");
        assert!(!is_crowd(&drawn, &to(vec![]), 3, 3));
    }

    #[test]
    fn whoever_else_reads_it_knows_that_it_was_not_they() {
        let drawn: HashSet<_> = members(0..5).into_iter().collect();
        for visibility in [Visibility::Manager, Visibility::Team, Visibility::Organization] {
            let read = Content { visibility, ..to(members(9..10)) };
            assert!(!is_crowd(&drawn, &read, 5, 5), "{visibility:?}");
            assert!(is_crowd(&drawn, &read, 4, 4), "{visibility:?}");
        }
    }

    #[test]
    fn what_was_promised_holds_and_what_is_set_may_only_add() {
        let drawn: HashSet<_> = members(0..6).into_iter().collect();
        let to = to(members(9..10));
        assert!(!is_crowd(&drawn, &to, 7, 3) && !is_crowd(&drawn, &to, 3, 7));
        let three: HashSet<_> = members(0..2).into_iter().collect();
        assert!(!is_crowd(&three, &to, 1, 1), "never below three");
    }
}
