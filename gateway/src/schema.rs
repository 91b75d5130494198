//! The stitched schema.

use async_graphql::{Context, EmptySubscription, ID, MergedObject, Object, Schema};
use feedback::FeedbackMutation;
use identity::{
    AccountMutation, IdentityQuery, InvitationQuery, MembershipMutation, OrganizationMutation,
    PolicyQuery,
};
use kernel::{Answer, Fault, NodeId, Stitch};

use crate::node::{App, Node};

pub type AppSchema = Schema<Query, Mutation, EmptySubscription>;

/// How many objects `nodes` answers at once.
const MOST_NODES: usize = 100;

/// Whatever is the same for all requests is put beside it by `more`.
pub fn schema(accounts: identity::account::Accounts) -> AppSchema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .data(Stitch::with::<App>())
        .data(accounts)
        // "Did you mean …" would name what the asker's introspection hides.
        .disable_suggestions()
        .finish()
}

/// What can be asked.
#[derive(MergedObject, Default)]
pub struct Query(NodeQuery, IdentityQuery, PolicyQuery, InvitationQuery);

/// What can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(AccountMutation, MembershipMutation, OrganizationMutation, FeedbackMutation);

#[derive(Default)]
struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Any object, by its id; null if there is none for you.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An id that an answer told.")] id: ID,
    ) -> Answer<Option<Node>> {
        Node::find(ctx, parse(&id)?).await
    }

    /// Objects by their ids, in the order of the ids; null where there is none for you.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most 100 ids that answers told.")] ids: Vec<ID>,
    ) -> Answer<Vec<Option<Node>>> {
        if ids.len() > MOST_NODES {
            return Err(Fault::bad_input(format!("Ask for at most {MOST_NODES} at once.")));
        }
        let ids = ids.iter().map(parse).collect::<Answer<Vec<_>>>()?;
        futures_util::future::try_join_all(ids.into_iter().map(|id| Node::find(ctx, id))).await
    }
}

fn parse(id: &ID) -> Answer<NodeId> {
    id.parse().map_err(|_| Fault::bad_input("This is not an id."))
}
