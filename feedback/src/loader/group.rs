//! Keys and rows put together by what they have in common.

use std::{collections::HashMap, hash::Hash, sync::Arc};

/// Keys that one statement can answer.
pub fn grouped<K, G: Eq + Hash>(keys: Vec<K>, same: impl Fn(&K) -> G) -> HashMap<G, Vec<K>> {
    let mut groups: HashMap<_, Vec<_>> = HashMap::new();
    for key in keys {
        groups.entry(same(&key)).or_default().push(key);
    }
    groups
}

/// The rows of each id, in the order they came; also for the ids that have none.
pub fn parts<K: Copy + Eq + Hash, T>(
    ids: Vec<K>,
    rows: Vec<T>,
    of: impl Fn(&T) -> K,
) -> HashMap<K, Arc<[T]>> {
    let mut found: HashMap<_, Vec<_>> = ids.into_iter().map(|id| (id, vec![])).collect();
    for row in rows {
        found.entry(of(&row)).or_default().push(row);
    }
    found.into_iter().map(|(id, rows)| (id, rows.into())).collect()
}
