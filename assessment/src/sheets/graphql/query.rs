use async_graphql::{Context, Object};
use kernel::{Answer, Call, Locale};

use super::{
    by::{QuestionnaireBy, by},
    doorstep,
    questionnaire::Questionnaire,
};
use crate::sheets::form;

/// What can be asked with a link or a ticket.
#[derive(Default)]
pub struct QuestionnaireQuery;

#[Object]
impl QuestionnaireQuery {
    /// Visible to whoever holds its link, or its ticket, sent as `Authorization: Ticket …` and
    /// without a session: what is asked, and what they answered so far. Null, if a link opens
    /// nothing (any more): it was revoked, never was, or is over.
    async fn questionnaire(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the link carries; left out by whoever comes with a ticket.")]
        link: Option<String>,
        #[graphql(desc = "In which of its languages; what was begun with, if left out.")]
        language: Option<Locale>,
    ) -> Answer<Option<Questionnaire>> {
        let by = by(ctx, link.map(QuestionnaireBy::Link))?;
        let found = form::form(Call::of(ctx), doorstep(ctx), &by, language.as_ref()).await?;
        Ok(found.map(Questionnaire))
    }
}
