//! The product's nouns: every object that one context may mention in another.
//!
//! An id is a UUID in the database (a value type of SeaORM, so it stands in an entity and
//! in an `ActiveModel` as itself) and a TypeID outside: `feedback_01h455vb4pex5vsknk084sn02q`.

use std::{collections::HashMap, fmt, str::FromStr};

use async_graphql::{ContextSelectionSet, ObjectType, OutputType, ServerResult, Value};
use futures_util::{FutureExt, future::BoxFuture};
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use uuid::Uuid;

use crate::{Fault, select::in_order};

/// A typed id; the GraphQL object it names is called `NAME`.
pub trait Noun: Copy + Into<NodeId> + Send + Sync + 'static {
    const NAME: &'static str;
    const PREFIX: &'static str;
}

/// A caller brought something that is no id of this noun.
pub fn wanted<I: Noun>(brought: &str) -> Fault {
    let brought: String = brought.chars().take(60).collect();
    let (noun, prefix) = (I::NAME, I::PREFIX);
    Fault::bad_input(format!("{brought:?} is not the id of a {noun}, which begins with {prefix}_."))
}

/// Maps by ids of ours, which nobody chooses in order to collide.
pub type IdMap<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct InvalidNodeId;

macro_rules! nouns {
    ($($noun:ident($id:ident, $prefix:literal)),* $(,)?) => {
        $(
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
            pub struct $id(pub Uuid);

            impl Noun for $id {
                const NAME: &'static str = stringify!($noun);
                const PREFIX: &'static str = $prefix;
            }

            /// SeaORM asks every key whether a number makes one. None does.
            impl TryFromU64 for $id {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                    Err(DbErr::ConvertFromU64(stringify!($id)))
                }
            }

            impl From<$id> for NodeId {
                fn from(id: $id) -> Self { Self::$noun(id) }
            }

            impl From<$id> for Uuid {
                fn from(id: $id) -> Self { id.0 }
            }

            impl From<Uuid> for $id {
                fn from(id: Uuid) -> Self { Self(id) }
            }

            impl fmt::Display for $id {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { typeid(f, $prefix, self.0) }
            }

            impl FromStr for $id {
                type Err = InvalidNodeId;
                fn from_str(s: &str) -> Result<Self, InvalidNodeId> {
                    match s.rsplit_once('_') {
                        Some(($prefix, suffix)) => Ok(Self(from_base32(suffix)?)),
                        _ => Err(InvalidNodeId),
                    }
                }
            }
        )*

        /// An id of any noun, as clients see it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum NodeId { $($noun($id)),* }

        impl NodeId {
            pub const NAMES: &[&str] = &[$($id::NAME),*];

            /// The noun's name in the schema.
            pub fn noun(self) -> &'static str {
                match self { $(Self::$noun(_) => $id::NAME),* }
            }

            pub fn uuid(self) -> Uuid {
                match self { $(Self::$noun(id) => id.0),* }
            }

            /// None, if no noun has this name.
            pub fn of(noun: &str, id: Uuid) -> Option<Self> {
                match noun {
                    $($id::NAME => Some(Self::$noun($id(id))),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for NodeId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$noun(id) => id.fmt(f)),* }
            }
        }

        impl FromStr for NodeId {
            type Err = InvalidNodeId;
            fn from_str(s: &str) -> Result<Self, InvalidNodeId> {
                match s.rsplit_once('_').ok_or(InvalidNodeId)? {
                    $(($prefix, suffix) => Ok(Self::$noun($id(from_base32(suffix)?))),)*
                    _ => Err(InvalidNodeId),
                }
            }
        }

        /// The Rust type behind each noun. Implemented once, by the gateway.
        pub trait Graph: 'static {
            $(type $noun: ObjectType + From<$id>;)*
        }

        /// Each noun's future is as large as its own fields need, and no larger.
        pub(crate) fn resolve<'a, G: Graph>(
            id: NodeId,
            ctx: &'a ContextSelectionSet<'a>,
        ) -> BoxFuture<'a, ServerResult<Value>> {
            match id { $(NodeId::$noun(id) => all::<G::$noun, _>(id, ctx).boxed()),* }
        }

        pub(crate) fn assert_names<G: Graph>() {
            $(assert_eq!(<G::$noun as OutputType>::type_name(), $id::NAME);)*
        }
    };
}

async fn all<O: ObjectType + From<I>, I>(
    id: I,
    ctx: &ContextSelectionSet<'_>,
) -> ServerResult<Value> {
    in_order(&O::from(id), ctx).await
}

nouns! {
    User(UserId, "user"),
    Organization(OrganizationId, "org"),
    Membership(MembershipId, "member"),
    Unit(UnitId, "unit"),
    Group(GroupId, "group"),
    Session(SessionId, "session"),
    Invitation(InvitationId, "invitation"),
    CoachGrant(CoachGrantId, "grant"),
    PolicyVersion(PolicyVersionId, "policy"),
    Competency(CompetencyId, "competency"),
    Feedback(FeedbackId, "feedback"),
    Goal(GoalId, "goal"),
    Meeting(MeetingId, "meeting"),
    Sponsorship(SponsorshipId, "sponsorship"),
    Opportunity(OpportunityId, "opportunity"),
    Interest(InterestId, "interest"),
    Reply(ReplyId, "reply"),
    Instrument(InstrumentId, "instrument"),
    Notification(NotificationId, "notification"),
    FeedbackTemplate(FeedbackTemplateId, "template"),
    FeedbackRequest(FeedbackRequestId, "request"),
    FeedbackInvitation(FeedbackInvitationId, "asked"),
    Candidate(CandidateId, "candidate"),
}

/// Crockford's base 32, lower case: 26 digits hold 128 bits.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn typeid(f: &mut fmt::Formatter<'_>, prefix: &str, id: Uuid) -> fmt::Result {
    let mut rest = id.as_u128();
    let mut digits = [0_u8; 26];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(rest & 31) as usize];
        rest >>= 5;
    }
    // In one piece, because most ids are made into texts of their own.
    let mut text = [b'_'; 48];
    let length = prefix.len() + 1 + digits.len();
    text[..prefix.len()].copy_from_slice(prefix.as_bytes());
    text[prefix.len() + 1..length].copy_from_slice(&digits);
    f.write_str(std::str::from_utf8(&text[..length]).map_err(|_| fmt::Error)?)
}

fn from_base32(suffix: &str) -> Result<Uuid, InvalidNodeId> {
    if suffix.len() != 26 || suffix.as_bytes()[0] > b'7' {
        return Err(InvalidNodeId);
    }
    let digit = |c| DIGITS.iter().position(|d| *d == c).ok_or(InvalidNodeId);
    let bits = suffix.bytes().try_fold(0_u128, |bits, c| Ok(bits << 5 | digit(c)? as u128))?;
    Ok(Uuid::from_u128(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_only_as_its_own_kind() {
        let id = FeedbackId(Uuid::from_u128(0x0188_8888_7777_7000_8000_0000_0000_abcd));
        let text = id.to_string();
        assert_eq!(text.len(), "feedback_".len() + 26);
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(text.parse(), Ok(NodeId::Feedback(id)));
        assert_eq!(text.parse::<UserId>(), Err(InvalidNodeId));
        assert_eq!("feedback_8zzzzzzzzzzzzzzzzzzzzzzzzz".parse::<FeedbackId>(), Err(InvalidNodeId));
    }
}
