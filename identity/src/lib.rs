//! People, organisations, licences, memberships, units, sessions; and who is asking.

pub mod account;
pub mod belonging;
pub mod directory;
pub mod directory_import;
mod entity;
pub mod founding;
mod graphql;
mod loader;
mod once;
pub mod organization;
mod policy;
mod repo;
pub mod structure;
mod viewer;

use async_graphql::{Context, Data};

pub use directory::{Directory, Snapshot, Snapshots, Standing, employed_from_unchecked};
pub use graphql::{
    AccountMutation, CoachGrantFields, Consent, CookieNames, GroupFields, IdentityQuery,
    InvitationFields, InvitationQuery, MembershipFields, MembershipMutation, OrganizationFields,
    OrganizationMutation, OrganizationOversight, PolicyQuery, PolicyVersionFields, Presented,
    SessionFields, SessionTokens, SessionTransport, UnitFields, UserAccount, UserEmail, UserError,
    UserErrorCode, UserFields,
};
pub use repo::deployment;
pub use viewer::{Asking, acting_unchecked, directory_unchecked, member_unchecked, who_asks};

/// What was read for the viewer of before is read anew for the one of now.
pub fn forget(ctx: &Context<'_>) {
    ctx.data_unchecked::<loader::People>().forget();
    ctx.data_unchecked::<loader::Members>().forget();
    ctx.data_unchecked::<loader::Frames>().forget();
    ctx.data_unchecked::<loader::Seats>().forget();
    ctx.data_unchecked::<loader::Invitations>().forget();
    ctx.data_unchecked::<loader::LatestInvitations>().forget();
    ctx.data_unchecked::<loader::CoachGrants>().forget();
}

/// Puts what this context's resolvers need beside a request.
pub fn attach(data: &mut Data, snapshots: Snapshots) {
    data.insert(loader::People::default());
    data.insert(loader::Members::default());
    data.insert(loader::Frames::default());
    data.insert(loader::Seats::default());
    data.insert(loader::Invitations::default());
    data.insert(loader::LatestInvitations::default());
    data.insert(loader::CoachGrants::default());
    data.insert(snapshots);
    graphql::attach_account(data);
}
