//! What somebody comes with instead of a session, so that nobody can tell who they are: a
//! ticket of an organisation and a month, and the code of what was written with one.
//!
//! A ticket is made of chance and sealed with the deployment's secret. Nothing of it is kept
//! when it is drawn, so nothing can lead from it to who drew it; what is kept when it is used
//! is the hash of its code. See `docs/adr/anonymous-writing.md`.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{Clock, OrganizationId, Secret};

/// A month of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(NaiveDate);

impl Month {
    pub fn of(at: DateTime<Utc>) -> Self {
        Self::with(at.date_naive())
    }

    /// The month of a day.
    pub fn with(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    pub fn first(self) -> NaiveDate {
        self.0
    }

    pub fn last(self) -> NaiveDate {
        let next = Self::with(self.0 + Days::new(31));
        next.0 - Days::new(1)
    }

    pub fn before(self) -> Self {
        Self::with(self.0 - Days::new(1))
    }

    fn number(self) -> Option<[u8; 2]> {
        let months = u32::try_from(self.0.year()).ok()? * 12 + self.0.month0();
        Some(u16::try_from(months).ok()?.to_be_bytes())
    }

    fn numbered(bytes: [u8; 2]) -> Option<Self> {
        let months = u32::from(u16::from_be_bytes(bytes));
        let year = i32::try_from(months / 12).ok()?;
        NaiveDate::from_ymd_opt(year, months % 12 + 1, 1).map(Self)
    }
}

const ORGANIZATION: usize = 16;
const MONTH: usize = 2;
const CHANCE: usize = 32;
const SEAL: usize = 32;
/// What the seal covers.
const BODY: usize = ORGANIZATION + MONTH + CHANCE;

/// The right to write once in a month, without saying who one is.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    pub organization: OrganizationId,
    pub month: Month,
    chance: [u8; CHANCE],
}

impl Ticket {
    /// 256 random bits; nothing of the person who draws it goes in.
    pub fn draw(clock: &Clock, organization: OrganizationId, month: Month) -> Self {
        Self { organization, month, chance: clock.bytes() }
    }

    /// What its holder carries.
    pub fn reveal(&self, secret: &Secret) -> String {
        let body = self.body();
        BASE64_URL_SAFE_NO_PAD.encode([&body[..], &seal(secret, &body)].concat())
    }

    /// None, if it is not one of this deployment's.
    fn parse(bytes: &[u8], secret: &Secret) -> Option<Self> {
        let (body, sealed) = bytes.split_at_checked(BODY)?;
        if !bool::from(seal(secret, body).ct_eq(sealed)) {
            return None;
        }
        let (organization, rest) = body.split_at_checked(ORGANIZATION)?;
        let (month, chance) = rest.split_at_checked(MONTH)?;
        Some(Self {
            organization: OrganizationId(Uuid::from_slice(organization).ok()?),
            month: Month::numbered(month.try_into().ok()?)?,
            chance: chance.try_into().ok()?,
        })
    }

    /// The code of what is written with it: who has the ticket has the code, and not the other
    /// way round.
    pub fn code(&self) -> TicketCode {
        let mut bytes = [0; CHANCE];
        let key = Hkdf::<Sha256>::new(Some(self.organization.0.as_bytes()), &self.chance);
        key.expand(b"hei anonymous code", &mut bytes).expect("a length that HKDF has");
        TicketCode { organization: self.organization, bytes }
    }

    fn body(&self) -> Vec<u8> {
        let month = self.month.number().unwrap_or_default();
        [&self.organization.0.as_bytes()[..], &month, &self.chance].concat()
    }
}

fn seal(secret: &Secret, body: &[u8]) -> [u8; SEAL] {
    secret.sign("anonymous ticket", &[body])
}

/// What opens something that was written with a ticket: 256 bits, and the organisation.
#[derive(Clone, PartialEq, Eq)]
pub struct TicketCode {
    pub organization: OrganizationId,
    bytes: [u8; CHANCE],
}

