//! Which words a letter has, and where its link leads.

use assessment::campaigns::letter::GuestLetter;
use chrono::{DateTime, Utc};
use feedback::{candidates::letter::CandidateLetter, requests::letter::LinkLetter};
use identity::account::{Addressee, Introduction, Letter, LetterKind, Mails};
use kernel::{FeedbackId, FeedbackInvitationId, OrganizationId, UserId};

/// A letter before it is worded.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What its texts' keys begin with.
    pub key: &'static str,
    pub to: String,
    pub name: Option<String>,
    /// A language tag.
    pub locale: String,
    /// Behind the public address.
    pub path: String,
    /// Until when its link opens something.
    pub until: Option<DateTime<Utc>>,
    /// The organisation it is about.
    pub organization: Option<String>,
    /// Who did it.
    pub by: Option<String>,
    /// Whose mails of this kind can be turned off from within it; a mail of service has nobody.
    pub turned_off_by: Option<Reader>,
}

/// Who gets a mail that can be turned off from within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Person(UserId, Mails),
    /// Somebody from outside, by the invitation that was mailed to them.
    External(OrganizationId, FeedbackInvitationId),
    /// Somebody from outside who was not asked for feedback, by the address it is mailed to.
    Address(OrganizationId),
}

impl Draft {
    /// A letter about an account. Tokens stand behind `#`, which browsers keep to themselves:
    /// no server's log on the way has them.
    pub fn of_account(letter: Letter) -> Self {
        let (key, page) = match letter.kind {
            LetterKind::Registration => ("registration", "/complete-registration"),
            LetterKind::AccountExists => ("exists", "/reset-password"),
            LetterKind::Reset => ("reset", "/reset-password"),
            LetterKind::Verification => ("verification", "/verify-email"),
            LetterKind::PasswordChanged => ("password-changed", "/request-password-reset"),
            LetterKind::AddressAdded => ("address-added", "/request-password-reset"),
            LetterKind::Invitation => ("invitation", "/invitation"),
            LetterKind::CoachGranted => ("coach-granted", "/coaches"),
            LetterKind::CoachRevoked => ("coach-revoked", "/coaches"),
        };
        let token = letter.token.map(|token| format!("#token={}", token.reveal()));
        Self {
            key,
            to: letter.to,
            name: letter.name,
            locale: letter.locale,
            path: format!("{page}{}", token.unwrap_or_default()),
            until: letter.expires_at,
            organization: letter.organization,
            by: letter.by,
            turned_off_by: None,
        }
    }

    /// That there is feedback, and never a word of it: who opens it reads it with the rights
    /// of then.
    pub fn of_feedback(feedback: FeedbackId, addressee: Addressee) -> Self {
        Self::about("feedback", feedback, addressee)
    }

    /// That somebody replied; likewise.
    pub fn of_reply(feedback: FeedbackId, addressee: Addressee) -> Self {
        Self::about("reply", feedback, addressee)
    }

    /// That there was something in a day.
    pub fn of_summary(addressee: Addressee) -> Self {
        Self::to("digest", "/notifications".to_owned(), addressee, Mails::Summaries)
    }

    fn about(key: &'static str, feedback: FeedbackId, addressee: Addressee) -> Self {
        Self::to(key, format!("/feedback/{feedback}"), addressee, Mails::AtOnce)
    }

    fn to(key: &'static str, path: String, addressee: Addressee, mails: Mails) -> Self {
        Self {
            key,
            to: addressee.to,
            name: Some(addressee.name),
            locale: addressee.locale,
            path,
            until: None,
            organization: None,
            by: None,
            turned_off_by: Some(Reader::Person(addressee.person, mails)),
        }
    }

    /// That feedback is asked for, and never about whom: who opens it reads it with the rights
    /// of then.
    pub fn of_requests(addressee: Addressee) -> Self {
        Self::to("awaited", "/feedback-requests".to_owned(), addressee, Mails::AtOnce)
    }

    /// To a candidate, who is asked for their consent by the link.
    pub fn of_candidate(letter: CandidateLetter, who: Option<Introduction>) -> Self {
        let (organization, by) = who.map(|it| (it.organization, it.name)).unzip();
        Self {
            key: "candidate",
            to: letter.to,
            name: Some(letter.name),
            locale: letter.locale,
            path: format!("/candidate#link={}", letter.token.reveal()),
            until: Some(letter.until),
            organization,
            by,
            turned_off_by: Some(Reader::Address(letter.organization)),
        }
    }

    /// The same to somebody from outside, who answers by the link.
    pub fn of_link(letter: LinkLetter, who: Option<Introduction>) -> Self {
        let (organization, by) = who.map(|it| (it.organization, it.name)).unzip();
        Self {
            key: "asked",
            to: letter.to,
            name: letter.name,
            locale: letter.locale,
            path: format!("/feedback-form#link={}", letter.token.reveal()),
            until: letter.until,
            organization,
            by,
            turned_off_by: Some(Reader::External(letter.organization, letter.invitation)),
        }
    }

    /// That questionnaires wait, and never which: who opens them reads them with the rights of
    /// then.
    pub fn of_questionnaires(addressee: Addressee) -> Self {
        Self::to("questionnaires", "/questionnaires".to_owned(), addressee, Mails::AtOnce)
    }

    /// The same to somebody from outside, who answers by the link.
    pub fn of_questionnaire(letter: GuestLetter, who: Option<Introduction>) -> Self {
        let (organization, by) = who.map(|it| (it.organization, it.name)).unzip();
        Self {
            key: "questionnaire",
            to: letter.to,
            name: letter.name,
            locale: letter.locale,
            path: format!("/questionnaire#link={}", letter.token.reveal()),
            until: Some(letter.until),
            organization,
            by,
            turned_off_by: Some(Reader::Address(letter.organization)),
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{MembershipId, Token};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn who_is_asked_from_outside_can_turn_it_off() {
        let organization = OrganizationId(Uuid::from_u128(7));
        let member = MembershipId(Uuid::from_u128(8));
        let (to, until) = ("eva@example.org".to_owned(), DateTime::UNIX_EPOCH);
        let guest = GuestLetter {
            organization,
            to: to.clone(),
            name: None,
            locale: "en".into(),
            token: Token::new([1; 32]),
            until,
            inviter: member,
        };
        let candidate = CandidateLetter {
            organization,
            to,
            name: "Eva".into(),
            locale: "en".into(),
            token: Token::new([1; 32]),
            until,
            responsible: member,
        };
        for draft in [Draft::of_questionnaire(guest, None), Draft::of_candidate(candidate, None)] {
            assert_eq!(draft.turned_off_by, Some(Reader::Address(organization)), "{draft:?}");
        }
    }
}
