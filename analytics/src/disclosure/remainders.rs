//! Remainders: who of a parent stands in no shown child (domain-rules, section 2, rules 3 and 12).

/// Hides children, the smallest shown first and of equals the first, until what the shown ones
/// leave over of their parent is harmless.
pub(super) fn hide_smallest(
    sizes: &[u32],
    shown: &mut [bool],
    mut is_harmful: impl FnMut(&[bool]) -> bool,
) {
    while is_harmful(shown) {
        let smallest = (0..sizes.len()).filter(|it| shown[*it]).min_by_key(|it| (sizes[*it], *it));
        match smallest {
            Some(child) => shown[child] = false,
            None => return,
        }
    }
}

/// Hides children of a table until nobody or at least `k` are left over.
pub(super) fn keep_enough(parent: u32, sizes: &[u32], shown: &mut [bool], k: u32) {
    hide_smallest(sizes, shown, |shown| {
        let told: u32 = sizes.iter().zip(shown).filter(|(_, it)| **it).map(|(n, _)| n).sum();
        (1..k).contains(&parent.saturating_sub(told))
    });
}

/// Which children are shown as one: the small ones, and while they are too few together the
/// next-smallest. Nothing, if none is small or there is nothing to merge it with.
pub(super) fn together(sizes: &[u32], k: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sizes.len()).filter(|it| sizes[*it] > 0).collect();
    order.sort_by_key(|it| (sizes[*it], *it));
    let small = order.iter().filter(|it| sizes[**it] < k).count();
    if small == 0 {
        return vec![];
    }
    let mut merged = small;
    let people = |count: usize| -> u32 { order[..count].iter().map(|it| sizes[*it]).sum() };
    while people(merged) < k && merged < order.len() {
        merged += 1;
    }
    if merged < 2 || people(merged) < k {
        return vec![];
    }
    order.truncate(merged);
    order.sort_unstable();
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parent: u32, sizes: &[u32], k: u32) -> Vec<bool> {
        let mut shown: Vec<bool> = sizes.iter().map(|it| *it >= k).collect();
        keep_enough(parent, sizes, &mut shown, k);
        shown
    }

    fn hidden(sizes: &[u32], k: u32) -> Vec<u32> {
        let shown = shown(sizes.iter().sum(), sizes, k);
        sizes.iter().zip(shown).filter(|(n, shown)| **n >= k && !shown).map(|(n, _)| *n).collect()
    }

    #[test]
    fn r45_the_worked_checks_of_remainders() {
        assert_eq!(hidden(&[0, 0, 1, 350, 405, 425], 5), [350]);
        assert_eq!(hidden(&[4, 10, 20], 5), [10]);
        assert_eq!(hidden(&[1, 405, 425], 5), [405]);
        assert!(hidden(&[0, 350, 405], 5).is_empty());
        assert_eq!(shown(13, &[9], 5), [false]);
        assert_eq!(shown(13, &[7], 5), [true]);
        assert_eq!(shown(20, &[3, 7, 10], 3), [true, true, true]);
    }

    #[test]
    fn of_equals_the_first_is_hidden() {
        assert_eq!(shown(24, &[4, 10, 10], 5), [false, false, true]);
    }

    #[test]
    fn hiding_goes_on_until_enough_are_left_over() {
        assert_eq!(shown(23, &[1, 1, 5, 6, 10], 9), [false, false, false, false, true]);
        assert_eq!(shown(30, &[1, 2, 5, 22], 5), [false, false, false, true]);
    }

    #[test]
    fn small_children_are_merged_first_among_themselves() {
        assert_eq!(together(&[3, 4, 10], 5), [0, 1]);
        assert_eq!(together(&[20, 1, 10, 3], 5), [1, 2, 3]);
        assert!(together(&[5, 6, 7], 5).is_empty());
        assert!(together(&[0, 6, 7], 5).is_empty());
        assert!(together(&[4], 5).is_empty());
    }
}
