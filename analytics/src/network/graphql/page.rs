use kernel::{Page, Position, PositionBytes};

/// The place of a group of units in its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupPlace(pub u32);

impl Position for GroupPlace {
    fn to_bytes(&self) -> PositionBytes {
        self.0.to_be_bytes().to_vec().into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(u32::from_be_bytes(bytes)))
    }
}

/// Those of a page and one more, in the order in which the page is read.
pub fn of_page(page: &Page<GroupPlace>, places: &[GroupPlace]) -> Vec<GroupPlace> {
    let inside = |place: &&GroupPlace| {
        page.after.is_none_or(|after| **place > after)
            && page.before.is_none_or(|before| **place < before)
    };
    let inside = places.iter().filter(inside).copied();
    let most = usize::try_from(page.probe()).unwrap_or(usize::MAX);
    if page.backwards { inside.rev().take(most).collect() } else { inside.take(most).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_from_either_end() {
        let places = [1, 3, 5, 7].map(GroupPlace);
        let page = Page { size: 1, after: None, before: None, backwards: false, ends: true };
        assert_eq!(of_page(&page, &places), [1, 3].map(GroupPlace));
        let later = Page { after: Some(GroupPlace(3)), ..page };
        assert_eq!(of_page(&later, &places), [5, 7].map(GroupPlace));
        let back = Page { before: Some(GroupPlace(7)), backwards: true, ..page };
        assert_eq!(of_page(&back, &places), [5, 3].map(GroupPlace));
        assert_eq!(GroupPlace::from_bytes(&GroupPlace(700).to_bytes()), Some(GroupPlace(700)));
        assert_eq!(GroupPlace::from_bytes(&[1]), None);
    }
}
