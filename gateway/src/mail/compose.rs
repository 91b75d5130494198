//! A letter as it travels: headers, plain text, and the same as a simple page.

use chrono::{DateTime, NaiveDate, Utc};
use feedback::requests::refuse::{address_token, refusal_token};
use identity::account::unsubscribe_token;
use kernel::Secret;
use lettre::{
    Address, Message,
    message::{
        Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use uuid::Uuid;

use super::{
    draft::{Draft, Reader},
    post::Failure,
};
use crate::texts::MAIL;

/// The longest name that stands before an address.
const NAME: usize = 100;
/// The longest line that mails may have, without its end.
const LINE: usize = 998;

/// Whom mails are from, and where their links lead.
pub struct Sender {
    pub from: Mailbox,
    pub public_url: String,
    pub secret: Secret,
}

impl Sender {
    /// The same id makes the same mail for whoever gets it twice.
    pub fn compose(&self, id: Uuid, draft: &Draft, now: DateTime<Utc>) -> Result<Message, Failure> {
        let words = Words::of(draft, &format!("{}{}", self.public_url, draft.path));
        let address: Address = draft.to.parse().map_err(|_| Failure::refused("address"))?;
        let name = draft.name.as_deref().map(plain).filter(|name| !name.is_empty());
        let message_id = format!("<{}@{}>", id.simple(), self.from.email.domain());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .date(now.into())
            .message_id(Some(message_id))
            .subject(&words.subject)
            .multipart(
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, words.text()))
                    .singlepart(part(ContentType::TEXT_HTML, words.page())),
            )
            .map_err(|_| Failure::refused("composition"))?;
        let mut put = |name: &'static str, value: String| {
            let header = HeaderName::new_from_ascii_str(name);
            message.headers_mut().insert_raw(HeaderValue::new(header, value));
        };
        // Nobody's absence note shall answer it.
        put("Auto-Submitted", "auto-generated".to_owned());
        // RFC 8058: mail programs offer to turn such mails off, and do it without a sign-in.
        if let Some(reader) = draft.turned_off_by {
            let token = turned_off(&self.secret, reader, &draft.to, now.date_naive());
            put("List-Unsubscribe", format!("<{}/unsubscribe/{token}>", self.public_url));
            put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
        }
        Ok(message)
    }
}

fn turned_off(secret: &Secret, reader: Reader, to: &str, today: NaiveDate) -> String {
    match reader {
        Reader::Person(person, mails) => unsubscribe_token(secret, person, mails, today),
        Reader::External(organization, id) => refusal_token(secret, organization, id, today),
        Reader::Address(organization) => address_token(secret, organization, to, today),
    }
}

/// As it is, where a mail can carry it so: a link stays one line for whoever reads the file.
fn part(kind: ContentType, text: String) -> SinglePart {
    let lines = text.replace('\n', "\r\n");
    let fits = lines.is_ascii() && lines.split("\r\n").all(|line| line.len() <= LINE);
    let body = if fits {
        Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit)
    } else {
        Body::new(text)
    };
    SinglePart::builder().header(kind).body(body)
}

/// A name in one line.
fn plain(name: &str) -> String {
    let name = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    name.take(NAME).collect::<String>().trim().to_owned()
}

/// What a letter says, part by part.
struct Words {
    language: String,
    subject: String,
    greeting: String,
    body: String,
    action: String,
    link: String,
    after: String,
    closing: String,
}

impl Words {
    fn of(draft: &Draft, link: &str) -> Self {
        let until = draft.until.map(|until| until.format("%Y-%m-%d %H:%M UTC").to_string());
        let until = until.unwrap_or_default();
        let say = |key: &str, values: &[(&str, &str)]| MAIL.say(&draft.locale, key, values);
        let shown = |text: Option<&String>| text.map(|it| plain(it)).unwrap_or_default();
        let organization = shown(draft.organization.as_ref());
        let by = shown(draft.by.as_ref().or(draft.organization.as_ref()));
        let values = [("until", &*until), ("by", &by), ("organization", &organization)];
        let own = |part: &str| say(&format!("{}-{part}", draft.key), &values);
        let name = shown(draft.name.as_ref());
        Self {
            language: say("language", &[]),
            subject: own("subject"),
            greeting: match &*name {
                "" => say("greeting-nobody", &[]),
                name => say("greeting", &[("name", name)]),
            },
            body: own("text"),
            action: own("action"),
            link: link.to_owned(),
            after: own("after"),
            closing: say("closing", &[]),
        }
    }

