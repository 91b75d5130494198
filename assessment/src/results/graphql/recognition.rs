use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use kernel::Markdown;

use crate::results::entity::recognition::Model;

/// How the person sees what was computed of one scale; it changes nothing of it.
#[derive(SimpleObject, Clone)]
pub struct ResultRecognition {
    /// The code of the scale.
    scale: String,
    /// From 1, one more each time.
    revision: i64,
    /// Whether they recognise themself.
    recognised: bool,
    /// Where they see themself between the poles, 0 to 100; null, if they do not say.
    position: Option<f64>,
    /// What they say about it, as it was typed; may be empty.
    note: Markdown,
    /// When.
    at: DateTime<Utc>,
    /// What they said before, the last time first.
    earlier: Vec<ResultRecognition>,
}

impl ResultRecognition {
    /// Of rows by scale, of each the last revision first.
    pub fn all(rows: &[Model]) -> Vec<Self> {
        let of = |row: &Model, earlier| Self {
            scale: row.scale.clone(),
            revision: row.revision,
            recognised: row.recognised,
            position: row.corrected.as_ref().and_then(|it| it.parse().ok()),
            note: Markdown::kept(row.note.as_str()),
            at: row.recognised_at,
            earlier,
        };
        let same = rows.chunk_by(|one, other| one.scale == other.scale);
        let scale = |rows: &[Model]| {
            let (last, before) = rows.split_first()?;
            Some(of(last, before.iter().map(|row| of(row, vec![])).collect()))
        };
        same.filter_map(scale).collect()
    }
}
