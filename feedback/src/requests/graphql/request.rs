use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, CandidateId, CompetencyId, Date, Fault, FeedbackInvitationId,
    FeedbackRequestId, FeedbackTemplateId, List, Markdown, MembershipId, OrganizationId, Page,
    PageInput, Ref, Sealed, Total, list,
};

use crate::{
    graphql::FeedbackVisibility,
    loader::Read,
    requests::{
        entity::request::Model,
        loader::{InvitationsIn, TotalIn},
        policy, schedule,
    },
};

/// The `FeedbackRequest` fields this context owns.
pub struct FeedbackRequestFields(pub FeedbackRequestId);

/// Somebody asks for feedback. It exists for them, for whom it is about, and for those who are
/// asked.
#[Object]
impl FeedbackRequestFields {
    /// `request_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// Who asks.
    async fn requester(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.requester_id))
    }

    /// The member it is about, who receives the answers; null, if it is about something else.
    async fn about(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        Ok(self.row(ctx).await?.about_id.map(Ref))
    }

    /// The candidate it is about; null, if it is about somebody else.
    async fn candidate(&self, ctx: &Context<'_>) -> Answer<Option<Ref<CandidateId>>> {
        let Some(id) = self.row(ctx).await?.candidate_id else { return Ok(None) };
        Ok(Read::of(ctx).candidate(id).await?.map(|_| Ref(id)))
    }

    /// What it asks besides, if anything.
    async fn template(&self, ctx: &Context<'_>) -> Answer<Option<Ref<FeedbackTemplateId>>> {
        Ok(self.row(ctx).await?.template_id.map(Ref))
    }

    /// What marks are asked for, those of the template included; may be empty.
    async fn competencies(&self, ctx: &Context<'_>) -> Answer<Vec<Ref<CompetencyId>>> {
        self.row(ctx).await?;
        let competencies = Read::of(ctx).asked_competencies(self.0).await?;
        Ok(competencies.iter().copied().map(Ref).collect())
    }

    /// What who asks says to those who are asked, as it was typed; may be empty.
    async fn message(&self, ctx: &Context<'_>) -> Answer<Markdown> {
        Ok(Markdown::kept(self.row(ctx).await?.message.as_str()))
    }

    /// Who will read the answers besides their authors and whom it is about; it never changes.
    async fn visibility(&self, ctx: &Context<'_>) -> Answer<FeedbackVisibility> {
        Ok(self.row(ctx).await?.visibility.into())
    }

    /// The last day on which it is answered.
    async fn due_on(&self, ctx: &Context<'_>) -> Answer<Date> {
        Ok(Date(self.row(ctx).await?.due_on))
    }

    /// How it stands.
    async fn state(&self, ctx: &Context<'_>) -> Answer<FeedbackRequestState> {
        let row = self.row(ctx).await?;
        let today = Call::of(ctx).clock.now().date_naive();
        Ok(match row.closed_at {
            Some(_) => FeedbackRequestState::Closed,
            None if schedule::is_over(row.due_on, today) => FeedbackRequestState::Expired,
            None => FeedbackRequestState::Open,
        })
    }

    /// When it was asked.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }

    /// When who asked closed it; null, if they did not.
    async fn closed_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.closed_at)
    }

    /// As whom you are asked; null, if you are not.
    async fn my_invitation(&self, ctx: &Context<'_>) -> Answer<Option<Ref<FeedbackInvitationId>>> {
        self.row(ctx).await?;
        Ok(Read::of(ctx).own_invitation(self.0).await?.map(Ref))
    }

    /// Visible to who asks. Who is asked, and how it stands with each.
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackInvitationId>>>> {
        let row = self.row(ctx).await?;
        if !policy::is_requester(ctx.viewer(), &row) {
            return Ok(ctx.deny());
        }
        let bound: [&[u8]; 1] = [self.0.0.as_bytes()];
        let sealed = Sealed::new(Call::of(ctx), "FeedbackRequest.invitations", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let of = TotalIn { organization: row.organization_id, request: self.0 };
        let ids = Read::of(ctx).invitations(InvitationsIn { of, page }).await?;
        let total = Total::counted(move |ctx| {
            Box::pin(async move { Ok(Some(Read::of(ctx).invitation_total(of).await?)) })
        });
        Ok(Some(list(&page, &sealed, ids.iter().map(|id| (*id, Ref(*id))).collect(), total)))
    }
}

impl FeedbackRequestFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).request(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).request(self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// How it stands with a request.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum FeedbackRequestState {
    /// It can be answered.
    Open,
    /// Its last day is over.
    Expired,
    /// Who asked closed it.
    Closed,
}