    fn text(&self) -> String {
        let Self { greeting, body, action, link, after, closing, .. } = self;
        format!("{greeting}\n\n{body}\n\n{action}:\n{link}\n\n{after}\n\n{closing}\n")
    }

    fn page(&self) -> String {
        let paragraph = |text: &str| format!("<p>{}</p>\n", escaped(text));
        let link =
            format!("<p><a href=\"{}\">{}</a></p>\n", escaped(&self.link), escaped(&self.action));
        let paragraphs = [
            paragraph(&self.greeting),
            paragraph(&self.body),
            link,
            paragraph(&self.after),
            paragraph(&self.closing),
        ];
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\
             <title>{}</title></head>\n<body>\n{}</body>\n</html>\n",
            escaped(&self.language),
            escaped(&self.subject),
            paragraphs.concat()
        )
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\n', "<br>\n")
}

#[cfg(test)]
mod tests {
    use identity::account::Mails;

    use super::*;

    fn sender(from: &str) -> Sender {
        Sender {
            from: from.parse().unwrap(),
            public_url: "https://hei.example".into(),
            secret: Secret::new([7; 32]),
        }
    }

    fn composed(draft: &Draft) -> String {
        let sender = sender("HEI <hei@hei.example>");
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let message = sender.compose(Uuid::from_u128(7), draft, now).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    fn draft(key: &'static str, name: &str) -> Draft {
        Draft {
            key,
            to: "ada@hei.example".into(),
            name: Some(name.into()),
            locale: "en".into(),
            path: "/reset-password#token=abc".into(),
            until: DateTime::from_timestamp(1_800_000_000, 0),
            organization: None,
            by: None,
            turned_off_by: None,
        }
    }

    #[test]
    fn a_mail_has_the_headers_of_an_automatic_one() {
        let mail = composed(&draft("reset", "Ada Byron"));
        for line in [
            "From: HEI <hei@hei.example>",
            "To: \"Ada Byron\" <ada@hei.example>",
            "Message-ID: <00000000000000000000000000000007@hei.example>",
            "Date: Fri, 15 Jan 2027 08:00:00 +0000",
            "Auto-Submitted: auto-generated",
            "Subject: Choose a new password",
            "https://hei.example/reset-password#token=abc",
        ] {
            assert!(mail.contains(&format!("{line}\r\n")), "{line}\n{mail}");
        }
        assert!(mail.contains("2027-01-15 08:00 UTC") && mail.contains("multipart/alternative"));
    }

    #[test]
    fn what_is_no_service_can_be_turned_off_at_once() {
        let (secret, day) = (Secret::new([7; 32]), NaiveDate::from_ymd_opt(2027, 1, 15).unwrap());
        let (person, mails) = (kernel::UserId(Uuid::from_u128(9)), Mails::Summaries);
        let (organization, invitation) = (
            kernel::OrganizationId(Uuid::from_u128(10)),
            kernel::FeedbackInvitationId(Uuid::from_u128(11)),
        );
        for (reader, wanted) in [
            (Reader::Person(person, mails), unsubscribe_token(&secret, person, mails, day)),
            (
                Reader::External(organization, invitation),
                refusal_token(&secret, organization, invitation, day),
            ),
            (
                Reader::Address(organization),
                address_token(&secret, organization, "ada@hei.example", day),
            ),
        ] {
            let draft = Draft { turned_off_by: Some(reader), ..draft("feedback", "Ada") };
            let mail = composed(&draft).replace("\r\n ", "");
            let start = "List-Unsubscribe:<https://hei.example/unsubscribe/";
            let token = mail.replace(": <", ":<");
            let token = token.split(start).nth(1).and_then(|it| it.split('>').next()).unwrap();
            assert_eq!(token, wanted);
            let post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
            assert!(mail.contains(post), "{mail}");
        }
        assert!(!composed(&draft("reset", "Ada")).contains("List-Unsubscribe"));
    }

    #[test]
    fn no_name_makes_a_header_or_a_tag() {
        let mail = composed(&draft("reset", "Eve\r\nBcc: all@hei.example\r\n\r\n<b>\"'"));
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
        assert!(body.contains("&lt;b&gt;&quot;") && body.matches("<b>").count() == 1, "{body}");
        let long = composed(&draft("reset", &"x".repeat(5_000)));
        assert!(long.lines().all(|line| line.len() < 998));
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        let sender = sender("hei@hei.example");
        let mut draft = draft("reset", "Ada");
        draft.to = "ada@hei.example\r\nBcc: all@hei.example".into();
        assert!(sender.compose(Uuid::nil(), &draft, DateTime::UNIX_EPOCH).is_err());
    }
}
