use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::form::CandidateForm;
use crate::{
    candidates::{
        erase::{EraseCandidateError, WithdrawCandidateConsentError, erase, withdraw},
        form::{GiveCandidateConsentError, consent},
    },
    graphql::id,
    loader::Loaders,
    requests::graphql::doorstep,
};

#[derive(Default)]
pub struct CandidateSettle;

#[Object]
impl CandidateSettle {
    /// Consents, as the candidate who holds the link: from now on those who are asked may write
    /// about you. Once more changes nothing.
    async fn give_candidate_consent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By which link, and to what.")] input: GiveCandidateConsentInput,
    ) -> Answer<GiveCandidateConsentPayload> {
        Loaders::of(ctx).forget();
        let (call, doorstep) = (Call::of(ctx), doorstep(ctx));
        Ok(match consent(call, doorstep, &input.link, &input.notice_version).await? {
            Ok(form) => GiveCandidateConsentPayload { form: Some(form.into()), errors: vec![] },
            Err(error) => GiveCandidateConsentPayload { form: None, errors: vec![error.into()] },
        })
    }

    /// Takes the consent back or refuses it, as the candidate who holds the link: you, and all
    /// that was asked and written about you, are erased at once. It works without a licence too.
    async fn withdraw_candidate_consent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By which link.")] input: WithdrawCandidateConsentInput,
    ) -> Answer<WithdrawCandidateConsentPayload> {
        Loaders::of(ctx).forget();
        let erased = withdraw(Call::of(ctx), &input.link).await?;
        Ok(WithdrawCandidateConsentPayload {
            erased: erased.is_ok(),
            errors: erased.err().into_iter().map(Into::into).collect(),
        })
    }

    /// Erases a candidate, and all that was asked and written about them; for whoever is
    /// responsible for them and administrators who have those in scope. It works without a
    /// licence too.
    async fn erase_candidate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: EraseCandidateInput,
    ) -> Answer<EraseCandidatePayload> {
        Loaders::of(ctx).forget();
        let erased = erase(Call::of(ctx), id(&input.candidate)?).await?;
        Ok(EraseCandidatePayload {
            erased: erased.is_ok(),
            errors: erased.err().into_iter().map(Into::into).collect(),
        })
    }
}

/// What a candidate consents to.
#[derive(InputObject)]
struct GiveCandidateConsentInput {
    /// What the link carries.
    link: String,
    /// Of the notice in `candidateForm`, as you read it.
    notice_version: String,
}

/// What a candidate takes back.
#[derive(InputObject)]
struct WithdrawCandidateConsentInput {
    /// What the link carries.
    link: String,
}

/// Who is erased.
#[derive(InputObject)]
struct EraseCandidateInput {
    /// Whom.
    candidate: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct GiveCandidateConsentPayload {
    /// As it stands now; null, if no consent was given.
    form: Option<CandidateForm>,
    /// Why none was given.
    errors: Vec<GiveCandidateConsentError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawCandidateConsentPayload {
    /// Whether you are erased.
    erased: bool,
    /// Why not.
    errors: Vec<WithdrawCandidateConsentError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct EraseCandidatePayload {
    /// Whether they are erased.
    erased: bool,
    /// Why not.
    errors: Vec<EraseCandidateError>,
}
