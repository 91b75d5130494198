//! What every new person begins with, once their address is proved.

use kernel::{Answer, Call, Fault, PolicyVersionId, Tx};
use sea_orm::SqlErr;

use super::{Newcomer, SignedIn, Transport, session, sign_in::Device};
use crate::{entity::consent, repo};

/// Another person has the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressTaken;

/// The person, their address and their own organisation, and the password; the transaction is
/// to be given up if the address is taken.
pub async fn settle(
    call: &Call,
    tx: &Tx,
    newcomer: &Newcomer,
    password: &str,
) -> Answer<Result<(), AddressTaken>> {
    for row in newcomer.rows(call) {
        if let Err(error) = tx.write(row).await {
            return match error.sql_err() {
                Some(SqlErr::UniqueConstraintViolation(_)) => Ok(Err(AddressTaken)),
                _ => Err(Fault::from(error)),
            };
        }
    }
    repo::account::set_password(tx, newcomer.user, password, call.clock.now()).await?;
    Ok(Ok(()))
}

/// The consent and a session of somebody who is new.
pub async fn welcome(
    call: &Call,
    tx: &Tx,
    newcomer: &Newcomer,
    policy: PolicyVersionId,
    transport: Transport,
) -> Answer<SignedIn> {
    let consent = consent::Model {
        id: call.clock.id(),
        person_id: newcomer.user,
        policy_version_id: policy,
        accepted_at: call.clock.now(),
    };
    repo::policy::accept(tx, consent).await?;
    let issued = session::open(call, tx, newcomer.user, transport).await?;
    let device = Device::unknown().keep(call, tx, newcomer.user).await?;
    Ok(SignedIn { issued, device })
}
