//! Rule 8, and what follows from answers: views that tell what somebody answered are hidden.
//!
//! It only hides, so what rules 1 to 4 hold stays held.

use std::collections::BTreeSet;

use super::{
    field::{Field, Table},
    plan::Guards,
    remainders,
    sheets::{Sheets, is_uniform, take},
    worlds::Worlds,
};

/// Hides what tells answers. With `own`, it is told to people who know their own answer.
pub(super) fn hide(
    field: &Field,
    views_of_cells: &[Vec<usize>],
    sheets: &Sheets,
    shown: &mut [bool],
    own: bool,
    guards: Guards,
) {
    if !guards.uniform {
        return;
    }
    let told: Vec<Vec<u32>> = (0..shown.len())
        .map(|it| if shown[it] { sheets.of_view(field, it) } else { vec![] })
        .collect();
    for (view, shown) in shown.iter_mut().enumerate() {
        *shown &= !is_uniform(&told[view]);
    }
    let tables: Vec<&Table> = field.steps.iter().chain(&field.columns).collect();
    let mut tables_of = vec![vec![]; shown.len()];
    for (at, table) in tables.iter().enumerate() {
        for child in &table.children {
            tables_of[*child].push(at);
        }
    }
    let mut worlds = Worlds::new(views_of_cells, shown, sheets);
    let mut next: BTreeSet<usize> = (0..tables.len()).collect();
    loop {
        while let Some(table) = next.pop_first() {
            for view in hide_remainder(tables[table], &told, shown) {
                worlds.hide(view);
                next.extend(&tables_of[view]);
            }
        }
        let Some(view) = worlds.told(own) else { return };
        shown[view] = false;
        worlds.hide(view);
        next.extend(&tables_of[view]);
    }
}

/// Hides children of a table until those that are left over did not all answer alike. Tells which.
fn hide_remainder(table: &Table, told: &[Vec<u32>], shown: &mut [bool]) -> Vec<usize> {
    let Some(parent) = table.parent.filter(|it| shown[*it]) else { return vec![] };
    let sizes: Vec<u32> = table.children.iter().map(|it| told[*it].iter().sum()).collect();
    let mut open: Vec<bool> = table.children.iter().map(|it| shown[*it]).collect();
    remainders::hide_smallest(&sizes, &mut open, |open| {
        let mut left = told[parent].clone();
        for (child, _) in table.children.iter().zip(open).filter(|(_, open)| **open) {
            take(&mut left, &told[*child]);
        }
        is_uniform(&left)
    });
    let mut hidden = vec![];
    for (child, open) in table.children.iter().zip(open) {
        if shown[*child] && !open {
            shown[*child] = false;
            hidden.push(*child);
        }
    }
    hidden
}
