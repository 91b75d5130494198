//! What this context says in GraphQL.

mod accept_policy;
mod account;
mod add_email;
mod audit_log;
mod belonging;
mod by_name;
mod change_password;
mod coach_grant;
mod complete_registration;
mod cookies;
mod end_other_sessions;
mod end_session;
mod invitation;
mod members;
mod membership;
mod organization;
mod policy_version;
mod publish_policy;
mod refresh_session;
mod register;
mod remove_email;
mod request_password_reset;
mod reset_password;
mod session;
mod set_photo;
mod set_primary_email;
mod sign_in;
mod sign_out;
mod structure;
mod tokens;
mod unit;
mod update_preferences;
mod update_profile;
mod user;
mod user_account;
mod user_error;
mod verify_email;

use async_graphql::{Context, ID, Object};
use futures_util::FutureExt;
use kernel::{
    Answer, AsViewer, Call, List, OrganizationId, Page, PageInput, Ref, Sealed, Total, UserId, list,
};

pub use self::{
    account::{AccountMutation, attach as attach_account},
    audit_log::OrganizationOversight,
    belonging::{InvitationQuery, MembershipMutation},
    coach_grant::CoachGrantFields,
    cookies::{CookieNames, Presented},
    invitation::InvitationFields,
    membership::MembershipFields,
    organization::OrganizationFields,
    policy_version::{Consent, PolicyQuery, PolicyVersionFields},
    session::SessionFields,
    structure::OrganizationMutation,
    tokens::{SessionTokens, SessionTransport},
    unit::{GroupFields, UnitFields},
    user::UserFields,
    user_account::{UserAccount, UserEmail},
    user_error::{UserError, UserErrorCode},
};
use crate::{policy, repo};

/// The root fields of this context.
#[derive(Default)]
pub struct IdentityQuery;

#[Object]
impl IdentityQuery {
    /// You; null for a stranger.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Ref<UserId>> {
        ctx.viewer().user().map(Ref)
    }

    /// One of your organisations; for operators any that subscribes. Null if there is none
    /// for you.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which: `org_…`.")] id: ID,
    ) -> Answer<Option<Ref<OrganizationId>>> {
        let id = members::parse(&id)?;
        Ok(OrganizationFields(id).exists(ctx).await?.then_some(Ref(id)))
    }

    /// Visible to operators: the organisations that subscribe, in the order in which they
    /// were made.
    #[graphql(visible = "crate::graphql::to_operators")]
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<OrganizationId>>>> {
        if !policy::may_list_organizations(ctx.viewer()) {
            return Ok(ctx.deny());
        }
        let call = Call::of(ctx);
        let sealed = Sealed::new(call, "Query.organizations", &[]);
        let page = PageInput { first, after, last, before };
        let page = Page::<OrganizationId>::try_new(&page, &sealed)?;
        let rows = repo::organization::subscribers_unchecked(&call.db, &page).await?;
        let rows = rows.into_iter().map(|id| (id, Ref(id))).collect();
        let total = Total::counted(|ctx| {
            async move {
                let db = &Call::of(ctx).db;
                let count = repo::organization::count_subscribers_unchecked(db).await?;
                Ok(i64::try_from(count).ok())
            }
            .boxed()
        });
        Ok(Some(list(&page, &sealed, rows, total)))
    }
}

/// Introspection shows it to operators only.
pub fn to_operators(ctx: &Context<'_>) -> bool {
    policy::may_list_organizations(ctx.viewer())
}

/// What of a use case's answer the caller can put right.
fn errors<T, C, E: From<C>>(done: Result<T, C>) -> Vec<E> {
    done.err().map(E::from).into_iter().collect()
}
