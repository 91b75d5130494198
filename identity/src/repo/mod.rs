//! All SQL of this context.

pub mod account;
pub mod belonging;
pub mod bulk;
pub mod coach_grant;
pub mod deployment;
pub mod directory;
pub mod directory_import;
pub mod email;
pub mod import_invitations;
pub mod invitation;
pub mod link;
pub mod member;
pub mod organization;
pub mod photo;
pub mod policy;
pub mod profile;
pub mod session;
pub mod statement;
pub mod structure;
pub mod sweep;
pub mod throttle;

use kernel::Page;
use sea_orm::Order;

/// The order in which a page is read: the list's own, or from its end.
fn order<P>(page: &Page<P>, forwards: Order) -> Order {
    match (page.backwards, forwards) {
        (false, order) => order,
        (true, Order::Asc) => Order::Desc,
        (true, _) => Order::Asc,
    }
}
