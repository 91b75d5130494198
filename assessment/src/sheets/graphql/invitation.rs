use async_graphql::{Context, Object};
use kernel::{Answer, AsViewer, Call, CampaignInvitationId, Locale};

use super::{doorstep, questionnaire::Questionnaire};
use crate::sheets::{By, form, is_own};

/// What answering adds to `CampaignInvitation`.
pub struct CampaignInvitationSheet(pub CampaignInvitationId);

#[Object]
impl CampaignInvitationSheet {
    /// Visible to the member who is invited: what is asked, and what they answered so far. Null in
    /// an anonymous campaign, where it is reached by the ticket alone.
    async fn sheet(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which of its languages; what was begun with, if left out.")]
        language: Option<Locale>,
    ) -> Answer<Option<Questionnaire>> {
        let call = Call::of(ctx);
        if !is_own(call, self.0).await? {
            return Ok(ctx.deny());
        }
        let by = By::Invitation(self.0);
        let found = form::form(call, doorstep(ctx), &by, language.as_ref()).await?;
        Ok(found.map(Questionnaire))
    }
}
