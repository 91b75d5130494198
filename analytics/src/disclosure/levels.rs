//! Which views are shown, to whom.

use super::audience::ViewKind;

/// Which views are shown, to whom.
#[derive(Clone)]
pub(super) struct Levels {
    pub all: Vec<bool>,
    /// To those who were invited: a part of `all`.
    pub invited: Vec<bool>,
}

/// The views that are shown to anybody.
pub(super) fn shown(levels: &Levels) -> Vec<usize> {
    (0..levels.all.len()).filter(|it| levels.all[*it]).collect()
}

/// The views that are in all of these.
pub(super) fn meet<'a>(views: usize, of: impl Iterator<Item = &'a Vec<bool>>) -> Vec<bool> {
    of.fold(vec![true; views], |met, it| met.iter().zip(it).map(|(a, b)| *a && *b).collect())
}

/// The whole and the units: of any two of them one holds the other, or nobody is in both.
pub(super) fn is_of_units(kind: &ViewKind) -> bool {
    match kind {
        ViewKind::Whole | ViewKind::Unit { .. } => true,
        ViewKind::Together { of } => of.iter().all(is_of_units),
        _ => false,
    }
}
