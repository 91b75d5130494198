//! What every context may know: the product's nouns, who asks, references between contexts,
//! the request's loaders, the handles on the database, the clock. No statement lives here
//! but those of what every use case writes: its audit entry, its outbox row, its idempotency.

mod asker;
pub mod audit;
pub mod bulk;
mod call;
mod campaign_ticket;
mod clock;
mod crypt;
mod cursor;
mod db;
mod fault;
mod graph;
pub mod idempotency;
pub mod json;
mod lanes;
mod loader;
mod noun;
pub mod outbox;
mod page;
pub mod paged;
mod problem;
mod scalar;
mod secret;
mod select;
pub mod text;
mod ticket;
mod viewer;
pub mod whole;

pub use asker::Asker;
pub use call::{Call, Origin};
pub use campaign_ticket::CampaignTicket;
pub use clock::{Clock, ManualClock, Source};
pub use cursor::{Position, PositionBytes, Sealed};
pub use db::{Db, Tx, Write, hex, uuids, within};
pub use fault::{Answer, Code, Fault};
pub use graph::{Ref, Stitch};
pub use idempotency::{IdempotencyKey, Once, is_taken};
pub use lanes::{Engine, Lanes};
pub use loader::{Batches, Loader};
pub use noun::*;
pub use page::{List, MOST, Page, PageInput, Total, list};
pub use problem::{Problem, Speech};
pub use scalar::{Date, EmailAddress, Locale, Markdown, TimeZone, Url};
pub use secret::{Secret, Token};
pub use select::{AsText, ErrorPlace, can_be_null};
pub use ticket::{Holder, Month, Ticket, TicketCode};
pub use viewer::{
    AsViewer, Coached, DataKind, DataKinds, MemberKind, Place, Role, Roles, Scope, Signed, Viewer,
};
