//! The tables of this context, one a file.

pub mod access_token;
pub mod administrator_scope;
pub mod audit_entry;
pub mod coach_grant;
pub mod consent;
pub mod group_member;
pub mod invitation;
pub mod licence;
pub mod link;
pub mod member_group;
pub mod membership;
pub mod organization;
pub mod person;
pub mod person_email;
pub mod policy_version;
pub mod session;
pub mod spent_refresh;
pub mod throttle;
pub mod unit;
