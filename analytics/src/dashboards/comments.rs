//! What was written: told of units alone, where enough people wrote something, and in an order that
//! tells nothing.

use std::collections::BTreeMap;

use kernel::Answer;

use super::{frame::Item, loader::Read, repo::read::comments_unchecked, scene::Scene};
use crate::disclosure::{Measure, Reading, Reason, Statistic};

/// Each question of words, and what was written to it.
pub(crate) async fn told<'a>(
    read: &Read<'_>,
    scene: &'a Scene,
) -> Answer<Vec<(&'a Item, Statistic<Vec<String>>)>> {
    let mut kept: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if let Ok(view) = &scene.view {
        let of = (scene.stage.campaign.organization_id, scene.stage.campaign.id);
        for row in comments_unchecked(&read.call.db, of, view.place).await? {
            kept.entry(row.item).or_default().push(row.text);
        }
    }
    let reading = reading(scene);
    let told = scene.frame.items().filter(|it| it.is_text()).map(|item| {
        let writers = match &scene.view {
            Ok(view) => view.numbers.tell(Some(&item.code), &Measure::Respondents, reading),
            Err(reason) => Statistic::suppressed(*reason, reading.threshold),
        };
        let texts = kept.remove(&item.code);
        match texts {
            Some(texts) => (item, writers.map(|_| texts)),
            None => {
                let reason = writers.reason().unwrap_or(Reason::Protected);
                (item, Statistic::suppressed(reason, reading.threshold))
            }
        }
    });
    Ok(told.collect())
}

/// Words have a threshold of their own.
fn reading(scene: &Scene) -> Reading {
    let own = scene.reading();
    let least = i64::from(crate::disclosure::COMMENTS);
    let then = scene.stage.plan.map_or(least, |it| it.comments_threshold);
    let then = u32::try_from(then).unwrap_or(u32::MAX);
    Reading { threshold: own.threshold.max(then), ..own }
}
