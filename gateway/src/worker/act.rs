//! What follows from a fact, by its topic.

use assessment::campaigns::{self, close::CLOSED};
use feedback::{
    candidates::letter::{ASKED as CANDIDATE, candidate_letter_unchecked},
    notifications::{DIGEST, Kind, Notice, count_unread, notify_unchecked},
    requests::{
        letter::{awaited_unchecked, link_unchecked},
        remind::{ANSWERED, ASKED, AWAITED, AWAITED_TODAY, LINK, REQUEST, remind},
        told::{answered_unchecked, asked_unchecked, waits_unchecked},
    },
    talk::{Subject, Told, is_read_by, thanked_unchecked, told_unchecked},
};
use identity::{
    account::{
        Addressee, LetterKind, introduced_unchecked, is_todays_mail_unchecked, letter,
        told_in_summary_unchecked, told_of_feedback_unchecked,
    },
    member_unchecked,
};
use kernel::{
    CandidateId, Code, Fault, FeedbackId, FeedbackInvitationId, FeedbackRequestId, MembershipId,
    ReplyId, Viewer, outbox::Claimed,
};

use super::{MOST_ATTEMPTS, Worker};
use crate::mail::{Draft, Failure};

/// Written by the use case, and spread over the recipients.
const GIVEN: &str = "feedback.given";
/// One of these for each recipient, where there are several.
const RECEIVED: &str = "feedback.received";
/// Written by the use case, and spread over the others who take part.
const REPLIED: &str = "feedback.replied";
/// One of these for each of them.
const REPLY_RECEIVED: &str = "feedback.reply-received";
/// Somebody thanked the author; not told by mail.
const THANKED: &str = "feedback.thanked";
const REPLY_THANKED: &str = "feedback.reply-thanked";

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
            THANKED => self.tell_author(fact, Subject::Feedback(FeedbackId(fact.subject))).await,
            REPLY_THANKED => self.tell_author(fact, Subject::Reply(ReplyId(fact.subject))).await,
            DIGEST => self.sum_up(fact).await,
            ASKED => self.remind(fact).await,
            AWAITED | AWAITED_TODAY => self.tell_asked(fact).await,
            REQUEST => self.notify_asked(fact).await,
            ANSWERED => self.notify_requester(fact).await,
            LINK => self.tell_external(fact).await,
            campaigns::remind::INVITED => self.remind_invited(fact).await,
            campaigns::remind::AWAITED => self.tell_invited(fact).await,
            campaigns::remind::LINK => self.tell_guest(fact).await,
            // Whoever makes something of it looks for what is closed.
            CLOSED => Ok(()),
            CANDIDATE => self.tell_candidate(fact).await,
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
        let recipients = self.recipients(fact).await?;
        if let [only] = recipients[..] {
            return self.tell(fact, only).await;
        }
        let recipients = recipients.into_iter().map(|member| member.0);
        let spread = fact.spread(&self.db, &self.clock, RECEIVED, recipients).await;
        Ok(spread.map_err(Fault::from)?)
    }

    /// Nothing, if it was withdrawn meanwhile.
    async fn tell_recipient(&self, fact: &Claimed) -> Result<(), Failure> {
        let Some(member) = fact.recipient.map(MembershipId) else { return Ok(()) };
        if !self.recipients(fact).await?.contains(&member) {
            return Ok(());
        }
        self.tell(fact, member).await
    }

    async fn tell(&self, fact: &Claimed, member: MembershipId) -> Result<(), Failure> {
        let feedback = FeedbackId(fact.subject);
        self.notify(fact, member, Notice::of_feedback(Kind::Feedback, feedback, None)).await?;
        let addressee = told_of_feedback_unchecked(&self.db, fact.organization(), member).await?;
        match addressee {
            Some(addressee) => self.send(fact, &Draft::of_feedback(feedback, addressee)).await,
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
        let Some(viewer) = self.viewer(fact, member).await? else { return Ok(()) };
        let (db, organization) = (&self.db, fact.organization());
        let reply = ReplyId(fact.subject);
        if !is_read_by(db, &viewer, reply).await? {
            return Ok(());
        }
        let notice = Notice::of_feedback(Kind::Reply, told.feedback, Some(reply));
        self.notify(fact, member, notice).await?;
        match told_of_feedback_unchecked(db, organization, member).await? {
            Some(addressee) => self.send(fact, &Draft::of_reply(told.feedback, addressee)).await,
            None => Ok(()),
        }
    }

    async fn tell_author(&self, fact: &Claimed, on: Subject) -> Result<(), Failure> {
        let author = thanked_unchecked(&self.db, fact.organization(), on).await?;
        let Some((feedback, author)) = author else { return Ok(()) };
        let reply = match on {
            Subject::Feedback(_) => None,
            Subject::Reply(id) => Some(id),
        };
        self.notify(fact, author, Notice::of_feedback(Kind::Thanks, feedback, reply)).await
    }

    /// Nothing, if it is all read, or is no longer theirs to read, or they want no summary.
    async fn sum_up(&self, fact: &Claimed) -> Result<(), Failure> {
        let member = MembershipId(fact.subject);
        let (db, organization) = (&self.db, fact.organization());
        let Some(addressee) = told_in_summary_unchecked(db, organization, member).await? else {
            return Ok(());
        };
        let Some(viewer) = self.viewer(fact, member).await? else { return Ok(()) };
        if count_unread(db, &viewer, organization).await? == 0 {
            return Ok(());
        }
        if !self.is_todays(fact, &addressee).await? {
            return Ok(());
        }
        self.send(fact, &Draft::of_summary(addressee)).await
    }

    /// Of all organisations of a person together one mail of a kind is sent on a day.
    pub(super) async fn is_todays(&self, fact: &Claimed, to: &Addressee) -> Result<bool, Failure> {
        let (db, clock) = (&self.db, &self.clock);
        Ok(is_todays_mail_unchecked(db, clock, to.person, &fact.topic, fact.id).await?)
    }

    /// In the product itself; told again of the same fact, they are told once.
    async fn notify(
        &self,
        fact: &Claimed,
        member: MembershipId,
        notice: Notice,
    ) -> Result<(), Failure> {
        let whom = (fact.organization(), member);
        Ok(notify_unchecked(&self.db, &self.clock, whom, notice, fact.id).await?)
    }

    async fn viewer(
        &self,
        fact: &Claimed,
        member: MembershipId,
    ) -> Result<Option<Viewer>, Failure> {
        let (db, clock) = (&self.db, &self.clock);
        Ok(member_unchecked(db, &self.directory, clock, fact.organization(), member).await?)
    }

    /// Those who were just asked are due for their first mail; members are told in the product,
    /// too.
    async fn remind(&self, fact: &Claimed) -> Result<(), Failure> {
        let (db, clock, of) = (&self.db, &self.clock, fact.organization());
        remind(db, clock, Some(of)).await?;
        let asked = asked_unchecked(db, clock, of, FeedbackRequestId(fact.subject)).await?;
        let spread = fact.spread(db, clock, REQUEST, asked.into_iter().map(|it| it.0)).await;
        Ok(spread.map_err(Fault::from)?)
    }

    async fn notify_asked(&self, fact: &Claimed) -> Result<(), Failure> {
        let Some(member) = fact.recipient.map(MembershipId) else { return Ok(()) };
        let request = FeedbackRequestId(fact.subject);
        let asked = asked_unchecked(&self.db, &self.clock, fact.organization(), request).await?;
        if !asked.contains(&member) {
            return Ok(());
        }
        self.notify(fact, member, Notice::of_request(Kind::Request, Some(request))).await
    }

    /// Nothing, if they receive the answer and are told of that.
    async fn notify_requester(&self, fact: &Claimed) -> Result<(), Failure> {
        let id = FeedbackInvitationId(fact.subject);
        let asked = answered_unchecked(&self.db, fact.organization(), id).await?;
        let Some((request, requester)) = asked else { return Ok(()) };
        self.notify(fact, requester, Notice::of_request(Kind::Answer, Some(request))).await
    }

    /// Whether what is asked about one of these members can be answered now: they take part, and
    /// the licence is in force.
    async fn is_answerable(
        &self,
        fact: &Claimed,
        about: &[Option<MembershipId>],
    ) -> Result<bool, Failure> {
        if about.is_empty() {
            return Ok(false);
        }
        let house = self.directory.now_unchecked(&self.db, fact.organization()).await?;
        let mut known = about.iter().flatten().filter_map(|id| house.member(*id));
        Ok(known.any(|it| it.is_active()) && house.is_licensed(self.clock.now().date_naive()))
    }

    /// Nothing, if they answered meanwhile, want no such mails, or nobody would receive it.
    async fn tell_asked(&self, fact: &Claimed) -> Result<(), Failure> {
        let (of, member) = (fact.organization(), MembershipId(fact.subject));
        let about = awaited_unchecked(&self.db, &self.clock, of, member).await?;
        if !self.is_answerable(fact, &about).await? {
            return Ok(());
        }
        if waits_unchecked(&self.db, &self.clock, of, member).await? {
            self.notify(fact, member, Notice::of_request(Kind::Reminder, None)).await?;
        }
        match told_of_feedback_unchecked(&self.db, of, member).await? {
            Some(addressee) if self.is_todays(fact, &addressee).await? => {
                self.send(fact, &Draft::of_requests(addressee)).await
            }
            _ => Ok(()),
        }
    }

    async fn told(&self, fact: &Claimed) -> Result<Option<Told>, Failure> {
        Ok(told_unchecked(&self.db, fact.organization(), ReplyId(fact.subject)).await?)
    }

    /// Nothing, if they answered meanwhile, want no such mails, or nobody would receive it.
    async fn tell_external(&self, fact: &Claimed) -> Result<(), Failure> {
        let (of, id) = (fact.organization(), FeedbackInvitationId(fact.subject));
        let letter = link_unchecked(&self.db, &self.secret, &self.clock, of, id).await?;
        let Some(letter) = letter else { return Ok(()) };
        if !self.is_answerable(fact, &[letter.about]).await? {
            return Ok(());
        }
        let who = introduced_unchecked(&self.db, of, letter.requester).await?;
        self.send(fact, &Draft::of_link(letter, who)).await
    }

    /// Nothing, if they answered meanwhile or are erased, or nobody is responsible any more.
    async fn tell_candidate(&self, fact: &Claimed) -> Result<(), Failure> {
        let (of, id) = (fact.organization(), CandidateId(fact.subject));
        let letter = candidate_letter_unchecked(&self.db, &self.secret, &self.clock, of, id);
        let Some(letter) = letter.await? else { return Ok(()) };
        if !self.is_answerable(fact, &[Some(letter.responsible)]).await? {
            return Ok(());
        }
        let who = introduced_unchecked(&self.db, of, letter.responsible).await?;
        self.send(fact, &Draft::of_candidate(letter, who)).await
    }

    async fn recipients(&self, fact: &Claimed) -> Result<Vec<MembershipId>, Failure> {
        let feedback = FeedbackId(fact.subject);
        Ok(feedback::recipients_unchecked(&self.db, fact.organization(), feedback).await?)
    }

    pub(super) async fn send(&self, fact: &Claimed, draft: &Draft) -> Result<(), Failure> {
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
