//! What introspection shows to whom. It refuses nothing: each field asks its policy besides.
//! Outside a request everything is shown.

use async_graphql::Context;
use kernel::Call;

use crate::campaigns::policy;

pub fn to_who_asks_others(ctx: &Context<'_>) -> bool {
    let asks = |call: &Call| call.viewer.places.iter().any(policy::may_ask_others);
    ctx.data_opt::<Call>().is_none_or(asks)
}
