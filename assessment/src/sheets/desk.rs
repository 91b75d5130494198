//! A sheet in the hands of who writes on it: everything that decides whether it may be written on
//! stands still until they are done.

use kernel::{Answer, Call, Tx, Write};

use super::{
    by::{Held, Who},
    entity::{draft, sheet, sheet::State},
    outcome,
    page::{Page, answers},
    repo::{
        drafts,
        lock::{With, hold},
        named, paper_unchecked,
    },
    standing::Standing,
    traits::Traits,
};
use crate::campaigns::{InvitationState, campaign, repo::one_unchecked};

/// As it is from here to the end of the transaction.
pub struct Desk<'a> {
    call: &'a Call,
    tx: &'a Tx,
    held: &'a Held,
    pub campaign: campaign::Model,
    pub standing: Standing,
    /// None, where there is no telling: without a name.
    pub invitation: Option<InvitationState>,
    pub paper: Option<Paper>,
}

/// A sheet that was begun.
#[derive(Clone, Debug)]
pub struct Paper {
    pub state: State,
    pub language: Option<String>,
    pub page: Page,
    pub row: Row,
}

/// Where it lies.
#[derive(Clone, Debug)]
pub enum Row {
    Named(sheet::Model),
    Draft(draft::Model),
}

impl<'a> Desk<'a> {
    /// Whoever closes the campaign waits until it is done, or is done before. None, if what was
    /// found is gone.
    pub async fn at(call: &'a Call, tx: &'a Tx, held: &'a Held) -> Answer<Option<Self>> {
        let (organization, id) = (held.campaign.organization_id, held.campaign.id);
        // Without a name what others wrote is written anew, too.
        let nobody = matches!(held.who, Who::Nobody(_));
        hold(tx, organization, id, if nobody { With::Nobody } else { With::Others }).await?;
        let found = one_unchecked(tx, organization, id).await?;
        let Some(campaign) = found else { return Ok(None) };
        let (invitation, paper) = match &held.who {
            Who::Member(row) | Who::Guest(row) => {
                let Some(state) = named::lock_invitation(tx, row).await? else { return Ok(None) };
                // The invitation is held: so nothing of it changes any more.
                (Some(state), paper_unchecked(tx, row).await?)
            }
            Who::Nobody(ticket) => (None, drafts::paper_unchecked(tx, ticket).await?),
        };
        let standing = Standing::of(&campaign, call.clock.now());
        Ok(Some(Self { call, tx, held, campaign, standing, invitation, paper }))
    }

    /// Whether who is invited said no, be it a moment ago.
    pub fn is_declined(&self) -> bool {
        self.invitation == Some(InvitationState::Declined)
    }

    /// A new sheet; `language` and `notice` stand only on one with a name.
    pub async fn begin(&self, language: &str, notice: Option<String>) -> Answer<Paper> {
        let row = match &self.held.who {
            Who::Member(invited) | Who::Guest(invited) => {
                let clock = &self.call.clock;
                let row = named::blank(clock, &self.campaign, invited, language, notice);
                let mut writes = named::begun(clock, &self.campaign, &row);
                writes.push(named::opened(invited));
                writes.extend(self.held.entry(self.call, super::start::ACTION));
                self.tx.write_all(writes).await?;
                Row::Named(row)
            }
            Who::Nobody(ticket) => {
                let traits = Traits::from_bytes(&ticket.carried).unwrap_or_default();
                let row = drafts::blank(ticket, traits);
                drafts::put(self.tx, &row).await?;
                Row::Draft(row)
            }
        };
        let language = matches!(row, Row::Named(_)).then(|| language.to_owned());
        Ok(Paper { state: State::Open, language, page: Page::new(), row })
    }

    /// The same sheet in another language.
    pub async fn turn(&self, paper: Paper, language: &str) -> Answer<Paper> {
        let Row::Named(row) = &paper.row else { return Ok(paper) };
        let language = Some(language.to_owned());
        self.tx.write(named::turned(row, language.clone())).await?;
        Ok(Paper { language, ..paper })
    }

    /// With these changes, which are not empty.
    pub async fn save(&self, paper: Paper, changed: Page, action: &'static str) -> Answer<Paper> {
        let mut page = paper.page.clone();
        page.extend(changed.clone());
        let row = match paper.row {
            Row::Named(row) => {
                let backend = sea_orm::ConnectionTrait::get_database_backend(self.tx);
                let mut writes = vec![named::saved(backend, &row, &changed), named::touched(&row)];
                writes.extend(self.held.noted(self.call, action));
                self.tx.write_all(writes).await?;
                Row::Named(row)
            }
            Row::Draft(row) => Row::Draft(self.redraft(row, State::Open, &page).await?),
        };
        Ok(Paper { page, row, ..paper })
    }

    /// What was answered to items that are not shown, or taken back, is gone. With what the
    /// answers say.
    pub async fn submit(
        &self,
        paper: Paper,
        page: Page,
        said: Vec<Write>,
        action: &'static str,
    ) -> Answer<Paper> {
        let state = State::Submitted;
        let row = match (paper.row, self.held.invitation()) {
            (Row::Named(row), Some(invited)) => {
                let backend = sea_orm::ConnectionTrait::get_database_backend(self.tx);
                let clock = &self.call.clock;
                let next = named::handed_in(clock, &self.campaign, &row);
                let mut writes: Vec<Write> = named::submitted(clock, &self.campaign, &next);
                writes.push(named::only(backend, &row, page.keys()));
                let done = InvitationState::Submitted;
                writes.push(named::settled(clock, &self.campaign, invited, done));
                writes.extend(said);
                writes.extend(self.held.noted(self.call, action));
                self.tx.write_all(writes).await?;
                Row::Named(next)
            }
            (Row::Draft(row), _) => Row::Draft(self.redraft(row, state, &page).await?),
            (row, None) => row,
        };
        Ok(Paper { state, page, row, ..paper })
    }

    /// Its answers are gone, and that they were withdrawn stays.
    pub async fn withdraw(&self, paper: Paper, action: &'static str) -> Answer<Paper> {
        let state = State::Withdrawn;
        let row = match (paper.row, self.held.invitation()) {
            (Row::Named(row), Some(invited)) => {
                for write in outcome::forgotten(&row).into_iter().chain(named::withdrawn(&row)) {
                    self.tx.write(write).await?;
                }
                let (clock, back) = (&self.call.clock, InvitationState::Withdrawn);
                self.tx.write(named::settled(clock, &self.campaign, invited, back)).await?;
                if let Some(entry) = self.held.noted(self.call, action) {
                    self.tx.write(entry).await?;
                }
                Row::Named(sheet::Model { state, submitted_on: None, ..row })
            }
            (Row::Draft(row), _) => Row::Draft(self.redraft(row, state, &Page::new()).await?),
            (row, None) => row,
        };
        Ok(Paper { state, page: Page::new(), row, ..paper })
    }

    async fn redraft(&self, row: draft::Model, state: State, page: &Page) -> Answer<draft::Model> {
        let row = draft::Model { state, answers: drafts::text(page), ..row };
        drafts::put(self.tx, &row).await?;
        Ok(row)
    }
}

impl Paper {
    pub fn answers(&self) -> crate::answering::Answers {
        answers(&self.page)
    }
}
