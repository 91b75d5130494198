//! What a campaign says and asks, while it is a draft.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    Answer, Call, CampaignId, InstrumentId, Locale, MembershipId, OrganizationId, Place,
    text::{is_line, is_seen},
};

use super::{
    Attribute, Audience, Mode, Origin, State,
    campaign::Model,
    promise::PROMISE,
    reach::{Target, Unreached, origin},
    wrong::Wrong,
};
use crate::instruments::{self, document::Document, instrument};

/// Fewer respondents are shown nowhere (domain rules, section 2, rule 1).
pub const USUAL_THRESHOLD: i64 = 5;
/// It is never set lower.
pub const LEAST_THRESHOLD: i64 = 3;
/// Nor higher.
pub const MOST_THRESHOLD: i64 = 100;
/// In characters.
const LONGEST_NAME: usize = 200;
const LONGEST_PURPOSE: usize = 2_000;
/// How many units, groups and people are named at most.
pub const MOST_TARGETS: usize = 250;
const MOST_LANGUAGES: usize = 40;
/// How long one takes answers at most.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// All that can be changed in a draft.
#[derive(Clone, Debug)]
pub struct Content {
    pub instrument: InstrumentId,
    pub name: String,
    pub purpose: Option<String>,
    pub mode: Mode,
    /// The usual, if nothing is said.
    pub threshold: Option<i64>,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    /// The instrument's own, if none is said.
    pub languages: Vec<Locale>,
    /// Oneself, if nobody is said.
    pub contact: Option<MembershipId>,
    /// As the instrument has it, if nothing is said.
    pub debrief: Option<bool>,
    pub role: Option<String>,
    pub targets: Vec<Target>,
    /// The most important first; units alone, if nothing is said where an administrator asks.
    pub attributes: Option<Vec<Attribute>>,
}

/// A draft that holds together.
#[derive(Clone, Debug)]
pub struct Sound {
    pub row: Model,
    pub targets: Vec<Target>,
    pub attributes: Vec<Attribute>,
}

/// Everything wrong is told at once.
pub async fn sound(
    call: &Call,
    place: &Place,
    audience: &dyn Audience,
    content: Content,
) -> Answer<Result<Sound, Vec<Wrong>>> {
    let mut wrong = plainly_wrong(&content, call.clock.now());
    let reached = if content.targets.len() > MOST_TARGETS {
        wrong.push(Wrong::TooManyTargets);
        Err(Unreached::NoSuchTarget)
    } else {
        let reached = origin(place, audience, content.mode, &content.targets);
        wrong.extend(reached.err().map(Wrong::from));
        reached
    };
    let here = Some(place.organization);
    let contact = content.contact.unwrap_or(place.member);
    if audience.organization_of(contact) != here || !audience.takes_part(contact) {
        wrong.push(Wrong::NoSuchContact);
    }
    let document = edition(call, place.organization, content.instrument).await?;
    match &document {
        None => wrong.push(Wrong::NoSuchInstrument),
        Some(document) => {
            let role = content.role.as_deref();
            if role.is_some_and(|role| document.roles.iter().all(|it| it.code != role)) {
                wrong.push(Wrong::NoSuchRole);
            }
            // Nobody else reads what somebody asks themself, so nobody talks it over with them.
            if document.debrief && reached == Ok(Origin::Person) {
                wrong.push(Wrong::DebriefNeeded);
            }
        }
    }
    match (reached, document) {
        (Ok(origin), Some(document)) if wrong.is_empty() => {
            Ok(Ok(composed(call, place, origin, contact, content, &document)))
        }
        _ => Ok(Err(wrong)),
    }
}

/// An instrument that can be used now, whether it exists for the viewer or not: whoever answers
/// sees no keys, and may yet ask themself.
pub async fn edition(
    call: &Call,
    organization: OrganizationId,
    id: InstrumentId,
) -> Answer<Option<Document>> {
    let row = instruments::edition_unchecked(&call.db, organization, id).await?;
    match row.filter(|row| row.state == instrument::State::Published) {
        Some(row) => instruments::content(call, &row).await.map(Some),
        None => Ok(None),
    }
}

