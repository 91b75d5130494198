//! Who is tied to whom.

mod reference;
