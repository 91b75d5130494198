//! What belongs to one organisation does not exist for another's members.

mod canaries;
mod foreign;
mod keys;
mod made_up;
