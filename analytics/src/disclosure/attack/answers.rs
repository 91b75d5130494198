//! Is somebody's answer the same in all answer sheets that tell what is shown?

use std::collections::{BTreeMap, BTreeSet};

use super::{Row, organisation::Campaign};
use crate::disclosure::{
    Number, Rules,
    field::Field,
    sheets::Sheets,
    worlds::{World, Worlds},
};

/// Answers to one question, by person.
pub type Sheet = BTreeMap<usize, i16>;

pub fn sheet(campaign: &Campaign, question: usize) -> Sheet {
    let given = campaign.respondents.iter().zip(&campaign.people);
    given.filter_map(|(it, person)| Some((*person, it.answers[question]?))).collect()
}

fn told(row: &Row, sheet: &Sheet) -> BTreeMap<i16, usize> {
    let mut told = BTreeMap::new();
    for person in row {
        *told.entry(sheet[person]).or_insert(0) += 1;
    }
    told
}

/// Whose answer can be worked out: each answer's count in each sort of people lies between bounds,
/// which every row, and every row less others within it, narrows, until nothing moves.
pub fn determined(rows: &BTreeSet<Row>, sheet: &Sheet) -> BTreeSet<usize> {
    let rows = with_differences(rows);
    let mut sorts: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
    for person in sheet.keys() {
        let stands = rows.iter().map(|it| it.contains(person)).collect();
        sorts.entry(stands).or_default().push(*person);
    }
    let values: BTreeSet<i16> = sheet.values().copied().collect();
    let sorts: Vec<(Vec<bool>, Vec<usize>)> = sorts.into_iter().collect();
    let mut high: Vec<Vec<usize>> = sorts.iter().map(|it| vec![it.1.len(); values.len()]).collect();
    let mut low = vec![vec![0; values.len()]; sorts.len()];
    let mut moved = true;
    while moved {
        moved = false;
        for (at, row) in rows.iter().enumerate() {
            let told = told(row, sheet);
            let within: Vec<usize> = (0..sorts.len()).filter(|it| sorts[*it].0[at]).collect();
            for (value, answer) in values.iter().enumerate() {
                let sum = told.get(answer).copied().unwrap_or(0);
                let cells: Vec<(usize, usize)> = within.iter().map(|it| (*it, value)).collect();
                moved |= narrow(&cells, sum, &mut low, &mut high);
            }
        }
        for (sort, (_, people)) in sorts.iter().enumerate() {
            let cells: Vec<(usize, usize)> = (0..values.len()).map(|it| (sort, it)).collect();
            moved |= narrow(&cells, people.len(), &mut low, &mut high);
        }
    }
    let is_known = |it: &usize| low[*it].contains(&sorts[*it].1.len());
    (0..sorts.len()).filter(is_known).flat_map(|it| sorts[it].1.clone()).collect()
}

/// Each cell is the sum less what the others are at most and at least.
fn narrow(
    cells: &[(usize, usize)],
    sum: usize,
    low: &mut [Vec<usize>],
    high: &mut [Vec<usize>],
) -> bool {
    let lowest: usize = cells.iter().map(|it| low[it.0][it.1]).sum();
    let highest: usize = cells.iter().map(|it| high[it.0][it.1]).sum();
    let mut moved = false;
    for (sort, value) in cells {
        let (own_low, own_high) = (low[*sort][*value], high[*sort][*value]);
        let at_most = own_high.min(sum - (lowest - own_low));
        let at_least = own_low.max(sum.saturating_sub(highest - own_high));
        moved |= at_most < own_high || at_least > own_low;
        (low[*sort][*value], high[*sort][*value]) = (at_least, at_most);
        if moved {
            return true;
        }
    }
    moved
}

/// Rows, and what is left of them without others that lie within.
fn with_differences(rows: &BTreeSet<Row>) -> Vec<Row> {
    let mut all: Vec<Row> = rows.iter().cloned().collect();
    let mut known: BTreeSet<Row> = rows.clone();
    let mut at = 0;
    while at < all.len() && all.len() < 600 {
        for row in rows {
            if row.len() < all[at].len() && row.is_subset(&all[at]) {
                let rest: Row = all[at].difference(row).copied().collect();
                if known.insert(rest.clone()) {
                    all.push(rest);
                }
            }
        }
        at += 1;
    }
    all
}