fn plainly_wrong(content: &Content, now: DateTime<Utc>) -> Vec<Wrong> {
    let fits = |text: &str, longest| text.chars().count() <= longest;
    let named = is_line(&content.name, LONGEST_NAME);
    let purpose = content.purpose.as_deref();
    let purposeful =
        purpose.is_none_or(|it| is_seen(it) && !it.contains('\0') && fits(it, LONGEST_PURPOSE));
    let languages: BTreeSet<_> = content.languages.iter().map(Locale::as_str).collect();
    let attributes: BTreeSet<_> = content.attributes.iter().flatten().collect();
    let chosen = content.attributes.as_ref().map_or(0, Vec::len);
    let wrong = [
        (named, Wrong::NameInvalid),
        (purposeful, Wrong::PurposeInvalid),
        (content.threshold.is_none_or(is_threshold), Wrong::ThresholdInvalid),
        (is_window(content.opens_at, content.closes_at, now), Wrong::WindowInvalid),
        (
            languages.len() == content.languages.len() && languages.len() <= MOST_LANGUAGES,
            Wrong::LanguagesInvalid,
        ),
        (attributes.len() == chosen, Wrong::AttributesInvalid),
    ];
    wrong.into_iter().filter(|(fits, _)| !fits).map(|(_, wrong)| wrong).collect()
}

pub fn is_threshold(threshold: i64) -> bool {
    (LEAST_THRESHOLD..=MOST_THRESHOLD).contains(&threshold)
}

/// It opens before it closes, which is to come, and is not open for too long.
pub fn is_window(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let from = opens_at.max(now);
    from < closes_at && closes_at <= from + LONGEST
}

fn composed(
    call: &Call,
    place: &Place,
    origin: Origin,
    contact: MembershipId,
    content: Content,
    document: &Document,
) -> Sound {
    let id = CampaignId(call.clock.id());
    let languages: Vec<_> = content.languages.into_iter().map(Locale::into_string).collect();
    let usual: &[Attribute] =
        if origin == Origin::Administrator { &[Attribute::Unit] } else { &[] };
    let row = Model {
        organization_id: place.organization,
        id,
        instrument_id: content.instrument,
        name: content.name,
        purpose: content.purpose,
        mode: content.mode,
        origin,
        threshold: content.threshold.unwrap_or(USUAL_THRESHOLD),
        state: State::Draft,
        opens_at: content.opens_at,
        closes_at: content.closes_at,
        languages: if languages.is_empty() {
            document.language.clone()
        } else {
            languages.join(",")
        },
        contact_id: contact,
        debrief: content.debrief.unwrap_or(document.debrief),
        role: content.role,
        series_id: id,
        previous_id: None,
        round: 1,
        promise: PROMISE,
        invited: None,
        answered: None,
        created_by: place.member,
        created_at: call.clock.now(),
        launched_at: None,
        paused_at: None,
        closed_at: None,
        closed_on: None,
        version: 1,
    };
    let mut targets = content.targets;
    targets.sort_unstable();
    targets.dedup();
    Sound { row, targets, attributes: content.attributes.unwrap_or_else(|| usual.to_vec()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_to_come_and_not_too_long() {
        let at = |day| DateTime::UNIX_EPOCH + TimeDelta::days(day);
        assert!(is_window(at(1), at(2), at(0)));
        assert!(is_window(at(0), at(2), at(1)), "open since yesterday");
        assert!(!is_window(at(2), at(2), at(0)));
        assert!(!is_window(at(0), at(1), at(1)), "over");
        assert!(is_window(at(0), at(367), at(1)) && !is_window(at(0), at(368), at(1)));
    }

    #[test]
    fn a_threshold_is_never_below_three() {
        assert!(is_threshold(LEAST_THRESHOLD) && !is_threshold(2) && !is_threshold(101));
    }
}
