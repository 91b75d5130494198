//! Read models: numbers about people, told without telling of a person.

pub mod disclosure;
