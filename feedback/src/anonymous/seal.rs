//! What waits, as the pool keeps it: whoever reads the database learns that something waits, and
//! neither what it says nor what becomes of it. What is delivered later has the same words, and its
//! thread the hash of the same code: read beside them, an old copy of the pool would tell when
//! each of them was written.

use chrono::NaiveDate;
use kernel::{Clock, GroupId, OrganizationId, ReplyId, Secret, UnitId};
use sea_orm::ActiveEnum;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entity::{pooled, waiting::Model};

const PURPOSE: &str = "anonymous pool";
/// What is shorter is filled up, and what is longer to twice as much, and so on: the length of a
/// text that is delivered later is not to be found among those that waited.
const SHORTEST: usize = 1024;

/// All that is sealed, in words of their own: what waits is read by later versions, too.
#[derive(Deserialize, Serialize)]
struct Kept {
    code: Vec<u8>,
    kind: String,
    month: NaiveDate,
    crowd: i64,
    promise: i64,
    text: Option<String>,
    feedback_kind: Option<String>,
    visibility: Option<String>,
    recipients: Option<String>,
    group: Option<String>,
    unit: Option<String>,
    marks: Option<String>,
    reply: Option<String>,
}

/// Where something lies in the pool. It follows from the hash of its code for whoever has the
/// secret, and for nobody else. What follows a text lies apart from it: else a reply that comes
/// alone, and is delivered alone, would lead to the text in an older copy of the pool.
pub fn label(
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
    position: i64,
) -> Vec<u8> {
    let purpose = if position == 0 { "anonymous pool label" } else { "anonymous pool talk label" };
    secret.sign(purpose, &[organization.0.as_bytes(), code_hash]).to_vec()
}

pub fn seal(secret: &Secret, clock: &Clock, row: &Model) -> pooled::Model {
    let organization_id = row.organization_id;
    let position = row.position;
    let label = label(secret, organization_id, &row.code_hash, position);
    let id = |id: Uuid| id.simple().to_string();
    let kept = Kept {
        code: row.code_hash.clone(),
        kind: row.kind.to_value(),
        month: row.month,
        crowd: row.crowd,
        promise: row.promise,
        text: row.text.clone(),
        feedback_kind: row.feedback_kind.map(|it| it.to_value()),
        visibility: row.visibility.map(|it| it.to_value()),
        recipients: row.recipients.clone(),
        group: row.group_id.map(|it| id(it.0)),
        unit: row.unit_id.map(|it| id(it.0)),
        marks: row.marks.clone(),
        reply: row.reply_id.map(|it| id(it.0)),
    };
    let mut plain = serde_json::to_vec(&kept).expect("texts and numbers");
    // JSON may end in blanks.
    plain.resize(plain.len().next_power_of_two().max(SHORTEST), b' ');
    let mut pooled = pooled::Model { organization_id, label, position, sealed: vec![] };
    pooled.sealed = secret.seal(clock, PURPOSE, &[&place(&pooled)], &plain);
    pooled
}

/// None, if it was sealed under another secret, or lies where it was not put.
pub fn open(secret: &Secret, row: &pooled::Model) -> Option<Model> {
    let plain = secret.open(PURPOSE, &[&place(row)], &row.sealed)?;
    let kept: Kept = serde_json::from_slice(&plain).ok()?;
    let id = |id: Option<String>| id.map(|id| Uuid::try_parse(&id).ok());
    Some(Model {
        organization_id: row.organization_id,
        code_hash: kept.code,
        position: row.position,
        kind: value(&kept.kind)?,
        month: kept.month,
        crowd: kept.crowd,
        promise: kept.promise,
        text: kept.text,
        feedback_kind: maybe(kept.feedback_kind.as_deref().map(value))?,
        visibility: maybe(kept.visibility.as_deref().map(value))?,
        recipients: kept.recipients,
        group_id: maybe(id(kept.group))?.map(GroupId),
        unit_id: maybe(id(kept.unit))?.map(UnitId),
        marks: kept.marks,
        reply_id: maybe(id(kept.reply))?.map(ReplyId),
    })
}

/// Where a row lies: it opens nowhere else.
fn place(row: &pooled::Model) -> Vec<u8> {
    let organization = row.organization_id.0.as_bytes();
    [&organization[..], &row.label, &row.position.to_be_bytes()].concat()
}

fn value<E: ActiveEnum<Value = String>>(word: &str) -> Option<E> {
    E::try_from_value(&word.to_owned()).ok()
}

/// None, if there is something that cannot be read.
#[expect(clippy::option_option, reason = "nothing there, and nothing that can be read")]
fn maybe<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        Some(None) => None,
        Some(some) => Some(some),
        None => Some(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{anonymous::entity::waiting::Kind, entity::feedback};

    fn row(text: &str) -> Model {
        Model {
            organization_id: OrganizationId(Uuid::from_u128(1)),
            code_hash: vec![9; 32],
            position: 0,
            kind: Kind::Feedback,
            month: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
            crowd: 5,
            promise: 1,
            text: Some(text.into()),
            feedback_kind: Some(feedback::Kind::Praise),
            visibility: Some(feedback::Visibility::Team),
            recipients: Some("[]".into()),
            group_id: Some(GroupId(Uuid::from_u128(2))),
            unit_id: None,
            marks: None,
            reply_id: None,
        }
    }

    #[test]
    fn r47_what_waits_reads_back_with_the_secret_alone() {
        let (secret, clock) = (Secret::new([1; 32]), Clock::system());
        let said = row("Said \"so\" \n here.");
        let sealed = seal(&secret, &clock, &said);
        assert_eq!(open(&secret, &sealed), Some(said.clone()));
        assert_eq!(open(&Secret::new([2; 32]), &sealed), None);
        let moved = pooled::Model { label: vec![0; 32], ..sealed.clone() };
        assert_eq!(open(&secret, &moved), None, "it lies where it was not put");
        let elsewhere = OrganizationId(Uuid::from_u128(3));
        let moved = pooled::Model { organization_id: elsewhere, ..sealed.clone() };
        assert_eq!(open(&secret, &moved), None);
        let moved = pooled::Model { position: 1, ..sealed.clone() };
        assert_eq!(open(&secret, &moved), None);
        let by = |secret| label(secret, said.organization_id, &said.code_hash, 0);
        assert_eq!(by(&secret), sealed.label);
        assert!(by(&Secret::new([2; 32])) != sealed.label && sealed.label != said.code_hash);
    }

    #[test]
    fn r47_what_follows_a_text_lies_apart_from_it() {
        let (secret, clock) = (Secret::new([1; 32]), Clock::system());
        let at = |position| seal(&secret, &clock, &Model { position, ..row("So.") }).label;
        assert_ne!(at(0), at(7));
        assert_eq!(at(7), at(8), "all that waits of a conversation is found together");
    }

    #[test]
    fn r47_what_waits_is_as_long_as_others() {
        let (secret, clock) = (Secret::new([1; 32]), Clock::system());
        let long = |row: &Model| seal(&secret, &clock, row).sealed.len();
        let nothing = Model { text: None, kind: Kind::Withdrawal, ..row("") };
        assert_eq!(long(&row("A")), long(&row(&"long ".repeat(80))));
        assert_eq!(long(&nothing), long(&row("A")));
        assert_eq!(long(&row(&"x".repeat(3_000))), long(&row(&"x".repeat(3_500))));
    }
}
