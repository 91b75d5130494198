//! What introspection shows to whom. It refuses nothing: each field asks its policy besides.
//! Outside a request everything is shown.

use async_graphql::Context;
use kernel::{Call, Viewer};

use crate::instruments::policy;

pub fn to_managers_of_instruments(ctx: &Context<'_>) -> bool {
    to(ctx, |viewer| viewer.places.iter().any(policy::may_manage))
}

pub fn to_readers_of_instruments(ctx: &Context<'_>) -> bool {
    to(ctx, |viewer| viewer.places.iter().any(policy::may_read))
}

fn to(ctx: &Context<'_>, them: impl Fn(&Viewer) -> bool) -> bool {
    ctx.data_opt::<Call>().is_none_or(|call| them(&call.viewer))
}
