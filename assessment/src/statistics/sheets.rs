//! Answers of many people to the items of one scale.

use nalgebra::DMatrix;

use super::sample::{correlation, covariance};

/// What becomes of who left something out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Only people who answered every item count.
    Listwise,
    /// For each pair of items, whoever answered both counts.
    Pairwise,
}

/// Keyed answers, a row per person and a column per item; none where one is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheets {
    items: usize,
    rows: Vec<Vec<Option<f64>>>,
}

impl Sheets {
    /// None, if a row has another length than the first.
    pub fn try_new(rows: Vec<Vec<Option<f64>>>) -> Option<Self> {
        let items = rows.first().map_or(0, Vec::len);
        rows.iter().all(|row| row.len() == items).then_some(Self { items, rows })
    }

    pub fn items(&self) -> usize {
        self.items
    }

    /// How many people answered at least one item.
    pub fn people(&self) -> usize {
        self.rows.iter().filter(|row| row.iter().any(Option::is_some)).count()
    }

    /// Those who count: all, or whoever answered every item.
    #[must_use]
    pub fn kept(&self, missing: Missing) -> Self {
        let complete = |row: &&Vec<Option<f64>>| row.iter().all(Option::is_some);
        match missing {
            Missing::Pairwise => self.clone(),
            Missing::Listwise => Self {
                items: self.items,
                rows: self.rows.iter().filter(complete).cloned().collect(),
            },
        }
    }

    /// The answers of those who answered every item.
    pub fn complete(&self) -> Vec<Vec<f64>> {
        let rows = self.rows.iter();
        rows.filter_map(|row| row.iter().copied().collect::<Option<Vec<_>>>()).collect()
    }

    /// Whatever was answered to one item.
    pub fn column(&self, item: usize) -> Vec<f64> {
        self.rows.iter().filter_map(|row| row[item]).collect()
    }

    /// Covariances of the items, each from whoever answered both. None, if two items have fewer
    /// than two people in common.
    pub fn covariances(&self) -> Option<DMatrix<f64>> {
        self.matrix(covariance)
    }

    /// Correlations of the items, likewise; none also where an item does not vary.
    pub fn correlations(&self) -> Option<DMatrix<f64>> {
        self.matrix(correlation)
    }

    fn matrix(&self, of: fn(&[(f64, f64)]) -> Option<f64>) -> Option<DMatrix<f64>> {
        let mut matrix = DMatrix::zeros(self.items, self.items);
        for i in 0..self.items {
            for j in 0..=i {
                let both = self.rows.iter().filter_map(|row| Some((row[i]?, row[j]?)));
                let value = of(&both.collect::<Vec<_>>())?;
                matrix[(i, j)] = value;
                matrix[(j, i)] = value;
            }
        }
        Some(matrix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_of_one_length() {
        assert_eq!(Sheets::try_new(vec![vec![Some(1.0)], vec![]]), None);
        let none = Sheets::try_new(vec![]).unwrap();
        assert_eq!((none.items(), none.people()), (0, 0));
    }

    #[test]
    fn who_left_something_out_counts_pairwise_only() {
        let sheets = Sheets::try_new(vec![
            vec![Some(1.0), Some(2.0)],
            vec![Some(2.0), None],
            vec![Some(3.0), Some(1.0)],
            vec![None, None],
        ])
        .unwrap();
        assert_eq!(sheets.people(), 3);
        assert_eq!(sheets.kept(Missing::Listwise).people(), 2);
        assert_eq!(sheets.kept(Missing::Pairwise).people(), 3);
        assert_eq!(sheets.column(0), [1.0, 2.0, 3.0]);
        let pairwise = sheets.covariances().unwrap();
        assert_eq!((pairwise[(0, 0)], pairwise[(0, 1)], pairwise[(1, 0)]), (1.0, -1.0, -1.0));
    }
}
