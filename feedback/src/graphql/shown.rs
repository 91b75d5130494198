//! What introspection shows to whom. It refuses nothing: each field asks its policy besides.
//! Outside a request everything is shown.

use async_graphql::Context;
use kernel::{Call, Place, Role, Viewer};

pub fn to_administrators(ctx: &Context<'_>) -> bool {
    to(ctx, |viewer| viewer.has(Role::Administrator))
}

pub fn to_coaches(ctx: &Context<'_>) -> bool {
    to(ctx, |viewer| viewer.places.iter().any(Place::is_coach))
}

pub fn to_managers(ctx: &Context<'_>) -> bool {
    to(ctx, |viewer| viewer.places.iter().any(|place| !place.reports.is_empty()))
}

fn to(ctx: &Context<'_>, them: impl Fn(&Viewer) -> bool) -> bool {
    ctx.data_opt::<Call>().is_none_or(|call| them(&call.viewer))
}
