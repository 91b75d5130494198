//! Scales with their norms and bands, and what roles ask for.

use super::{Flaws, MOST_OTHERS, Wrong};
use crate::{
    instruments::{
        document::{Bands, Combine, Document, Metric, Norm, RoleBand, Scale},
        keys::{Sheet, Unkeyed},
    },
    scoring::{self, Counted, Percentiles, attitude::Asked},
};

pub fn check(document: &Document, flaws: &mut Flaws) {
    let codes = document.scales.iter().map(|it| it.code.as_str());
    flaws.codes(codes, |i| format!("scales[{i}].code"));
    let sheet = Sheet::of(document);
    for (i, scale) in document.scales.iter().enumerate() {
        let at = format!("scales[{i}]");
        if let Err(problem) = sheet.key(scale) {
            unkeyed(&problem, &at, flaws);
        }
        norms(document, scale, &at, flaws);
        if scale.bands.as_ref().is_some_and(|it| !fit(scale, it)) {
            flaws.add(Wrong::BandsInvalid, format!("{at}.bands"));
        }
        let reliable = scale.reliability.as_ref().map(|it| it.alpha);
        if reliable.is_some_and(|it| !(0.0..=1.0).contains(&it)) {
            flaws.add(Wrong::NormInvalid, format!("{at}.reliability.alpha"));
        }
    }
    roles(document, flaws);
    engagement(document, flaws);
}

fn engagement(document: &Document, flaws: &mut Flaws) {
    let Some(declared) = &document.engagement else { return };
    if declared
        .outcome
        .as_ref()
        .is_some_and(|it| document.scale(it).is_none_or(|scale| scale.combine == Combine::Ipsative))
    {
        flaws.add(Wrong::NoSuchCode, "engagement.outcome");
    }
    let items = declared.favourable.iter().map(|it| it.item.as_str());
    flaws.codes(items, |i| format!("engagement.favourable[{i}].item"));
    for (i, favour) in declared.favourable.iter().enumerate() {
        let at = format!("engagement.favourable[{i}]");
        let Some(item) = document.items().find(|it| it.code == favour.item) else {
            flaws.add(Wrong::NoSuchCode, format!("{at}.item"));
            continue;
        };
        let inside = item.answer.range().is_some_and(|(lowest, highest)| {
            lowest <= favour.against && favour.against < favour.from && favour.from <= highest
        });
        if !inside {
            flaws.add(Wrong::AnswerInvalid, at);
        }
    }
}

fn unkeyed(problem: &Unkeyed, at: &str, flaws: &mut Flaws) {
    match problem {
        Unkeyed::NoSuchItem(i) => flaws.add(Wrong::NoSuchCode, format!("{at}.items[{i}].item")),
        Unkeyed::NoSuchFacet(i) => flaws.add(Wrong::NoSuchCode, format!("{at}.facets[{i}]")),
        Unkeyed::OutOfBounds(i) => flaws.add(Wrong::KeyInvalid, format!("{at}.items[{i}]")),
        Unkeyed::Shape | Unkeyed::Key(_) => flaws.add(Wrong::KeyInvalid, at),
    }
}

/// What forced choices give is compared with nobody.
fn norms(document: &Document, scale: &Scale, at: &str, flaws: &mut Flaws) {
    flaws.codes(scale.norms.iter().map(|it| it.group.as_str()), |i| {
        format!("{at}.norms[{i}].group")
    });
    for (i, norm) in scale.norms.iter().enumerate() {
        if !document.groups.iter().any(|it| it.code == norm.group) {
            flaws.add(Wrong::NoSuchCode, format!("{at}.norms[{i}].group"));
        }
        if scale.combine == Combine::Ipsative || norm.people < 2 || norm.to_scoring().is_none() {
            flaws.add(Wrong::NormInvalid, format!("{at}.norms[{i}]"));
        }
    }
}

impl Norm {
    /// None, if it does not vary or its table does not ascend, or if it has two tables.
    pub fn to_scoring(&self) -> Option<scoring::Norm> {
        let (mean, deviation) = (self.mean, self.deviation);
        if !mean.is_finite() || !deviation.is_finite() || deviation <= 0.0 {
            return None;
        }
        match (self.counts.is_empty(), self.percentiles.is_empty()) {
            (true, true) => {
                Some(scoring::Norm::Parametric { mean, deviation, normal: self.normal })
            }
            (false, true) => Counted::try_new(self.counts.clone())
                .filter(|it| it.people() == u64::from(self.people))
                .map(scoring::Norm::Counted),
            (true, false) => {
                let percentiles = Percentiles::try_new(self.percentiles.clone())?;
                Some(scoring::Norm::Published { mean, deviation, percentiles })
            }
            (false, false) => None,
        }
    }
}

/// On what the scale has, ascending, with words for each.
fn fit(scale: &Scale, bands: &Bands) -> bool {
    let metric = bands.on == Metric::Raw || !scale.norms.is_empty();
    let few = bands.limits.len() < MOST_OTHERS;
    metric
        && few
        && bands.bands.len() == bands.limits.len() + 1
        && scoring::Bands::try_new(bands.limits.clone()).is_some()
}

fn roles(document: &Document, flaws: &mut Flaws) {
    flaws.codes(document.roles.iter().map(|it| it.code.as_str()), |i| format!("roles[{i}].code"));
    for (i, role) in document.roles.iter().enumerate() {
        let asks = role.asks.iter().map(|it| it.scale.as_str());
        flaws.codes(asks, |j| format!("roles[{i}].asks[{j}].scale"));
        let possible = |it: &RoleBand| {
            let scale = document.scale(&it.scale);
            scale.is_some_and(|scale| scale.poles.is_some() && scale.combine == Combine::Mean)
                && Asked::try_new(it.low, it.high).is_some()
        };
        for (j, ask) in role.asks.iter().enumerate() {
            if !possible(ask) {
                flaws.add(Wrong::RoleInvalid, format!("roles[{i}].asks[{j}]"));
            }
        }
    }
}
