//! Pages: their limits, and the connection a list answers with.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{
    Context, ContextSelectionSet, Object, OutputType, Positioned, ServerResult, TypeName, Value,
    connection::{CursorType, PageInfo},
    parser::types::Field,
    registry::Registry,
};
use futures_util::future::BoxFuture;

use crate::{Answer, Fault, Position, Sealed, cursor::Cursor, select};

const DEFAULT: usize = 20;
/// The longest page, in rows.
pub const MOST: usize = 100;

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
    /// Whether anybody wants to know if there are more.
    pub ends: bool,
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
        Ok(Self {
            size,
            after: open(&input.after)?,
            before: open(&input.before)?,
            backwards,
            ends: true,
        })
    }
}

impl<P> Page<P> {
    /// For a list whose field this is: where nobody asks for `pageInfo`, no row is read for it.
    pub fn read_for(self, ctx: &Context<'_>) -> Self {
        Self { ends: ctx.look_ahead().field("pageInfo").exists(), ..self }
    }

    /// One more than a page tells whether there is another.
    pub fn probe(&self) -> u64 {
        self.size as u64 + u64::from(self.ends)
    }
}

type Count = dyn for<'a> Fn(&'a Context<'_>) -> BoxFuture<'a, Answer<Option<i64>>> + Send + Sync;

/// How many rows a list has on all pages together.
pub struct Total(Arc<Count>);

impl Total {
    /// `count` runs only when the total is asked for.
    pub fn counted(
        count: impl for<'a> Fn(&'a Context<'_>) -> BoxFuture<'a, Answer<Option<i64>>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(count))
    }

    /// Of a list that is in memory anyway.
    pub fn known(count: usize) -> Self {
        Self::counted(move |_| Box::pin(async move { Ok(i64::try_from(count).ok()) }))
    }
}

/// The rows in the order the page was read in (backwards, if it was asked from the end), of
/// which there may be one more than the page has.
pub fn list<P, N>(page: &Page<P>, list: &Sealed, mut rows: Vec<(P, N)>, total: Total) -> List<N>
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
    let edges = rows.into_iter().map(|(place, node)| Edge { cursor: list.cursor(&place), node });
    List(Listed { edges: edges.collect(), previous, next, total })
}

/// A connection of GraphQL: a page of `N` with its edges. Its fields are resolved as those of
/// the objects in it are: see [`select`].
pub struct List<N>(Listed<N>);

struct Listed<N> {
    edges: Vec<Edge<N>>,
    previous: bool,
    next: bool,
    total: Total,
}

struct Edge<N> {
    cursor: Cursor,
    node: N,
}

impl<N: OutputType> OutputType for List<N> {
    fn type_name() -> Cow<'static, str> {
        <Listed<N> as TypeName>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Listed::<N>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        // In a place of its own, which a field that holds a list would otherwise need room for.
        Box::pin(select::in_order(&self.0, ctx)).await
    }
}

impl<N: OutputType> TypeName for Listed<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", N::type_name()).into()
    }
}

impl<N: OutputType> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::type_name()).into()
    }
}

/// A page of a list.
#[Object(name_type)]
impl<N: OutputType> Listed<N> {
    /// The rows of this page, each with its cursor.
    async fn edges(&self) -> Each<'_, Edge<N>> {
        Each(self.edges.iter().collect())
    }

    /// The rows of this page.
    async fn nodes(&self) -> Each<'_, N> {
        Each(self.edges.iter().map(|edge| &edge.node).collect())
    }

    /// Whether there are more pages, and the cursors that lead to them.
    async fn page_info(&self) -> PageInfo {
        let cursor = |edge: Option<&Edge<N>>| edge.map(|edge| edge.cursor.encode_cursor());
        PageInfo {
            has_previous_page: self.previous,
            has_next_page: self.next,
            start_cursor: cursor(self.edges.first()),
            end_cursor: cursor(self.edges.last()),
        }
    }

    /// How many rows you may see under this filter, on all pages together.
    async fn total_count(&self, ctx: &Context<'_>) -> Answer<Option<i64>> {
        (self.total.0)(ctx).await
    }
}

/// A row of a list, and where it stands.
#[Object(name_type)]
impl<N: OutputType> Edge<N> {
    /// The place of this row: `after` and `before` take it.
    async fn cursor(&self) -> String {
        self.cursor.encode_cursor()
    }

    /// The row.
    async fn node(&self) -> &N {
        &self.node
    }
}

/// The elements of a list in its order.
struct Each<'a, N>(Vec<&'a N>);

impl<N: OutputType> OutputType for Each<'_, N> {
    fn type_name() -> Cow<'static, str> {
        <Vec<N> as OutputType>::type_name()
    }

    fn qualified_type_name() -> String {
        <Vec<N> as OutputType>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Vec<N> as OutputType>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        select::each(self.0.iter().copied(), ctx, field).await
    }
}
