//! Signing in with an address and a password.

use kernel::{
    Answer, Call, Fault, Token, Tx, UserId,
    audit::{Entry, PLATFORM},
};

use super::{Hasher, Issued, Transport, acting, doors::Doors, fold, hashing::Verdict, session};
use crate::repo::{self, account::Account};

const ACTION: &str = "signIn";

pub struct SignIn {
    pub email: String,
    pub password: String,
    pub transport: Transport,
    /// What an earlier sign-in answered to this browser or program.
    pub device: Option<String>,
}

/// Who signed in, and what their browser or program is known by next time.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub issued: Issued,
    pub device: Token,
}

kernel::problems! {
    /// Why nobody was signed in.
    Refused as SignInError, SignInErrorCode {
        /// There is no account with this address and this password.
        WrongCredentials => ("", "The address or the password is wrong."),
    }
}

/// The same work and the same answer, whether the account exists or not. A lock is the
/// fault `RATE_LIMITED`; it is asked again after the hash, so that attempts made at once
/// learn no more than attempts made in turn. So is the password: one that was changed while
/// the hash was computed opens nothing.
pub async fn sign_in(
    call: &Call,
    hasher: &Hasher,
    input: SignIn,
) -> Answer<Result<SignedIn, Refused>> {
    let folded = fold(&input.email);
    let account = repo::account::by_address_unchecked(&call.db, &folded).await?;
    let device = Device::of(call, &input, account.as_ref()).await?;
    let doors = Doors::account(call, &folded);
    let held = doors.look(call).await?;
    held.address_is_open()?;
    if let Some(seconds) = held.closed().filter(|_| !device.is_known) {
        doors.refuse(call, ACTION).await?;
        metrics::counter!("identity_sign_ins_refused_total").increment(1);
        return Err(Fault::rate_limited(seconds));
    }
    let stored = account.as_ref().and_then(|it| it.password_hash.clone());
    let verdict = hasher.verify(&call.clock, input.password, stored).await?;
    let tx = call.db.begin().await?;
    let held = doors.lock(call, &tx).await?;
    let closed = held.closed().filter(|_| !device.is_known);
    let stands = match (&verdict, &account) {
        (Verdict::Right(_), Some(account)) => repo::account::is_unchanged(&tx, account).await?,
        _ => false,
    };
    let right = match (verdict, account) {
        (Verdict::Right(rehashed), Some(account)) if stands && closed.is_none() => {
            (rehashed, account)
        }
        _ => {
            if closed.is_none() && !device.is_known {
                held.count_first(&tx).await?;
            }
            held.refuse(call, &tx, ACTION).await?;
            tx.commit().await?;
            metrics::counter!("identity_sign_ins_refused_total").increment(1);
            return match closed {
                Some(seconds) => Err(Fault::rate_limited(seconds)),
                None => Ok(Err(Refused::WrongCredentials)),
            };
        }
    };
    let (rehashed, account) = right;
    doors.forgive(&tx).await?;
    if let Some(hash) = rehashed {
        repo::account::rehash(&tx, account.person_id, &hash).await?;
    }
    let signed_in = begin(call, &tx, &account, input.transport, device).await?;
    tx.commit().await?;
    Ok(Ok(signed_in))
}

async fn begin(
    call: &Call,
    tx: &Tx,
    account: &Account,
    transport: Transport,
    device: Device,
) -> Answer<SignedIn> {
    let user = account.person_id;
    let issued = session::open(call, tx, user, transport).await?;
    let token = device.keep(call, tx, user).await?;
    let home = account.home.unwrap_or(PLATFORM);
    let entry = Entry::done(home, ACTION, issued.session);
    tx.write(entry.by(&acting(call, user, issued.session))).await?;
    Ok(SignedIn { issued, device: token })
}

/// A browser or program that may have signed in before.
pub(super) struct Device {
    token: Option<Token>,
    is_known: bool,
}

impl Device {
    async fn of(call: &Call, input: &SignIn, account: Option<&Account>) -> Answer<Self> {
        let shown = input.device.as_deref().or(call.origin.device.as_deref());
        let Some(token) = shown.and_then(Token::parse) else { return Ok(Self::unknown()) };
        let owner = repo::session::device_unchecked(&call.db, token.hash()).await?;
        let is_known = owner.is_some() && owner == account.map(|it| it.person_id);
        Ok(Self { token: Some(token), is_known })
    }

    pub(super) fn unknown() -> Self {
        Self { token: None, is_known: false }
    }

    /// A device of somebody else, or of nobody, gets a new token: a device is one person's.
    pub(super) async fn keep(self, call: &Call, tx: &Tx, user: UserId) -> Answer<Token> {
        let token = self.token.filter(|_| self.is_known);
        let token = token.unwrap_or_else(|| Token::new(call.clock.bytes()));
        repo::session::keep_device(tx, user, token.hash(), call.clock.now()).await?;
        Ok(token)
    }
}
