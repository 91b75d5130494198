//! Finding what people wrote by its words: of what the viewer reads, and no more. What they read
//! for moderation alone is not found, since to look for words is to read; and what is withdrawn
//! or hidden is found by nobody.

pub mod graphql;
pub(crate) mod repo;
mod words;

use kernel::{Position, PositionBytes};
use uuid::Uuid;

pub use self::words::Words;

/// What is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    Feedback,
    Reply,
    Goal,
    Opportunity,
}

impl Found {
    pub const ALL: [Self; 4] = [Self::Feedback, Self::Reply, Self::Goal, Self::Opportunity];

    /// As the index says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Reply => "reply",
            Self::Goal => "goal",
            Self::Opportunity => "opportunity",
        }
    }
}

/// A text that was found, and how well it fits, by this text alone; also where it stands in the
/// list: the best first, and of equals by their kind, the newest first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub score: f64,
    pub kind: Found,
    pub id: Uuid,
}

impl Position for Hit {
    fn to_bytes(&self) -> PositionBytes {
        let mut bytes = self.score.to_be_bytes().to_vec();
        bytes.push(self.kind as u8);
        bytes.extend_from_slice(self.id.as_bytes());
        bytes.into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (score, rest) = bytes.split_first_chunk()?;
        let (kind, id) = rest.split_first()?;
        let kind = *Found::ALL.get(usize::from(*kind))?;
        Some(Self { score: f64::from_be_bytes(*score), kind, id: Uuid::from_slice(id).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_list_reads_back() {
        for kind in Found::ALL {
            let hit = Hit { score: 0.1 + 0.2, kind, id: Uuid::from_u128(7) };
            assert_eq!(Hit::from_bytes(&hit.to_bytes()), Some(hit));
        }
        assert_eq!(Hit::from_bytes(&[0; 24]), None);
        assert_eq!(Hit::from_bytes(&[4; 25]), None);
    }
}
