//! Results: who reads them, what is kept, and what is computed again.

mod brought;
mod corrected;
mod readers;
mod recognised;
mod released;
mod stage;