impl TicketCode {
    /// What its holder carries.
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode([&self.organization.0.as_bytes()[..], &self.bytes].concat())
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (organization, bytes) = bytes.split_at_checked(ORGANIZATION)?;
        let organization = OrganizationId(Uuid::from_slice(organization).ok()?);
        Some(Self { organization, bytes: bytes.try_into().ok()? })
    }

    /// What the database keeps.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.bytes).to_vec()
    }
}

/// Who comes with one of them instead of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    Ticket(Ticket),
    Code(TicketCode),
}

/// The longest of both, in characters.
const LONGEST: usize = (BODY + SEAL).div_ceil(3) * 4;

impl Holder {
    /// None, if it is neither a ticket of this deployment's nor of a code's form.
    pub fn parse(text: &str, secret: &Secret) -> Option<Self> {
        let text = Some(text).filter(|text| text.len() <= LONGEST)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        match bytes.len() {
            length if length == BODY + SEAL => Ticket::parse(&bytes, secret).map(Self::Ticket),
            length if length == ORGANIZATION + CHANCE => TicketCode::parse(&bytes).map(Self::Code),
            _ => None,
        }
    }

    pub fn organization(&self) -> OrganizationId {
        match self {
            Self::Ticket(ticket) => ticket.organization,
            Self::Code(code) => code.organization,
        }
    }

    pub fn code(&self) -> TicketCode {
        match self {
            Self::Ticket(ticket) => ticket.code(),
            Self::Code(code) => code.clone(),
        }
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket(…)")
    }
}

impl fmt::Debug for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TicketCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn drawn() -> (Ticket, Secret) {
        let organization = OrganizationId(Uuid::from_u128(7));
        let month = Month::with(day(2026, 12, 5));
        (Ticket::draw(&Clock::system(), organization, month), Secret::new([1; 32]))
    }

    #[test]
    fn a_ticket_reads_back_and_opens_only_where_it_was_drawn() {
        let (ticket, secret) = drawn();
        let text = ticket.reveal(&secret);
        assert_eq!(text.len(), 110);
        assert_eq!(Holder::parse(&text, &secret), Some(Holder::Ticket(ticket.clone())));
        assert_eq!(Holder::parse(&text, &Secret::new([2; 32])), None);
        for at in 0..text.len() - 1 {
            let mut edited = text.clone().into_bytes();
            edited[at] = if edited[at] == b'A' { b'B' } else { b'A' };
            let edited = String::from_utf8(edited).unwrap();
            assert_eq!(Holder::parse(&edited, &secret), None, "{at}");
        }
        assert_eq!(format!("{ticket:?}{:?}", ticket.code()), "Ticket(…)TicketCode(…)");
    }

    #[test]
    fn a_code_follows_from_its_ticket_and_reads_back() {
        let (ticket, secret) = drawn();
        let code = ticket.code();
        assert_eq!(code, ticket.code());
        assert_eq!(Holder::parse(&code.reveal(), &secret), Some(Holder::Code(code.clone())));
        let (other, _) = drawn();
        assert_ne!(code.hash(), other.code().hash());
        assert!(!code.bytes.iter().eq(ticket.chance.iter()));
    }

    #[test]
    fn what_is_neither_is_nobody_s() {
        let secret = Secret::new([1; 32]);
        for text in ["", "x", &"A".repeat(43), &"A".repeat(110), &"A".repeat(10_000)] {
            assert_eq!(Holder::parse(text, &secret), None, "{text}");
        }
    }

    #[test]
    fn a_month_has_a_first_and_a_last_day() {
        let month = |it| Month::with(it);
        assert_eq!(month(day(2026, 2, 11)).last(), day(2026, 2, 28));
        assert_eq!(month(day(2026, 12, 31)).last(), day(2026, 12, 31));
        assert_eq!(month(day(2026, 1, 1)).before(), month(day(2025, 12, 31)));
        let december = month(day(2026, 12, 1));
        assert_eq!(december.number().and_then(Month::numbered), Some(december));
    }
}
