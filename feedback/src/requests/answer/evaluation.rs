//! Answering what is asked about a candidate: with an evaluation, which is no feedback.

use kernel::{Answer, Call, CandidateId, Once, Tx, audit, is_taken, outbox};
use sea_orm::DbErr;
use serde_json::json;

use super::{ACTION, Respond, RespondError, Responded, earlier, lost};
use crate::{
    candidates::{entity::evaluation::Model, evaluate::marks, repo::write::evaluated},
    requests::{
        By, Question, Said, Wants,
        by::Held,
        entity::invitation::Model as Invitation,
        loader::questions_of,
        remind::ANSWERED,
        repo::{door, settle},
    },
};

/// A member's stands in place of what they wrote before. Writes all of it, or nothing.
pub async fn evaluate(
    call: &Call,
    it: Held,
    next: Invitation,
    candidate: CandidateId,
    input: Respond,
    once: Option<&Once>,
) -> Answer<Result<Responded, Vec<RespondError>>> {
    let questions = questions_of(
        door::questions_unchecked(&call.db, &it.request).await?,
        &door::choices_unchecked(&call.db, &it.request).await?,
    );
    let row = Model {
        organization_id: next.organization_id,
        id: call.clock.id(),
        candidate_id: candidate,
        author_id: next.member_id,
        author_name: next.external_name.clone(),
        invitation_id: Some(next.id),
        kind: input.kind,
        text: input.text,
        marks: marks(&input.marks),
        answers: told(&questions, &input.answers),
        written_at: call.clock.now(),
    };
    let tx = call.db.begin().await?;
    match store(call, &tx, (&it.invitation, &next), &row, &input.by, once).await {
        Ok(true) => tx.commit().await?,
        Ok(false) => {
            // By another request, a moment ago; or the candidate took their consent back.
            tx.rollback().await?;
            return lost(call, &input.by, once).await;
        }
        Err(error) if is_taken(&error) => {
            // The key, a moment ago, with this input or another.
            tx.rollback().await?;
            let before = earlier(call, once).await?;
            return before.map(|id| Ok(Responded::Before(id))).ok_or_else(|| error.into());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Ok(Responded::Evaluated(Box::new(Held { invitation: next, request: it.request }))))
}

/// Whether it was open until now, and the candidate consents.
async fn store(
    call: &Call,
    tx: &Tx,
    (read, next): (&Invitation, &Invitation),
    row: &Model,
    by: &By,
    once: Option<&Once>,
) -> Result<bool, DbErr> {
    if tx.write(settle::settled(read, next)).await? == 0 || tx.write(evaluated(row)).await? == 0 {
        return Ok(false);
    }
    let fact =
        outbox::Fact { organization: row.organization_id, topic: ANSWERED, subject: read.id.0 };
    tx.write(fact.now(call)).await?;
    let entry = audit::Entry::done(row.organization_id, ACTION, row.candidate_id);
    tx.write(by.noted(call, &entry)).await?;
    if let Some(once) = once {
        tx.write(once.outdated(call)).await?;
        tx.write(once.claim(call, &[row.id])).await?;
    }
    Ok(true)
}

/// What is said to each question, with its words of now.
fn told(questions: &[Question], answers: &[Said]) -> String {
    let one = |it: &Said| {
        let question = questions.get(usize::try_from(it.question).ok()?)?;
        let chosen = || match (&question.wants, it.choice) {
            (Wants::Choice(all), Some(place)) => all.get(usize::try_from(place).ok()?).cloned(),
            _ => None,
        };
        Some((question.text.clone(), it.text.clone().or_else(chosen)?))
    };
    let mut answers: Vec<_> = answers.iter().collect();
    answers.sort_unstable_by_key(|it| it.question);
    json!(answers.into_iter().filter_map(one).collect::<Vec<_>>()).to_string()
}
