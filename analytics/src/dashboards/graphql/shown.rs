//! What introspection shows to whom. It refuses nothing: each field asks its policy besides.
//! Outside a request everything is shown.

use async_graphql::Context;
use kernel::{Call, Role};

pub fn to_readers_of_dashboards(ctx: &Context<'_>) -> bool {
    ctx.data_opt::<Call>().is_none_or(|call| {
        let mut places = call.viewer.places.iter();
        places.any(|it| it.roles.has(Role::Administrator) || !it.reports.is_empty())
    })
}
