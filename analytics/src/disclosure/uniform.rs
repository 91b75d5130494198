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
    let mut safe = BTreeSet::new();
    loop {
        for table in field.steps.iter().chain(&field.columns) {
            hide_remainder(table, &told, shown);
        }
        match Worlds::new(views_of_cells, shown, sheets).told(own, &mut safe) {
            Some(view) => shown[view] = false,
            None => return,
        }
    }
}

/// Hides children of a table until those that are left over did not all answer alike.
fn hide_remainder(table: &Table, told: &[Vec<u32>], shown: &mut [bool]) {
    let Some(parent) = table.parent.filter(|it| shown[*it]) else { return };
    let sizes: Vec<u32> = table.children.iter().map(|it| told[*it].iter().sum()).collect();
    let mut open: Vec<bool> = table.children.iter().map(|it| shown[*it]).collect();
    remainders::hide_smallest(&sizes, &mut open, |open| {
        let mut left = told[parent].clone();
        for (child, _) in table.children.iter().zip(open).filter(|(_, open)| **open) {
            take(&mut left, &told[*child]);
        }
        is_uniform(&left)
    });
    for (child, open) in table.children.iter().zip(open) {
        shown[*child] = open;
    }
}
