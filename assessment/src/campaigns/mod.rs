//! Who is asked what, when, and how what they answer is shown.
//!
//! Everything that is answered belongs to a campaign: an organisation that asks its members, a
//! coach who asks one client, a recruiter who asks a candidate, a person who takes a questionnaire
//! for themself. It begins as a draft; at launch whom it asks and what is known of them is
//! frozen, and from then on what it asks and promises never changes.

pub mod audience;
mod entity;

pub use self::{
    audience::{Audience, Invitee},
    entity::{
        attribute::{self, Attribute},
        campaign::{self, Mode, Origin, State},
        invitation::{self, State as InvitationState},
        target,
    },
};
