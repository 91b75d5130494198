//! What accounts say in GraphQL, put together.

use async_graphql::{Data, MergedObject};

use super::{
    accept_policy::AcceptPolicyMutation, add_email::AddEmailMutation,
    change_password::ChangePasswordMutation, complete_registration::CompleteRegistrationMutation,
    end_other_sessions::EndOtherSessionsMutation, end_session::EndSessionMutation, policy_version,
    publish_policy::PublishPolicyMutation, refresh_session::RefreshSessionMutation,
    register::RegisterMutation, remove_email::RemoveEmailMutation,
    request_password_reset::RequestPasswordResetMutation, reset_password::ResetPasswordMutation,
    session, set_photo::PhotoMutation, set_primary_email::SetPrimaryEmailMutation,
    sign_in::SignInMutation, sign_out::SignOutMutation,
    update_preferences::UpdatePreferencesMutation, update_profile::UpdateProfileMutation,
    verify_email::VerifyEmailMutation,
};

/// Every mutation of accounts.
#[derive(MergedObject, Default)]
pub struct AccountMutation(
    AcceptPolicyMutation,
    AddEmailMutation,
    ChangePasswordMutation,
    CompleteRegistrationMutation,
    EndOtherSessionsMutation,
    EndSessionMutation,
    PublishPolicyMutation,
    RefreshSessionMutation,
    RegisterMutation,
    RemoveEmailMutation,
    RequestPasswordResetMutation,
    ResetPasswordMutation,
    PhotoMutation,
    SetPrimaryEmailMutation,
    SignInMutation,
    SignOutMutation,
    UpdatePreferencesMutation,
    UpdateProfileMutation,
    VerifyEmailMutation,
);

/// Puts what the resolvers of accounts need beside a request.
pub fn attach(data: &mut Data) {
    session::attach(data);
    policy_version::attach(data);
}
