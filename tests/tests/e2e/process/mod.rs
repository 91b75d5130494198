//! The built server as whoever runs it has it: killed, told to stop, read in its log.

mod durable;
mod kill;
mod log;
mod stop;
