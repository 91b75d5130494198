//! What a request has read of requests for feedback, or will read together.

mod fetch;
mod parts;

use std::sync::Arc;

use kernel::{
    Answer, CompetencyId, FeedbackId, FeedbackInvitationId, FeedbackRequestId, FeedbackTemplateId,
    Loader, OrganizationId, Page,
};

use super::{
    Question, Wants,
    entity::{answer, choice, invitation, question, request, template},
};
use crate::loader::Read;

/// Of one request and one viewer.
#[derive(Default)]
pub struct RequestLoaders {
    pub rows: Loader<FeedbackRequestId, Arc<request::Model>>,
    pub competencies: Loader<FeedbackRequestId, Arc<[CompetencyId]>>,
    pub invitations: Loader<FeedbackInvitationId, Arc<invitation::Model>>,
    pub own: Loader<Own, Option<FeedbackInvitationId>>,
    pub pages: Loader<InvitationsIn, Arc<[FeedbackInvitationId]>>,
    pub totals: Loader<TotalIn, i64>,
    pub templates: Loader<FeedbackTemplateId, Arc<template::Model>>,
    pub questions: Loader<FeedbackTemplateId, Arc<[Question]>>,
    pub answers: Loader<FeedbackId, Arc<[answer::Model]>>,
    pub origins: Loader<FeedbackId, Option<Arc<invitation::Model>>>,
}

/// As whom the viewer is asked.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Own(pub FeedbackRequestId);

/// A page of who is asked, for who asks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct InvitationsIn {
    pub of: TotalIn,
    pub page: Page<FeedbackInvitationId>,
}

/// How many are asked, for who asks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TotalIn {
    pub organization: OrganizationId,
    pub request: FeedbackRequestId,
}

impl RequestLoaders {
    pub fn forget(&self) {
        self.rows.forget();
        self.competencies.forget();
        self.invitations.forget();
        self.own.forget();
        self.pages.forget();
        self.totals.forget();
        self.templates.forget();
        self.questions.forget();
        self.answers.forget();
        self.origins.forget();
    }
}

impl Read<'_> {
    /// The request behind an id; none when it does not exist for the viewer.
    pub async fn request(&self, id: FeedbackRequestId) -> Answer<Option<Arc<request::Model>>> {
        self.loaders.requests.rows.load(id, self).await
    }

    pub async fn asked_competencies(&self, of: FeedbackRequestId) -> Answer<Arc<[CompetencyId]>> {
        Ok(self.loaders.requests.competencies.load(of, self).await?.unwrap_or_default())
    }

    /// The invitation behind an id; none when it does not exist for the viewer.
    pub async fn asked(&self, id: FeedbackInvitationId) -> Answer<Option<Arc<invitation::Model>>> {
        self.loaders.requests.invitations.load(id, self).await
    }

    pub async fn own_invitation(
        &self,
        of: FeedbackRequestId,
    ) -> Answer<Option<FeedbackInvitationId>> {
        Ok(self.loaders.requests.own.load(Own(of), self).await?.flatten())
    }

    pub async fn invitations(&self, key: InvitationsIn) -> Answer<Arc<[FeedbackInvitationId]>> {
        Ok(self.loaders.requests.pages.load(key, self).await?.unwrap_or_default())
    }

    pub async fn invitation_total(&self, key: TotalIn) -> Answer<i64> {
        Ok(self.loaders.requests.totals.load(key, self).await?.unwrap_or_default())
    }

    /// The template behind an id; none when it does not exist for the viewer.
    pub async fn template(&self, id: FeedbackTemplateId) -> Answer<Option<Arc<template::Model>>> {
        self.loaders.requests.templates.load(id, self).await
    }

    pub async fn questions(&self, of: FeedbackTemplateId) -> Answer<Arc<[Question]>> {
        Ok(self.loaders.requests.questions.load(of, self).await?.unwrap_or_default())
    }

    pub async fn answers(&self, of: FeedbackId) -> Answer<Arc<[answer::Model]>> {
        Ok(self.loaders.requests.answers.load(of, self).await?.unwrap_or_default())
    }

    /// The invitation that feedback answers.
    pub async fn origin(&self, of: FeedbackId) -> Answer<Option<Arc<invitation::Model>>> {
        Ok(self.loaders.requests.origins.load(of, self).await?.flatten())
    }
}

/// Questions of one template with their choices, both in order.
pub fn questions_of(rows: Vec<question::Model>, choices: &[choice::Model]) -> Vec<Question> {
    let wants = |row: &question::Model| match (row.kind, row.competency_id) {
        (question::Kind::Mark, Some(competency)) => Wants::Mark(competency),
        (question::Kind::Choice, _) => {
            let own = choices.iter().filter(|it| it.position == row.position);
            Wants::Choice(own.map(|it| it.text.clone()).collect())
        }
        _ => Wants::Text,
    };
    rows.into_iter().map(|row| Question { wants: wants(&row), text: row.text }).collect()
}
