//! Pages: their limits, and the connection a list answers with.

use std::sync::Arc;

use async_graphql::{
    Context, Object, OutputType,
    connection::{
        Connection, DefaultConnectionName, DefaultEdgeName, Edge, EmptyFields, EnableNodesField,
    },
};
use futures_util::future::BoxFuture;

use crate::{Answer, Fault, Position, Sealed, cursor::Cursor};

const DEFAULT: usize = 20;
/// The longest page, in rows.
pub const MOST: usize = 100;

/// `edges`, `nodes`, `pageInfo` and `totalCount` of a page of `N`.
pub type List<N> = Connection<
    Cursor,
    N,
    Edges,
    EmptyFields,
    DefaultConnectionName,
    DefaultEdgeName,
    EnableNodesField,
>;

/// The page arguments of a field, as they came.
#[derive(Clone, Debug, Default)]
pub struct PageInput {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

/// What a caller asked for: so many, between two places, from one end or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Page<P> {
    pub size: usize,
    pub after: Option<P>,
    pub before: Option<P>,
    /// From the end of the list; the rows are still answered in the list's order.
    pub backwards: bool,
}

impl<P: Position> Page<P> {
    /// At most [`MOST`] rows, 20 if nothing is said; `first` and `last` exclude each other.
    pub fn try_new(input: &PageInput, sealed: &Sealed) -> Answer<Self> {
        let (size, backwards) = match (input.first, input.last) {
            (Some(_), Some(_)) => {
                return Err(Fault::bad_input("Ask for the first or the last, not for both."));
            }
            (first, None) => (first, false),
            (None, last) => (last, true),
        };
        let size = match size.map_or(Ok(DEFAULT), usize::try_from) {
            Ok(size) if size <= MOST => size,
            _ => {
                let told = format!("A page has 0 to {MOST} rows.");
                return Err(Fault::bad_input(told));
            }
        };
        let open =
            |cursor: &Option<String>| cursor.as_deref().map(|it| sealed.open(it)).transpose();
        Ok(Self { size, after: open(&input.after)?, before: open(&input.before)?, backwards })
    }
}

impl<P> Page<P> {
    /// One more than a page tells whether there is another.
    pub fn probe(&self) -> u64 {
        self.size as u64 + 1
    }
}

type Count = dyn for<'a> Fn(&'a Context<'_>) -> BoxFuture<'a, Answer<Option<i64>>> + Send + Sync;

/// What a connection says besides its rows.
pub struct Edges(Arc<Count>);

impl Edges {
    /// `count` runs only when the total is asked for.
    pub fn counted(
        count: impl for<'a> Fn(&'a Context<'_>) -> BoxFuture<'a, Answer<Option<i64>>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(count))
    }

    /// A list that is in memory anyway.
    pub fn known(count: usize) -> Self {
        Self::counted(move |_| Box::pin(async move { Ok(i64::try_from(count).ok()) }))
    }
}

#[Object]
impl Edges {
    /// How many rows you may see under this filter, on all pages together.
    async fn total_count(&self, ctx: &Context<'_>) -> Answer<Option<i64>> {
        (self.0)(ctx).await
    }
}

/// The rows in the order the page was read in (backwards, if it was asked from the end), of
/// which there may be one more than the page has.
pub fn list<P, N>(page: &Page<P>, list: &Sealed, mut rows: Vec<(P, N)>, total: Edges) -> List<N>
where
    P: Position,
    N: OutputType,
{
    let more = rows.len() > page.size;
    rows.truncate(page.size);
    let (previous, next) = if page.backwards {
        rows.reverse();
        (more, page.before.is_some())
    } else {
        (page.after.is_some(), more)
    };
    let mut answer = List::with_additional_fields(previous, next, total);
    let edges = rows.into_iter().map(|(place, node)| Edge::new(list.cursor(&place), node));
    answer.edges.extend(edges);
    answer
}
