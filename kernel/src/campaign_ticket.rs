//! What somebody answers an anonymous campaign with, instead of a session.
//!
//! As a [`Ticket`](crate::Ticket) it is made of chance and sealed with the deployment's secret,
//! and nothing of it is kept when it is drawn. What is known of whoever draws it, and shared by
//! enough others, stands inside: so no row leads from what is answered to who was invited. See
//! `docs/adr/anonymous-writing.md`.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{CampaignId, Clock, OrganizationId, Secret};

const ID: usize = 16;
const CHANCE: usize = 32;
const SEAL: usize = 32;
/// What each has at least; one of a month is shorter, so none is taken for the other.
const LEAST: usize = 2 * ID + CHANCE + SEAL;
/// How many bytes it carries at most.
pub const MOST_CARRIED: usize = 2_048;
/// In characters.
const LONGEST: usize = (LEAST + MOST_CARRIED).div_ceil(3) * 4;

/// The right to answer a campaign once, without saying who one is.
#[derive(Clone, PartialEq, Eq)]
pub struct CampaignTicket {
    pub organization: OrganizationId,
    pub campaign: CampaignId,
    /// What is known of its holder, as the drawer wrote it.
    pub carried: Vec<u8>,
    chance: [u8; CHANCE],
}

impl CampaignTicket {
    /// 256 random bits. None, if it were to carry more than it can.
    pub fn try_draw(
        clock: &Clock,
        organization: OrganizationId,
        campaign: CampaignId,
        carried: Vec<u8>,
    ) -> Option<Self> {
        let fits = carried.len() <= MOST_CARRIED;
        fits.then(|| Self { organization, campaign, carried, chance: clock.bytes() })
    }

    /// What its holder carries.
    pub fn reveal(&self, secret: &Secret) -> String {
        let body = self.body();
        BASE64_URL_SAFE_NO_PAD.encode([&body[..], &seal(secret, &body)].concat())
    }

    /// None, if it is not one of this deployment's.
    pub fn parse(text: &str, secret: &Secret) -> Option<Self> {
        let text = Some(text).filter(|text| text.len() <= LONGEST)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        if bytes.len() < LEAST {
            return None;
        }
        let (body, sealed) = bytes.split_at_checked(bytes.len() - SEAL)?;
        if !bool::from(seal(secret, body).ct_eq(sealed)) {
            return None;
        }
        let (organization, rest) = body.split_at_checked(ID)?;
        let (campaign, rest) = rest.split_at_checked(ID)?;
        let (chance, carried) = rest.split_at_checked(CHANCE)?;
        Some(Self {
            organization: OrganizationId(Uuid::from_slice(organization).ok()?),
            campaign: CampaignId(Uuid::from_slice(campaign).ok()?),
            carried: carried.to_vec(),
            chance: chance.try_into().ok()?,
        })
    }

    /// What the database keeps of it once it is used: the hash of a code that follows from it,
    /// and from which it does not follow.
    pub fn code_hash(&self) -> Vec<u8> {
        let mut code = [0; CHANCE];
        let salt = [self.organization.0.as_bytes(), &self.campaign.0.as_bytes()[..]].concat();
        let key = Hkdf::<Sha256>::new(Some(&salt), &self.chance);
        key.expand(b"hei anonymous sheet", &mut code).expect("a length that HKDF has");
        Sha256::digest(code).to_vec()
    }

    fn body(&self) -> Vec<u8> {
        let ids = [self.organization.0.as_bytes(), &self.campaign.0.as_bytes()[..]].concat();
        [&ids[..], &self.chance, &self.carried].concat()
    }
}

fn seal(secret: &Secret, body: &[u8]) -> [u8; SEAL] {
    secret.sign("campaign ticket", &[body])
}

impl fmt::Debug for CampaignTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CampaignTicket(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Holder, Month, Ticket};

    fn drawn(carried: &[u8]) -> (CampaignTicket, Secret) {
        let (organization, campaign) = (OrganizationId(Uuid::from_u128(7)), Uuid::from_u128(8));
        let clock = Clock::system();
        let ticket =
            CampaignTicket::try_draw(&clock, organization, CampaignId(campaign), carried.into());
        (ticket.unwrap(), Secret::new([1; 32]))
    }

    #[test]
    fn a_ticket_reads_back_with_what_it_carries_and_only_where_it_was_drawn() {
        for carried in [&b""[..], b"{\"kind\":\"employee\"}", &[7; MOST_CARRIED]] {
            let (ticket, secret) = drawn(carried);
            let text = ticket.reveal(&secret);
            assert_eq!(CampaignTicket::parse(&text, &secret), Some(ticket.clone()));
            assert_eq!(CampaignTicket::parse(&text, &Secret::new([2; 32])), None);
            assert_eq!(format!("{ticket:?}"), "CampaignTicket(…)");
        }
        let (ticket, secret) = drawn(b"{\"kind\":\"employee\"}");
        let text = ticket.reveal(&secret);
        for at in 0..text.len() - 1 {
            let mut edited = text.clone().into_bytes();
            edited[at] = if edited[at] == b'A' { b'B' } else { b'A' };
            let edited = String::from_utf8(edited).unwrap();
            assert_eq!(CampaignTicket::parse(&edited, &secret), None, "{at}");
        }
        let (clock, it) = (Clock::system(), ticket);
        let heavy = vec![0; MOST_CARRIED + 1];
        assert_eq!(CampaignTicket::try_draw(&clock, it.organization, it.campaign, heavy), None);
    }

    #[test]
    fn neither_kind_of_ticket_is_taken_for_the_other() {
        let (ticket, secret) = drawn(b"");
        assert_eq!(Holder::parse(&ticket.reveal(&secret), &secret), None);
        let month = Month::of(Clock::system().now());
        let other = Ticket::draw(&Clock::system(), ticket.organization, month);
        assert_eq!(CampaignTicket::parse(&other.reveal(&secret), &secret), None);
        assert_eq!(CampaignTicket::parse(&other.code().reveal(), &secret), None);
        for text in ["", "x", &"A".repeat(128), &"A".repeat(10_000)] {
            assert_eq!(CampaignTicket::parse(text, &secret), None, "{text}");
        }
    }

    #[test]
    fn a_code_is_of_one_ticket_and_one_campaign() {
        let (ticket, _) = drawn(b"x");
        let elsewhere = CampaignTicket { campaign: CampaignId(Uuid::nil()), ..ticket.clone() };
        let other = CampaignTicket { carried: vec![], ..ticket.clone() };
        assert_eq!(ticket.code_hash(), other.code_hash());
        assert_ne!(ticket.code_hash(), elsewhere.code_hash());
        assert_ne!(ticket.code_hash(), drawn(b"x").0.code_hash());
        assert_ne!(ticket.code_hash(), Sha256::digest(ticket.chance).to_vec());
    }
}
