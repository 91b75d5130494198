//! How many of those who were invited take part: told while a campaign runs, too, and through the
//! gate like everything else. Whoever was invited is counted as of the launch.

use kernel::Answer;

use super::{
    loader::Read, numbers::Numbers, policy::lies_within, repo::read::participation_unchecked,
    scene::Scene,
};
use crate::disclosure::{Kind, Measure, Question, Statistic, ViewKind};

/// The code of the one question.
const TAKES_PART: &str = "takes-part";

/// Whether somebody takes part is asked of everybody who was invited.
pub(crate) fn question() -> Question {
    Question { code: TAKES_PART.to_owned(), kind: Kind::Choice { options: 2 }, factor: None }
}

/// Of the whole and of each unit within reach: what it was called at the close, and in percent how
/// many take part.
pub(crate) async fn told(
    read: &Read<'_>,
    scene: &Scene,
) -> Answer<Vec<(ViewKind, Option<String>, Statistic<i32>)>> {
    let campaign = &scene.stage.campaign;
    let (organization, id) = (campaign.organization_id, campaign.id);
    let rows = participation_unchecked(&read.call.db, organization, id).await?;
    // Whoever was asked knows of themself whether they take part.
    let reading = scene.reading();
    let label = |view: &str| {
        let outline = scene.stage.tree.iter().find(|it| it.view == view);
        outline.and_then(|it| it.label.clone())
    };
    let told = rows.into_iter().filter_map(|row| {
        let kind: ViewKind = serde_json::from_str(&row.view).ok()?;
        let is_unit = matches!(kind, ViewKind::Whole | ViewKind::Unit { .. });
        let numbers = Numbers::from_text(&row.numbers);
        let share = numbers.tell(Some(TAKES_PART), &Measure::Answer(1), reading);
        (is_unit && lies_within(&scene.reach, &kind)).then(|| (kind, label(&row.view), share))
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(told)
}
