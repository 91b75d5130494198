//! What introspection shows to whom. It refuses nothing: each field asks its policy besides.
//! Outside a request everything is shown.

use async_graphql::Context;
use kernel::{Call, Place};

use crate::network::policy;

pub fn to_readers_of_interactions(ctx: &Context<'_>) -> bool {
    to(ctx, policy::may_read_part)
}

pub fn to_managers_of_interactions(ctx: &Context<'_>) -> bool {
    to(ctx, policy::may_manage)
}

fn to(ctx: &Context<'_>, them: fn(&Place) -> bool) -> bool {
    ctx.data_opt::<Call>().is_none_or(|call| call.viewer.places.iter().any(them))
}
