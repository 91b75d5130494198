//! All SQL of this context.

pub mod directory;
pub mod member;
pub mod organization;

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
