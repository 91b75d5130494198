//! Lists of what an organisation consists of, from the directory.

use std::sync::Arc;

use async_graphql::Context;
use kernel::{
    Answer, Call, List, MembershipId, Noun, Page, PageInput, Position, PositionBytes, Ref, Sealed,
    Total,
};
use uuid::Uuid;

/// Where somebody or something stands in a list by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stand<I = MembershipId>(pub Arc<str>, pub I);

impl<I: Into<Uuid> + From<Uuid> + Copy> Position for Stand<I> {
    fn to_bytes(&self) -> PositionBytes {
        [self.1.into().as_bytes(), self.0.as_bytes()].concat().into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (id, name) = bytes.split_at_checked(16)?;
        let id = I::from(Uuid::from_slice(id).ok()?);
        Some(Self(std::str::from_utf8(name).ok()?.into(), id))
    }
}

/// A page of all of these, which `bound` tells from other lists of the same field.
pub fn list<I>(
    ctx: &Context<'_>,
    field: &str,
    bound: &[&[u8]],
    page: &PageInput,
    all: impl Iterator<Item = (Arc<str>, I)>,
) -> Answer<List<Ref<I>>>
where
    I: Noun + Into<Uuid> + From<Uuid> + Ord,
{
    let sealed = Sealed::new(Call::of(ctx), field, bound);
    let page = Page::<Stand<I>>::try_new(page, &sealed)?;
    let mut stands: Vec<_> = all.map(|(name, id)| Stand(name, id)).collect();
    let total = Total::known(stands.len());
    stands.retain(|stand| {
        page.after.as_ref().is_none_or(|after| stand > after)
            && page.before.as_ref().is_none_or(|before| stand < before)
    });
    stands.sort_unstable();
    if page.backwards {
        stands.reverse();
    }
    stands.truncate(page.size + 1);
    let rows = stands.into_iter().map(|stand| (stand.clone(), Ref(stand.1))).collect();
    Ok(kernel::list(&page, &sealed, rows, total))
}
