use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CandidateId, FeedbackId, Markdown, Ref};

use super::{by::FeedbackInvitationBy, doorstep, form::FeedbackForm};
use crate::{
    graphql::{FeedbackKind, FeedbackMarkInput, colleagues, key, problems},
    loader::{Loaders, Read},
    requests::{
        By, Said,
        answer::{AnswerFeedbackRequestError, Respond, Responded, respond},
        form::filled,
    },
};

#[derive(Default)]
pub struct AnswerFeedbackRequest;

#[Object]
impl AnswerFeedbackRequest {
    /// Answers a request for feedback: as a member who is asked, or by a link, without an
    /// account. It is read by whom the request said.
    async fn answer_feedback_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is answered, and what with.")] input: AnswerFeedbackRequestInput,
    ) -> Answer<AnswerFeedbackRequestPayload> {
        Loaders::of(ctx).forget();
        let call = Call::of(ctx);
        let key = key(input.idempotency_key)?;
        let answers = input.answers.into_iter().map(|it| Said {
            question: it.question.into(),
            text: it.text.map(Markdown::into_string),
            choice: it.choice.map(Into::into),
        });
        let answer = Respond {
            by: input.by.try_into()?,
            name: input.name,
            kind: input.kind.into(),
            text: input.text.into_string(),
            marks: FeedbackMarkInput::try_into_all(input.marks)?,
            answers: answers.collect(),
        };
        let by_link = matches!(answer.by, By::Link(_));
        let none = AnswerFeedbackRequestPayload {
            feedback: None,
            candidate: None,
            form: None,
            errors: vec![],
        };
        Ok(match respond(call, colleagues(ctx), doorstep(ctx), answer, key).await? {
            Ok(Responded::Now(_, held) | Responded::Evaluated(held)) if by_link => {
                let form = filled(call, doorstep(ctx), *held).await?;
                AnswerFeedbackRequestPayload { form: Some(form.into()), ..none }
            }
            Ok(Responded::Now(written, _)) => {
                let id = written.row.feedback.id;
                Loaders::of(ctx).feed(written);
                AnswerFeedbackRequestPayload { feedback: Some(Ref(id)), ..none }
            }
            Ok(Responded::Evaluated(held)) => {
                let candidate = held.request.candidate_id;
                AnswerFeedbackRequestPayload { candidate: candidate.map(Ref), ..none }
            }
            // Written before: it is read with the rights of now.
            Ok(Responded::Before(id)) => {
                let feedback = Read::of(ctx).row(id).await?.map(|_| Ref(id));
                AnswerFeedbackRequestPayload { feedback, ..none }
            }
            Err(errors) => AnswerFeedbackRequestPayload { errors: problems(errors), ..none },
        })
    }
}

/// What is answered, and what with.
#[derive(InputObject)]
struct AnswerFeedbackRequestInput {
    /// As whom you are asked.
    by: FeedbackInvitationBy,
    /// How you want to be named, 1 to 200 characters; for whoever answers by a link, and left
    /// out otherwise.
    name: Option<String>,
    /// What it is meant as.
    kind: FeedbackKind,
    /// 1 to 10,000 characters, kept as they are.
    text: Markdown,
    /// Needed for an evaluation, at most one for each competency; not wanted otherwise.
    #[graphql(default)]
    marks: Vec<FeedbackMarkInput>,
    /// To the questions of the template; any may be left out.
    #[graphql(default)]
    answers: Vec<FeedbackAnswerInput>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input answer it
    /// once. By a link it is left out: a link answers once anyway.
    idempotency_key: Option<String>,
}

/// What is said to one question.
#[derive(InputObject)]
struct FeedbackAnswerInput {
    /// Its place in the template, from 0.
    question: i32,
    /// 1 to 5,000 characters, where text is asked for.
    text: Option<Markdown>,
    /// The place of the choice, from 0, where something is to be chosen.
    choice: Option<i32>,
}

/// What came of it.
#[derive(SimpleObject)]
struct AnswerFeedbackRequestPayload {
    /// What was answered; null, if nothing was, or by a link, or about a candidate.
    feedback: Option<Ref<FeedbackId>>,
    /// About which candidate it was; null, if it was about somebody else, or by a link.
    candidate: Option<Ref<CandidateId>>,
    /// As it stands now, for whoever answered by a link.
    form: Option<FeedbackForm>,
    /// Why nothing was answered.
    errors: Vec<AnswerFeedbackRequestError>,
}
