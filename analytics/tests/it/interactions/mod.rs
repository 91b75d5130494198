//! Who is tied to whom.

mod reference;
mod scene;
mod snapshots;
mod told;
