//! From the document's scales to what computes.

use std::collections::HashMap;

use super::document::{Combine, Document, Scale};
use crate::scoring::{self, Bounds, KeyProblem, Term, default_least};

/// Why a scale cannot be scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unkeyed {
    /// An item, or a facet, at this place has no such code.
    NoSuchItem(usize),
    NoSuchFacet(usize),
    /// The answer of the item at this place is no number within the scale's bounds.
    OutOfBounds(usize),
    /// It has neither items nor facets, or both; or a facet has facets itself.
    Shape,
    Key(KeyProblem),
}

/// Items by their places on the sheet.
pub struct Sheet<'a> {
    document: &'a Document,
    places: HashMap<&'a str, usize>,
}

impl<'a> Sheet<'a> {
    pub fn of(document: &'a Document) -> Self {
        let places = document.items().enumerate().map(|(i, item)| (item.code.as_str(), i));
        Self { document, places: places.collect() }
    }

    /// A scale of items or of facets; none of forced choices.
    pub fn key(&self, scale: &Scale) -> Result<Option<scoring::Scale>, Unkeyed> {
        if scale.combine == Combine::Ipsative {
            let bare = scale.items.is_empty() && scale.facets.is_empty();
            return if bare { Ok(None) } else { Err(Unkeyed::Shape) };
        }
        let terms = match (scale.items.is_empty(), scale.facets.is_empty()) {
            (false, true) => self.terms(scale)?,
            (true, false) => self.of_facets(scale)?,
            _ => return Err(Unkeyed::Shape),
        };
        let least = scale.least.unwrap_or_else(|| default_least(terms.len()));
        let bounds = Bounds { lowest: scale.lowest, highest: scale.highest };
        let combine = match scale.combine {
            Combine::Sum => scoring::Combine::Sum,
            _ => scoring::Combine::Mean,
        };
        scoring::Scale::try_new(terms, bounds, combine, least).map(Some).map_err(Unkeyed::Key)
    }

    fn terms(&self, scale: &Scale) -> Result<Vec<Term>, Unkeyed> {
        let items: Vec<_> = self.document.items().collect();
        let term = |(i, key): (usize, &super::document::Key)| {
            let place = *self.places.get(key.item.as_str()).ok_or(Unkeyed::NoSuchItem(i))?;
            let range = items[place].answer.range();
            let bounded = |(low, high)| low >= scale.lowest && high <= scale.highest;
            if !range.is_some_and(bounded) {
                return Err(Unkeyed::OutOfBounds(i));
            }
            Ok(Term { item: place, reversed: key.reversed, weight: key.weight.unwrap_or(1.0) })
        };
        scale.items.iter().enumerate().map(term).collect()
    }

    fn of_facets(&self, scale: &Scale) -> Result<Vec<Term>, Unkeyed> {
        let mut terms = vec![];
        for (i, code) in scale.facets.iter().enumerate() {
            let facet = self.document.scale(code).ok_or(Unkeyed::NoSuchFacet(i))?;
            let alike = (facet.lowest, facet.highest) == (scale.lowest, scale.highest);
            if facet.items.is_empty() || !facet.facets.is_empty() || !alike {
                return Err(Unkeyed::Shape);
            }
            terms.extend(self.terms(facet)?);
        }
        Ok(terms)
    }
}
