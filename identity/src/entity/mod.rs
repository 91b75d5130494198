//! The tables of this context, one a file.

pub mod administrator_scope;
pub mod audit_entry;
pub mod coach_grant;
pub mod group_member;
pub mod licence;
pub mod member_group;
pub mod membership;
pub mod organization;
pub mod person;
pub mod unit;
