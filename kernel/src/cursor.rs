//! Cursors that work only for whom, and where, they were made.

use std::sync::Arc;

use async_graphql::connection::CursorType;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use smallvec::SmallVec;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{Answer, Call, Fault, Secret};

/// A place as a cursor holds it: mostly an id.
pub type PositionBytes = SmallVec<[u8; 16]>;

/// A place in a list.
pub trait Position: Sized {
    fn to_bytes(&self) -> PositionBytes;
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

impl<I: Into<Uuid> + From<Uuid> + Copy> Position for I {
    fn to_bytes(&self) -> PositionBytes {
        (*self).into().into_bytes().into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Uuid::from_slice(bytes).ok().map(Self::from)
    }
}

const MAC: usize = 16;
/// No cursor of ours is longer; the longest holds a member's name.
const LONGEST: usize = 8 * 1024;

/// Makes and reads the cursors of one list: of this viewer, field, parent, filter and order.
#[derive(Clone)]
pub struct Sealed(Arc<Binding>);

struct Binding {
    secret: Secret,
    list: Box<str>,
    parts: Vec<Box<[u8]>>,
}

impl Sealed {
    /// `list` names the field; `bound` is whatever else a cursor must not be carried across.
    pub fn new(call: &Call, list: &str, bound: &[&[u8]]) -> Self {
        let viewer = call.viewer.user().map(|user| user.0.into_bytes()).unwrap_or_default();
        let parts = [&viewer[..]].into_iter().chain(bound.iter().copied());
        let parts = parts.map(Box::from).collect();
        Self(Arc::new(Binding { secret: call.secret.clone(), list: list.into(), parts }))
    }

    pub fn cursor<P: Position>(&self, position: &P) -> Cursor {
        Cursor { list: self.clone(), position: position.to_bytes() }
    }

    /// A cursor that was edited, or made for another viewer, field, filter or order, is refused.
    pub fn open<P: Position>(&self, text: &str) -> Answer<P> {
        let refuse = || Fault::bad_input("This is not a cursor of this list.");
        if text.len() > LONGEST {
            return Err(refuse());
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| refuse())?;
        let (mac, position) = bytes.split_at_checked(MAC).ok_or_else(refuse)?;
        if !bool::from(self.mac(position).ct_eq(mac)) {
            return Err(refuse());
        }
        P::from_bytes(position).ok_or_else(refuse)
    }

    /// Few ask for cursors, so nothing is signed before somebody does.
    fn mac(&self, position: &[u8]) -> [u8; MAC] {
        let Binding { secret, list, parts } = &*self.0;
        let parts: Vec<&[u8]> = parts.iter().map(|part| &**part).collect();
        let mac = secret.sign("cursor", &[&secret.sign(list, &parts), position]);
        std::array::from_fn(|i| mac[i])
    }
}

/// Sealed only when it is asked for.
#[derive(Clone)]
pub struct Cursor {
    list: Sealed,
    position: PositionBytes,
}

impl CursorType for Cursor {
    type Error = std::convert::Infallible;

    /// Nothing is read this way: see [`Sealed::open`].
    fn decode_cursor(_: &str) -> Result<Self, Self::Error> {
        unreachable!("cursors are opened by the list they belong to")
    }

    fn encode_cursor(&self) -> String {
        let mut bytes = self.list.mac(&self.position).to_vec();
        bytes.extend_from_slice(&self.position);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }
}
