//! What this context says of campaigns in GraphQL.

mod campaign;
mod comment;
mod compare;
mod dashboard;
mod driver;
mod filter;
mod heat_map;
mod participation;
mod question;
mod shown;
pub(crate) mod statistic;
mod trend;

pub use self::campaign::CampaignAnalytics;
pub(crate) use self::shown::to_readers_of_dashboards;
pub(crate) use self::{dashboard::DashboardView, statistic::NumberStatistic};
