//! What the numbers of engagement rest on besides the answers: from where on an answer is
//! favourable. The numbers themselves are made behind the gate.

mod favour;

pub(crate) use self::favour::{Bounds, Favour, rounded};