/// Everybody for whom no other world is found in which each row tells the same. With `own`, also if
/// some other person's answer is known. The gate's search proposes worlds, each is looked over here.
pub fn without_another_world(
    rules: &Rules,
    campaign: &Campaign,
    question: usize,
    numbers: &[Number],
    rows: &BTreeSet<Row>,
    sheet: &Sheet,
    own: bool,
) -> BTreeSet<usize> {
    let field = Field::new(rules, &campaign.audience, &campaign.respondents);
    let answers: Vec<Option<i16>> =
        campaign.people.iter().map(|it| sheet.get(it).copied()).collect();
    assert!(campaign.respondents.iter().all(|it| it.answers.len() > question));
    let sheets = Sheets::new(&field, &answers);
    let views_of_cells = field.views_of_cells();
    let keys: BTreeSet<&str> = numbers.iter().map(|it| it.view.as_str()).collect();
    let shown: Vec<bool> =
        field.views.iter().map(|it| keys.contains(it.kind.key().as_str())).collect();
    let mut worlds = Worlds::new(&views_of_cells, &shown, &sheets);
    // The gate remembers what it found while more was shown; here it is looked for anew.
    worlds.attempts = 20_000;
    let sort_of = |cell: usize| {
        let views: Vec<usize> =
            views_of_cells[cell].iter().copied().filter(|it| shown[*it]).collect();
        worlds.sorts.iter().position(|it| it.views == views).expect("every cell is of a sort")
    };
    let mut members: BTreeMap<(usize, i16), Vec<usize>> = BTreeMap::new();
    for (at, person) in campaign.people.iter().enumerate() {
        if let Some(answer) = answers[at] {
            members.entry((sort_of(field.cell_of[at]), answer)).or_default().push(*person);
        }
    }
    let look = Look { worlds: &worlds, values: &sheets.values, members: &members, rows, sheet };
    let mut told = BTreeSet::new();
    for ((sort, answer), people) in &members {
        for person in people {
            let others = sheet.keys().filter(|it| own && *it != person);
            let kept: Vec<Option<usize>> =
                if own { others.copied().map(Some).collect() } else { vec![None] };
            if !kept.iter().all(|it| look.can_differ(*sort, *answer, *person, *it)) {
                told.insert(*person);
            }
        }
    }
    told
}

struct Look<'a> {
    worlds: &'a Worlds,
    values: &'a [i16],
    members: &'a BTreeMap<(usize, i16), Vec<usize>>,
    rows: &'a BTreeSet<Row>,
    sheet: &'a Sheet,
}

impl Look<'_> {
    /// Whether the person may have answered otherwise, while another keeps their answer.
    fn can_differ(&self, sort: usize, answer: i16, person: usize, kept: Option<usize>) -> bool {
        let other = self.members.iter().find_map(|((of, given), people)| {
            let differs = *of == sort && *given != answer;
            people.iter().filter(|_| differs).find(|it| Some(**it) != kept)
        });
        if let Some(other) = other {
            let mut changed = self.sheet.clone();
            changed.insert(person, self.sheet[other]);
            changed.insert(*other, answer);
            return self.tells_the_same(&changed, person, kept);
        }
        let at = self.values.binary_search(&answer).expect("given");
        let place = kept.and_then(|kept| {
            let found = self.members.iter().find(|it| it.1.contains(&kept))?.0;
            Some((found.0, self.values.binary_search(&found.1).ok()?))
        });
        let world = self.worlds.world(sort, at, place);
        let Some(world) = world else { return false };
        let changed = self.changed(&world, person, kept);
        self.tells_the_same(&changed, person, kept)
    }

    fn changed(&self, world: &World, person: usize, kept: Option<usize>) -> Sheet {
        let (first, second) = (self.values[world.first], self.values[world.second]);
        let mut used: BTreeSet<usize> = kept.into_iter().collect();
        let mut changed = self.sheet.clone();
        for (at, (sort, forth)) in world.exchanges.iter().enumerate() {
            let (from, to) = if *forth { (first, second) } else { (second, first) };
            let free = self.members[&(*sort, from)].iter().find(|it| !used.contains(it));
            let who = if at == 0 { person } else { *free.expect("somebody is left to change") };
            used.insert(who);
            changed.insert(who, to);
        }
        changed
    }

    fn tells_the_same(&self, changed: &Sheet, person: usize, kept: Option<usize>) -> bool {
        let same = self.rows.iter().all(|row| told(row, changed) == told(row, self.sheet));
        assert!(same, "a world tells something else");
        assert!(
            kept.is_none_or(|it| changed[&it] == self.sheet[&it]),
            "who was to be kept changed"
        );
        changed[&person] != self.sheet[&person]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(people: impl IntoIterator<Item = usize>) -> Row {
        people.into_iter().collect()
    }

    fn sheet(answers: &[i16]) -> Sheet {
        answers.iter().copied().enumerate().collect()
    }

    #[test]
    fn all_alike_are_known() {
        let rows = [row(0..6)].into();
        assert_eq!(determined(&rows, &sheet(&[4; 6])), (0..6).collect());
        assert!(determined(&rows, &sheet(&[4, 4, 4, 4, 4, 5])).is_empty());
    }

    #[test]
    fn a_difference_that_is_alike_is_known() {
        let rows = [row(0..12), row(0..6)].into();
        let answers = sheet(&[1, 2, 3, 4, 5, 5, 3, 3, 3, 3, 3, 3]);
        assert_eq!(determined(&rows, &answers), (6..12).collect());
    }

    #[test]
    fn two_crossing_views_can_leave_one_way() {
        // Of the first ten 8 gave 5, of the second twelve 6 did, and eight stand in both.
        let mut answers = [1; 16];
        for person in [0, 1, 2, 3, 4, 5, 8, 9] {
            answers[person] = 5;
        }
        let rows = [row(0..10), row((0..8).chain(10..14))].into();
        let known = determined(&rows, &sheet(&answers));
        assert!(known.contains(&8) && known.contains(&10), "{known:?}");
    }
}
