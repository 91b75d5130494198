//! What whoever answers is shown.

use std::sync::Arc;

use kernel::{Answer, Call, Locale};

use super::{
    By, Doorstep, Notice,
    by::{Held, Who, held, ticket_needed},
    desk::Paper,
    doorstep::House,
    entity::sheet::State,
    page::{Page, answers},
    repo::{self, drafts, edition::edition_unchecked},
    standing::Standing,
};
use crate::{
    answering::{Answers, Progress, progress, shown},
    campaigns::campaign,
    instruments::document::{Document, Item, Section},
};

/// A questionnaire, as one respondent gets it.
#[derive(Clone, Debug)]
pub struct Form {
    pub campaign: campaign::Model,
    pub document: Arc<Document>,
    pub house: House,
    /// For whoever comes by a link.
    pub notice: Option<Notice>,
    pub language: String,
    pub standing: Standing,
    /// None, until it is begun.
    pub state: Option<State>,
    pub page: Page,
    /// As it is shown before anything can be answered.
    pub preview: bool,
}

impl Form {
    pub fn answers(&self) -> Answers {
        answers(&self.page)
    }

    pub fn progress(&self) -> Progress {
        progress(&self.document, &self.answers())
    }

    /// What is shown by now: what is asked next follows from what was answered.
    pub fn sections(&self) -> Vec<(&Section, Vec<&Item>)> {
        let answers = self.answers();
        let shown = shown(&self.document, &answers);
        let is_shown = |item: &&Item| shown.iter().any(|it| std::ptr::eq(*it, *item));
        let sections = self.document.sections.iter();
        let of = sections.map(|it| (it, it.items.iter().filter(is_shown).collect::<Vec<_>>()));
        of.filter(|(_, items)| !items.is_empty()).collect()
    }

    /// Whether answers can be written now.
    pub fn is_open(&self) -> bool {
        let open = matches!(self.state, None | Some(State::Open));
        open && self.standing == Standing::Open && self.house.writable && !self.preview
    }
}

/// None, if it does not exist for the caller, or they were told nothing that leads to it.
pub async fn form(
    call: &Call,
    doorstep: &dyn Doorstep,
    by: &By,
    language: Option<&Locale>,
) -> Answer<Option<Form>> {
    let Some(it) = held(call, by).await? else { return Ok(None) };
    if it.needs_ticket() {
        return Ok(None);
    }
    let paper = match &it.who {
        Who::Member(row) | Who::Guest(row) => repo::paper_unchecked(&call.db, row).await?,
        Who::Nobody(ticket) => match drafts::paper_unchecked(&call.db, ticket).await? {
            Some(paper) => Some(paper),
            // Since the close it stands among the others.
            None => repo::under_code_unchecked(&call.db, ticket).await?,
        },
    };
    filled(call, doorstep, it, paper, language).await.map(Some)
}

/// As it is for who was found to be asked it.
pub async fn filled(
    call: &Call,
    doorstep: &dyn Doorstep,
    it: Held,
    paper: Option<Paper>,
    language: Option<&Locale>,
) -> Answer<Form> {
    let house = it.house(call, doorstep).await?;
    let begun_in = paper.as_ref().and_then(|it| it.language.clone());
    let guest_s = it.invitation().and_then(|row| row.language.clone());
    let language = language
        .and_then(|wanted| spoken(&it.campaign, wanted.as_str()))
        .or(begun_in)
        .unwrap_or_else(|| preferred(call, &it.campaign, guest_s.as_deref()));
    let notice = matches!(it.who, Who::Guest(_)).then(|| doorstep.notice(&language, &house.name));
    let (organization, instrument) = (it.campaign.organization_id, it.campaign.instrument_id);
    Ok(Form {
        document: edition_unchecked(&call.db, organization, instrument).await?,
        standing: Standing::of(&it.campaign, call.clock.now()),
        campaign: it.campaign,
        house,
        notice,
        language,
        state: paper.as_ref().map(|it| it.state),
        page: paper.map(|it| it.page).unwrap_or_default(),
        preview: false,
    })
}

/// The one of the campaign's languages that a tag names, in its main form too.
pub fn spoken(campaign: &campaign::Model, tag: &str) -> Option<String> {
    let main = |tag: &str| tag.split('-').next().unwrap_or(tag).to_owned();
    let mut all = campaign.languages.split(',').filter(|it| !it.is_empty());
    let found = all.clone().find(|it| it.eq_ignore_ascii_case(tag));
    found.or_else(|| all.find(|it| main(it) == main(tag))).map(str::to_owned)
}

/// What the invitation says, or the caller reads, or the first.
pub fn preferred(call: &Call, campaign: &campaign::Model, invited: Option<&str>) -> String {
    let wanted = [invited, Some(call.origin.locale.as_str())].into_iter().flatten();
    let mut found = wanted.filter_map(|it| spoken(campaign, it));
    let first = || campaign.languages.split(',').next().unwrap_or("en").to_owned();
    found.next().unwrap_or_else(first)
}

/// Whoever comes with a ticket names nothing else; whoever comes without names as whom.
pub fn whose(ticket: Option<&kernel::CampaignTicket>, named: Option<By>) -> Answer<By> {
    match (ticket, named) {
        (Some(ticket), None) => Ok(By::Ticket(ticket.clone())),
        (None, Some(by)) => Ok(by),
        (Some(_), Some(_)) => {
            Err(kernel::Fault::bad_input("A ticket comes alone: leave out as whom you answer."))
        }
        (None, None) => Err(ticket_needed()),
    }
}
