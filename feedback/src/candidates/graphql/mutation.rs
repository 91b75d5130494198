use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CandidateId, Date, EmailAddress, Locale, Markdown, Ref};

use crate::{
    candidates::{
        evaluate::{
            Evaluate, EvaluateCandidateError, WithdrawCandidateEvaluationError, evaluate, withdraw,
        },
        register::{Register, RegisterCandidateError, Registered, register},
    },
    graphql::{FeedbackKind, FeedbackMarkInput, colleagues, id, key, problems, shown},
    loader::{Loaders, Read},
};

#[derive(Default)]
pub struct CandidateDeeds;

#[Object]
impl CandidateDeeds {
    /// Visible to administrators. Takes somebody from outside in who is under evaluation, until a
    /// day, for somebody in your scope who is responsible for them. A mail asks them for their
    /// consent; who says nothing in 14 days is erased.
    #[graphql(visible = "shown::to_administrators")]
    async fn register_candidate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and for how long.")] input: RegisterCandidateInput,
    ) -> Answer<RegisterCandidatePayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let new = Register {
            organization: id(&input.organization)?,
            name: input.name,
            address: input.address,
            language: input.language,
            role: input.role,
            responsible: id(&input.responsible)?,
            expires_on: input.expires_on.0,
        };
        let candidate = match register(Call::of(ctx), colleagues(ctx), new, key).await? {
            Ok(Registered::Now(row)) => {
                let id = row.id;
                Loaders::of(ctx).candidates.rows.feed([(id, Arc::new(*row))]);
                Some(id)
            }
            Ok(Registered::Before(id)) => Read::of(ctx).candidate(id).await?.map(|_| id),
            Err(errors) => {
                return Ok(RegisterCandidatePayload { candidate: None, errors: problems(errors) });
            }
        };
        Ok(RegisterCandidatePayload { candidate: candidate.map(Ref), errors: vec![] })
    }

    /// Says what you think of a candidate who consented, in place of what you said before; for
    /// whoever is responsible, for administrators who have those in scope, and for those who are
    /// asked about them.
    async fn evaluate_candidate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and what.")] input: EvaluateCandidateInput,
    ) -> Answer<EvaluateCandidatePayload> {
        Loaders::of(ctx).forget();
        let new = Evaluate {
            candidate: id(&input.candidate)?,
            kind: input.kind.into(),
            text: input.text.into_string(),
            marks: FeedbackMarkInput::try_into_all(input.marks)?,
        };
        Ok(match evaluate(Call::of(ctx), new).await? {
            Ok(row) => EvaluateCandidatePayload { candidate: Some(Ref(row.id)), errors: vec![] },
            Err(errors) => EvaluateCandidatePayload { candidate: None, errors: problems(errors) },
        })
    }

    /// Takes back what you wrote about a candidate: it is gone. It works without a licence too.
    async fn withdraw_candidate_evaluation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "About whom.")] input: WithdrawCandidateEvaluationInput,
    ) -> Answer<WithdrawCandidateEvaluationPayload> {
        Loaders::of(ctx).forget();
        let candidate = id(&input.candidate)?;
        Ok(match withdraw(Call::of(ctx), candidate).await? {
            Ok(()) => WithdrawCandidateEvaluationPayload {
                candidate: Some(Ref(candidate)),
                errors: vec![],
            },
            Err(error) => {
                WithdrawCandidateEvaluationPayload { candidate: None, errors: vec![error.into()] }
            }
        })
    }
}

/// Who is taken in.
#[derive(InputObject)]
struct RegisterCandidateInput {
    /// Where.
    organization: ID,
    /// 1 to 200 characters on one line.
    name: String,
    /// Where they are asked for their consent.
    address: EmailAddress,
    /// In which they are written to; your own, if nothing is said.
    language: Option<Locale>,
    /// What they apply for, 1 to 200 characters on one line.
    role: String,
    /// Who is responsible for them, by an id of `Membership`.
    responsible: ID,
    /// The last day on which they are kept, from tomorrow to two years from now.
    expires_on: Date,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input take them in
    /// once.
    idempotency_key: Option<String>,
}

/// What is said about a candidate.
#[derive(InputObject)]
struct EvaluateCandidateInput {
    /// About whom.
    candidate: ID,
    /// What it is meant as.
    kind: FeedbackKind,
    /// 1 to 10,000 characters, kept as they are.
    text: Markdown,
    /// Needed for an evaluation, at most one for each competency; not wanted otherwise.
    #[graphql(default)]
    marks: Vec<FeedbackMarkInput>,
}

/// What is taken back.
#[derive(InputObject)]
struct WithdrawCandidateEvaluationInput {
    /// About whom it is.
    candidate: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct RegisterCandidatePayload {
    /// Who was taken in; null, if nobody was.
    candidate: Option<Ref<CandidateId>>,
    /// Why nobody was.
    errors: Vec<RegisterCandidateError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct EvaluateCandidatePayload {
    /// About whom; null, if nothing was written.
    candidate: Option<Ref<CandidateId>>,
    /// Why nothing was written.
    errors: Vec<EvaluateCandidateError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawCandidateEvaluationPayload {
    /// About whom it was; null, if nothing was taken back.
    candidate: Option<Ref<CandidateId>>,
    /// Why nothing was taken back.
    errors: Vec<WithdrawCandidateEvaluationError>,
}
