//! The stitched schema.

use std::borrow::Cow;

use analytics::InteractionMutation;
use assessment::{AssessmentMutation, QuestionnaireQuery, sheets};
use async_graphql::{
    ContainerType, Context, ContextSelectionSet, EmptySubscription, Error, ID, MergedObject,
    Object, ObjectType, OutputType, Positioned, Schema, ServerResult, Value, parser::types::Field,
    registry::Registry, resolver_utils::resolve_container,
};
use feedback::{AnonymousQuery, FeedbackFormQuery, FeedbackMutation, anonymous};
use identity::{
    AccountMutation, IdentityQuery, InvitationQuery, MembershipMutation, OrganizationMutation,
    PolicyQuery,
};
use kernel::{Answer, Fault, NodeId, Stitch};

use crate::{
    again::Again,
    node::{App, Found},
};

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

/// What can be asked. A field that fails is null, and not left out.
#[derive(Default)]
pub struct Query(Fields);

/// What can be asked.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
struct Fields(
    NodeQuery,
    IdentityQuery,
    PolicyQuery,
    InvitationQuery,
    FeedbackFormQuery,
    AnonymousQuery,
    QuestionnaireQuery,
);

impl ContainerType for Query {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        let answer = match for_bearers(ctx) {
            Ok(()) => self.0.resolve_field(ctx).await,
            refused => refused.map(|()| None),
        };
        match answer {
            Err(error) if kernel::can_be_null(ctx, &Self::type_name()) => {
                ctx.add_error(error);
                Ok(Some(Value::Null))
            }
            answer => answer,
        }
    }
}

impl OutputType for Query {
    fn type_name() -> Cow<'static, str> {
        <Fields as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Fields::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        resolve_container(ctx, self).await
    }
}

impl ObjectType for Query {}

/// What can be done, one after the other; each with the rights of its moment.
#[derive(Default)]
pub struct Mutation(Deeds);

/// What can be done.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
struct Deeds(
    AccountMutation,
    MembershipMutation,
    OrganizationMutation,
    FeedbackMutation,
    AssessmentMutation,
    InteractionMutation,
);

impl ContainerType for Mutation {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        if let Some(again) = ctx.data_opt::<Again>()
            && let Err(fault) = again.ask(ctx).await
        {
            return Err(ctx.set_error_path(Error::from(fault).into_server_error(ctx.item.pos)));
        }
        for_bearers(ctx)?;
        self.0.resolve_field(ctx).await
    }
}

/// Who comes with a ticket asks for what is for them, and for nothing else: whatever is signed,
/// opened or read besides could tell who it is.
fn for_bearers(ctx: &Context<'_>) -> ServerResult<()> {
    let name = ctx.item.node.name.node.as_str();
    let feedback = !anonymous::is_bearer(ctx) || anonymous::FIELDS.contains(&name);
    let answering = !sheets::is_bearer(ctx) || sheets::FIELDS.contains(&name);
    if feedback && answering {
        return Ok(());
    }
    Err(ctx.set_error_path(Error::from(Fault::forbidden()).into_server_error(ctx.item.pos)))
}

impl OutputType for Mutation {
    fn type_name() -> Cow<'static, str> {
        <Deeds as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Deeds::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        resolve_container(ctx, self).await
    }
}

impl ObjectType for Mutation {}

#[derive(Default)]
struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Any object, by its id; null if there is none for you.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An id that an answer told.")] id: ID,
    ) -> Answer<Option<Found>> {
        Found::find(ctx, parse(&id)?).await
    }

    /// Objects by their ids, in the order of the ids; null where there is none for you.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most 100 ids that answers told.")] ids: Vec<ID>,
    ) -> Answer<Vec<Option<Found>>> {
        if ids.len() > MOST_NODES {
            return Err(Fault::bad_input(format!("Ask for at most {MOST_NODES} at once.")));
        }
        let ids = ids.iter().map(parse).collect::<Answer<Vec<_>>>()?;
        futures_util::future::try_join_all(ids.into_iter().map(|id| Found::find(ctx, id))).await
    }
}

fn parse(id: &ID) -> Answer<NodeId> {
    id.parse().map_err(|_| Fault::bad_input("This is not an id."))
}
