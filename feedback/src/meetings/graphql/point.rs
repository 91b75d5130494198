use async_graphql::{InputObject, SimpleObject};
use kernel::Date;

use crate::meetings::{content::Point, entity::point};

/// Something the two who met agreed on.
#[derive(SimpleObject)]
pub struct MeetingPoint {
    /// What, in a line.
    text: String,
    /// By when.
    due_date: Option<Date>,
    /// Whether it is done.
    done: bool,
}

impl From<point::Model> for MeetingPoint {
    fn from(row: point::Model) -> Self {
        Self { text: row.text, due_date: row.due_on.map(Date), done: row.done }
    }
}

/// Something the two who met agreed on.
#[derive(InputObject)]
pub struct MeetingPointInput {
    /// What, 1 to 500 characters on one line.
    text: String,
    /// By when.
    due_date: Option<Date>,
    /// Whether it is done.
    #[graphql(default)]
    done: bool,
}

impl From<MeetingPointInput> for Point {
    fn from(input: MeetingPointInput) -> Self {
        Self { text: input.text, due_on: input.due_date.map(|day| day.0), done: input.done }
    }
}
