use async_graphql::{Context, ID, OneofObject};
use kernel::{Answer, Call};

use super::id;
use crate::sheets::{Bearer, By, by::ticket_needed, form::whose};

/// As whom you answer.
#[derive(OneofObject)]
pub enum QuestionnaireBy {
    /// As a member: an id of a `CampaignInvitation` of yours.
    Invitation(ID),
    /// As somebody from outside, without an account: what the link in the mail carries.
    Link(String),
}

/// Of whom a request is: of whoever brings a ticket, or of whom it names.
pub fn by(ctx: &Context<'_>, named: Option<QuestionnaireBy>) -> Answer<By> {
    let named = named.map(|it| match it {
        QuestionnaireBy::Invitation(text) => id(&text).map(By::Invitation),
        QuestionnaireBy::Link(link) => Ok(By::Link(link)),
    });
    let ticket = ctx.data_opt::<Bearer>().map(|it| &it.0);
    // Nobody is both.
    if ticket.is_some() && Call::of(ctx).viewer.person.is_some() {
        return Err(ticket_needed());
    }
    whose(ticket, named.transpose()?)
}
