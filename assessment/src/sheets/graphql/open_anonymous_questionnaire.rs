use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{doorstep, id};
use crate::sheets::open::{OpenAnonymousQuestionnaireError, open};

#[derive(Default)]
pub struct OpenAnonymousQuestionnaire;

#[Object]
impl OpenAnonymousQuestionnaire {
    /// Draws your ticket of an anonymous campaign. It is told here and never again, and it alone
    /// opens, saves, hands in and withdraws your answers. Draw it whether you answer or not: the
    /// more have drawn, the less answers tell of who gave them.
    async fn open_anonymous_questionnaire(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which campaign.")] input: OpenAnonymousQuestionnaireInput,
    ) -> Answer<OpenAnonymousQuestionnairePayload> {
        let call = Call::of(ctx);
        Ok(match open(call, doorstep(ctx), id(&input.invitation)?).await? {
            Ok(ticket) => OpenAnonymousQuestionnairePayload {
                ticket: Some(ticket.reveal(&call.secret)),
                errors: vec![],
            },
            Err(error) => {
                OpenAnonymousQuestionnairePayload { ticket: None, errors: vec![error.into()] }
            }
        })
    }
}

/// Which campaign is opened.
#[derive(InputObject)]
struct OpenAnonymousQuestionnaireInput {
    /// By an invitation of yours.
    invitation: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct OpenAnonymousQuestionnairePayload {
    /// To be sent as `Authorization: Ticket …`, without a session and without cookies; null, if
    /// none was drawn.
    ticket: Option<String>,
    /// Why none was drawn.
    errors: Vec<OpenAnonymousQuestionnaireError>,
}
