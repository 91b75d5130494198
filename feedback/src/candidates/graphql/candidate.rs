use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, CandidateId, Date, EmailAddress, Fault, List, MembershipId,
    OrganizationId, Page, PageInput, Ref, Sealed, Total, list,
};

use super::evaluation::CandidateEvaluation;
use crate::{
    candidates::{Standing, entity::candidate::Model, loader::EvaluationsOf, policy},
    loader::Read,
};

/// The `Candidate` fields this context owns.
pub struct CandidateFields(pub CandidateId);

/// Somebody from outside under evaluation. They exist, until they are erased, for whoever is
/// responsible for them, for administrators who have those in scope, and for the colleagues who
/// are asked about them.
#[Object]
impl CandidateFields {
    /// `candidate_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// Their name.
    async fn name(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.name.clone())
    }

    /// What they apply for: `Lead of the night shift`.
    async fn role(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.role.clone())
    }

    /// Who is responsible for them.
    async fn responsible(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.responsible_id))
    }

    /// How it stands with them.
    async fn state(&self, ctx: &Context<'_>) -> Answer<CandidateState> {
        let row = self.row(ctx).await?;
        Ok(Standing::of(&row, Call::of(ctx).clock.now()).into())
    }

    /// The last day on which they are kept; then they and what was written about them are erased.
    async fn expires_on(&self, ctx: &Context<'_>) -> Answer<Date> {
        Ok(Date(self.row(ctx).await?.expires_on))
    }

    /// Visible to whoever is responsible and to administrators who have those in scope. Where
    /// they are written to.
    async fn address(&self, ctx: &Context<'_>) -> Answer<Option<EmailAddress>> {
        let row = self.managed(ctx).await?;
        Ok(row.map(|row| EmailAddress::kept(row.address.as_str())))
    }

    /// Visible to whoever is responsible and to administrators who have those in scope. When they
    /// were asked for their consent.
    async fn asked_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.managed(ctx).await?.map(|row| row.asked_at))
    }

    /// Visible to whoever is responsible and to administrators who have those in scope. What they
    /// consented to; null, until they do.
    async fn consent(&self, ctx: &Context<'_>) -> Answer<Option<CandidateConsent>> {
        let row = self.managed(ctx).await?;
        Ok(row.and_then(|row| {
            let notice_version = row.notice_version.clone().unwrap_or_default();
            row.consented_at.map(|at| CandidateConsent { at, notice_version })
        }))
    }

    /// Visible to whoever is responsible and to administrators who have those in scope. What was
    /// written about them, the latest first.
    async fn evaluations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<CandidateEvaluation>>> {
        if self.managed(ctx).await?.is_none() {
            return Ok(None);
        }
        let sealed = Sealed::new(Call::of(ctx), "Candidate.evaluations", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let page = page.read_for(ctx);
        let rows = Read::of(ctx).evaluations(EvaluationsOf { candidate: self.0, page }).await?;
        let nodes = rows.iter().map(|row| (row.id, CandidateEvaluation(row.clone()))).collect();
        let candidate = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move { Ok(Some(Read::of(ctx).evaluation_total(candidate).await?)) })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// What you wrote about them; null, if you wrote nothing.
    async fn my_evaluation(&self, ctx: &Context<'_>) -> Answer<Option<CandidateEvaluation>> {
        self.row(ctx).await?;
        Ok(Read::of(ctx).own_evaluation(self.0).await?.map(CandidateEvaluation))
    }
}

impl CandidateFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).candidate(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).candidate(self.0).await?.ok_or_else(Fault::not_found)
    }

    /// The row, if the viewer has to do with more than a question about it; otherwise the refusal
    /// is told.
    async fn managed(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Model>>> {
        let row = self.row(ctx).await?;
        let place = ctx.viewer().within(row.organization_id);
        let may = place.is_some_and(|place| policy::manages(place, row.responsible_id));
        if may { Ok(Some(row)) } else { Ok(ctx.deny()) }
    }
}

/// What a candidate consented to.
#[derive(SimpleObject)]
struct CandidateConsent {
    /// When.
    at: DateTime<Utc>,
    /// To which version of the notice.
    notice_version: String,
}

/// How it stands with a candidate.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Standing")]
pub enum CandidateState {
    /// They were asked for their consent: nothing can be written about them yet.
    Asked,
    /// They consented.
    Consented,
    /// Their last day is over; they are about to be erased.
    Over,
}
