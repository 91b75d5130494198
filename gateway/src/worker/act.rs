//! What follows from a fact, by its topic.

use feedback::{
    requests::{
        letter::{is_awaited_unchecked, link_unchecked},
        remind::{ASKED, AWAITED, LINK, remind},
    },
    talk::{Told, is_read_by, told_unchecked},
};
use identity::{
    account::{LetterKind, introduced_unchecked, letter, told_of_feedback_unchecked},
    member_unchecked,
};
use kernel::{
    Code, Fault, FeedbackId, FeedbackInvitationId, MembershipId, ReplyId, outbox::Claimed,
};

use super::{MOST_ATTEMPTS, Worker};
use crate::mail::{Draft, Failure};

/// Written by the use case, and spread over the recipients.
const GIVEN: &str = "feedback.given";
/// One of these for each recipient.
const RECEIVED: &str = "feedback.received";
/// Written by the use case, and spread over the others who take part.
const REPLIED: &str = "feedback.replied";
/// One of these for each of them.
const REPLY_RECEIVED: &str = "feedback.reply-received";

impl Worker {
    pub(super) async fn act(&self, fact: &Claimed) -> Result<(), Failure> {
        // Whatever it is, the process ended over it each time.
        if fact.attempts > MOST_ATTEMPTS {
            return Err(Failure::refused("interrupted too often"));
        }
        match &*fact.topic {
            GIVEN => self.spread(fact).await,
            RECEIVED => self.tell_recipient(fact).await,
            REPLIED => self.spread_reply(fact).await,
            REPLY_RECEIVED => self.tell_participant(fact).await,
            ASKED => self.remind(fact).await,
            AWAITED => self.tell_asked(fact).await,
            LINK => self.tell_external(fact).await,
            topic if LetterKind::of(topic).is_some() => self.tell_account(fact).await,
            // Of a newer version of ours, which runs beside this one.
            _ => Err(Failure::passing("unknown topic")),
        }
    }

    async fn tell_account(&self, fact: &Claimed) -> Result<(), Failure> {
        let read = letter(&self.db, &self.secret, &self.clock, &fact.topic, fact.subject);
        match read.await? {
            Some(letter) => self.send(fact, &Draft::of_account(letter)).await,
            None => Ok(()),
        }
    }

    async fn spread(&self, fact: &Claimed) -> Result<(), Failure> {
        let recipients = self.recipients(fact).await?.into_iter().map(|member| member.0);
        let spread = fact.spread(&self.db, &self.clock, RECEIVED, recipients).await;
        Ok(spread.map_err(Fault::from)?)
    }

    /// Nothing, if it was withdrawn meanwhile.
    async fn tell_recipient(&self, fact: &Claimed) -> Result<(), Failure> {
        let Some(member) = fact.recipient.map(MembershipId) else { return Ok(()) };
        if !self.recipients(fact).await?.contains(&member) {
            return Ok(());
        }
        let addressee = told_of_feedback_unchecked(&self.db, fact.organization(), member).await?;
        match addressee {
            Some(addressee) => {
                let draft = Draft::of_feedback(FeedbackId(fact.subject), addressee);
                self.send(fact, &draft).await
            }
            None => Ok(()),
        }
    }

    async fn spread_reply(&self, fact: &Claimed) -> Result<(), Failure> {
        let told = self.told(fact).await?.map(|told| told.members).unwrap_or_default();
        let members = told.into_iter().map(|member| member.0);
        let spread = fact.spread(&self.db, &self.clock, REPLY_RECEIVED, members).await;
        Ok(spread.map_err(Fault::from)?)
    }

    /// Nothing, if it was withdrawn or hidden meanwhile, or is no longer theirs to read.
    async fn tell_participant(&self, fact: &Claimed) -> Result<(), Failure> {
        let Some(member) = fact.recipient.map(MembershipId) else { return Ok(()) };
        let Some(told) = self.told(fact).await? else { return Ok(()) };
        let (db, organization) = (&self.db, fact.organization());
        let viewer =
            member_unchecked(db, &self.directory, &self.clock, organization, member).await?;
        let Some(viewer) = viewer else { return Ok(()) };
        if !is_read_by(db, &viewer, ReplyId(fact.subject)).await? {
            return Ok(());
        }
        match told_of_feedback_unchecked(db, organization, member).await? {
            Some(addressee) => self.send(fact, &Draft::of_reply(told.feedback, addressee)).await,
            None => Ok(()),
        }
    }

    /// Those who were just asked are due for their first mail.
    async fn remind(&self, fact: &Claimed) -> Result<(), Failure> {
        remind(&self.db, &self.clock, Some(fact.organization())).await?;
        Ok(())
    }

    /// Nothing, if they answered meanwhile, or want no such mails.
    async fn tell_asked(&self, fact: &Claimed) -> Result<(), Failure> {
        let (of, member) = (fact.organization(), MembershipId(fact.subject));
        if !is_awaited_unchecked(&self.db, &self.clock, of, member).await? {
            return Ok(());
        }
        match told_of_feedback_unchecked(&self.db, of, member).await? {
            Some(addressee) => self.send(fact, &Draft::of_requests(addressee)).await,
            None => Ok(()),
        }
    }

    async fn told(&self, fact: &Claimed) -> Result<Option<Told>, Failure> {
        Ok(told_unchecked(&self.db, fact.organization(), ReplyId(fact.subject)).await?)
    }

    async fn tell_external(&self, fact: &Claimed) -> Result<(), Failure> {
        let (of, id) = (fact.organization(), FeedbackInvitationId(fact.subject));
        let letter = link_unchecked(&self.db, &self.secret, &self.clock, of, id).await?;
        let Some(letter) = letter else { return Ok(()) };
        let who = introduced_unchecked(&self.db, of, letter.requester).await?;
        self.send(fact, &Draft::of_link(letter, who)).await
    }

    async fn recipients(&self, fact: &Claimed) -> Result<Vec<MembershipId>, Failure> {
        let feedback = FeedbackId(fact.subject);
        Ok(feedback::recipients_unchecked(&self.db, fact.organization(), feedback).await?)
    }

    async fn send(&self, fact: &Claimed, draft: &Draft) -> Result<(), Failure> {
        self.mail.send(fact.id, draft, self.clock.now()).await?;
        metrics::counter!("hei_mails_sent_total", "letter" => draft.key).increment(1);
        Ok(())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::passing(match fault.code {
            Code::Unavailable => "the database is away",
            _ => "internal, see the log",
        })
    }
}
