//! What those hear who are invited to answer a questionnaire.

use assessment::campaigns;
use feedback::requests::refuse::is_refused;
use identity::account::{introduced_unchecked, told_of_feedback_unchecked};
use kernel::{CampaignInvitationId, MembershipId, OrganizationId, outbox::Claimed};

use super::Worker;
use crate::mail::{Draft, Failure};

impl Worker {
    /// Those who were just invited are due for their first mail.
    pub(super) async fn remind_invited(&self, fact: &Claimed) -> Result<(), Failure> {
        campaigns::remind::remind(&self.db, &self.clock, Some(fact.organization())).await?;
        Ok(())
    }

    /// Nothing, if they answered meanwhile, want no such mails or had one today, or the licence has
    /// ended.
    pub(super) async fn tell_invited(&self, fact: &Claimed) -> Result<(), Failure> {
        let (of, member) = (fact.organization(), MembershipId(fact.subject));
        let waits = campaigns::letter::is_awaited_unchecked(&self.db, &self.clock, of, member);
        if !waits.await? || !self.is_licensed(of).await? {
            return Ok(());
        }
        match told_of_feedback_unchecked(&self.db, of, member).await? {
            Some(addressee) if self.is_todays(fact, &addressee).await? => {
                self.send(fact, &Draft::of_questionnaires(addressee)).await
            }
            _ => Ok(()),
        }
    }

    async fn is_licensed(&self, of: OrganizationId) -> Result<bool, Failure> {
        let house = self.directory.now_unchecked(&self.db, of).await?;
        Ok(house.is_licensed(self.clock.now().date_naive()))
    }

    /// Nothing, if they answered meanwhile, want no such mails or none of this organisation, or the
    /// licence has ended.
    pub(super) async fn tell_guest(&self, fact: &Claimed) -> Result<(), Failure> {
        let (of, id) = (fact.organization(), CampaignInvitationId(fact.subject));
        let (db, clock) = (&self.db, &self.clock);
        let letter = campaigns::letter::guest_unchecked(db, &self.secret, clock, of, id).await?;
        let Some(letter) = letter else { return Ok(()) };
        if is_refused(db, &self.secret, of, &letter.to).await? || !self.is_licensed(of).await? {
            return Ok(());
        }
        let who = introduced_unchecked(db, of, letter.inviter).await?;
        self.send(fact, &Draft::of_questionnaire(letter, who)).await
    }
}
