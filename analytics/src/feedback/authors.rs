//! Counts of feedback need enough distinct authors and enough distinct recipients, also for what is
//! left over of a view beside its shown parts (domain rules, section 6). It only hides.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::MembershipId;

use super::count::{Given, Known, line};
use crate::{
    dashboards::policy::{MANAGER, team},
    disclosure::{Number, ViewKind},
};

type Pairs<'a> = Vec<&'a (MembershipId, MembershipId)>;

/// Whether so few stand behind it that it is not told; nobody is no few.
fn is_few(given: &[&(MembershipId, MembershipId)], k: usize) -> bool {
    let authors: HashSet<_> = given.iter().map(|it| it.0).collect();
    let recipients: HashSet<_> = given.iter().map(|it| it.1).collect();
    !given.is_empty() && (authors.len() < k || recipients.len() < k)
}

/// A view, of which other it is a part, and what its people received.
struct Stood<'a> {
    parent: Option<usize>,
    is_unit: bool,
    given: Pairs<'a>,
}

pub(super) fn keep_authors(
    views: &mut [(ViewKind, Vec<Number>)],
    known: &Known,
    given: &BTreeMap<String, Given>,
    threshold: u32,
) {
    let k = usize::try_from(threshold).unwrap_or(usize::MAX);
    let of = views_of(known);
    let kinds: Vec<ViewKind> = views.iter().map(|it| it.0.clone()).collect();
    for (question, given) in given {
        let stood: Vec<Stood<'_>> = kinds
            .iter()
            .map(|kind| {
                let holds = |it: &MembershipId| of.get(it).is_some_and(|it| it.contains(kind));
                Stood {
                    parent: parent(kind, known, &kinds),
                    is_unit: matches!(kind, ViewKind::Unit { .. }),
                    given: given.iter().filter(|it| holds(&it.1)).collect(),
                }
            })
            .collect();
        let is_of = |it: &Number| it.of.as_ref() == Some(question);
        let told = views
            .iter()
            .zip(&stood)
            .map(|((_, numbers), stood)| numbers.iter().any(is_of) && !is_few(&stood.given, k));
        let mut shown: Vec<bool> = told.collect();
        hide(&mut shown, &stood, k);
        for ((_, numbers), shown) in views.iter_mut().zip(shown) {
            numbers.retain(|it| shown || !is_of(it));
        }
    }
}

/// From the top, as the plan has them: what is left over of a shown view is of enough people or
/// of nobody; of a hidden one no part is shown.
fn hide(shown: &mut [bool], stood: &[Stood<'_>], k: usize) {
    for view in 0..shown.len() {
        for is_unit in [true, false] {
            let is_part =
                |it: &usize| stood[*it].parent == Some(view) && stood[*it].is_unit == is_unit;
            let parts: Vec<usize> = (0..shown.len()).filter(is_part).collect();
            while is_few(&left(view, &parts, shown, stood), k) || !shown[view] {
                let open = parts.iter().filter(|it| shown[**it]);
                let Some(part) = open.min_by_key(|it| stood[**it].given.len()) else { break };
                shown[*part] = false;
            }
        }
    }
}

/// What a view's people received who stand in none of its shown parts; nothing, if there is no
/// shown part.
fn left<'a>(view: usize, parts: &[usize], shown: &[bool], stood: &[Stood<'a>]) -> Pairs<'a> {
    let told: Vec<usize> = parts.iter().copied().filter(|it| shown[*it]).collect();
    if told.is_empty() {
        return vec![];
    }
    let inside: HashSet<MembershipId> =
        told.iter().flat_map(|it| stood[*it].given.iter().map(|it| it.1)).collect();
    stood[view].given.iter().copied().filter(|it| !inside.contains(&it.1)).collect()
}

/// In which views each member stands.
fn views_of(known: &Known) -> HashMap<MembershipId, HashSet<ViewKind>> {
    let units = known.units.iter().map(|it| (it.id, it.parent_id)).collect();
    let views = known.members.iter().map(|member| {
        let above =
            line(&units, member.unit_id).into_iter().map(|it| ViewKind::Unit { unit: it.0 });
        let team = member
            .manager_id
            .map(|it| ViewKind::Attribute { attribute: MANAGER.to_owned(), value: team(it.0) });
        (member.id, above.chain(team).chain([ViewKind::Whole]).collect())
    });
    views.collect()
}

fn parent(kind: &ViewKind, known: &Known, kinds: &[ViewKind]) -> Option<usize> {
    let place = |kind: &ViewKind| kinds.iter().position(|it| it == kind);
    match kind {
        ViewKind::Unit { unit } => {
            let above = known.units.iter().find(|it| it.id.0 == *unit)?.parent_id;
            let above = above.and_then(|it| place(&ViewKind::Unit { unit: it.0 }));
            above.or_else(|| place(&ViewKind::Whole))
        }
        ViewKind::Attribute { .. } => place(&ViewKind::Whole),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(id: u128) -> MembershipId {
        MembershipId(Uuid::from_u128(id))
    }

    /// So many recipients from a number on, each told by each of so many authors.
    fn given(authors: u128, recipients: std::ops::Range<u128>) -> Given {
        let from = |recipient| (0..authors).map(move |it| (id(1000 + it), id(recipient)));
        recipients.flat_map(from).collect()
    }

    /// A whole and two parts, in which these stand.
    fn shown(all: &Given, parts: &[std::ops::Range<u128>; 2]) -> Vec<bool> {
        let part = |numbers: &std::ops::Range<u128>| Stood {
            parent: Some(0),
            is_unit: true,
            given: all.iter().filter(|it| numbers.contains(&it.1.0.as_u128())).collect(),
        };
        let whole = Stood { parent: None, is_unit: false, given: all.iter().collect() };
        let stood = [whole, part(&parts[0]), part(&parts[1])];
        let mut shown: Vec<bool> = stood.iter().map(|it| !is_few(&it.given, 5)).collect();
        hide(&mut shown, &stood, 5);
        shown
    }

    #[test]
    fn few_authors_hide_what_many_received() {
        assert!(is_few(&given(4, 0..20).iter().collect::<Vec<_>>(), 5));
        assert!(is_few(&given(20, 0..4).iter().collect::<Vec<_>>(), 5));
        assert!(!is_few(&given(5, 0..5).iter().collect::<Vec<_>>(), 5));
        assert!(!is_few(&[], 5));
    }

    #[test]
    fn what_is_left_over_is_of_enough_or_of_nobody() {
        let all = given(6, 0..20);
        assert_eq!(shown(&all, &[0..10, 10..20]), [true, true, true]);
        assert_eq!(shown(&all, &[0..10, 10..15]), [true, true, true]);
        assert_eq!(shown(&all, &[0..8, 8..18]), [true, false, true]);
        // Enough recipients are left over, but of two authors alone.
        let mixed = [given(6, 0..14), given(2, 14..20)].concat();
        assert_eq!(shown(&mixed, &[0..7, 7..14]), [true, false, true]);
    }

    #[test]
    fn of_a_hidden_view_no_part_is_shown() {
        let all = given(4, 0..20);
        assert_eq!(shown(&all, &[0..10, 10..20]), [false, false, false]);
    }
}
