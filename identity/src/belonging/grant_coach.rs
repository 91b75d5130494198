//! Letting a coach in on what is about a client.

use chrono::{DateTime, Utc};
use kernel::{
    Answer, Call, CoachGrantId, DataKinds, Fault, IdempotencyKey, MembershipId, Once, audit::Entry,
    outbox::Fact,
};

use super::{
    desk::{Desk, seen},
    facts::is_member,
};
use crate::{
    account::COACH_GRANTED,
    directory::{Snapshots, Standing},
    entity::coach_grant,
    policy, repo,
    repo::statement::row,
};

const ACTION: &str = "grantCoach";

#[derive(Clone, Debug)]
pub struct GrantCoach {
    pub coach: MembershipId,
    pub client: MembershipId,
    pub kinds: DataKinds,
    /// Now, if not given.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it is revoked, if not given.
    pub ends_at: Option<DateTime<Utc>>,
}

kernel::problems! {
    /// Why nothing was granted.
    Refused as GrantCoachError, GrantCoachErrorCode {
        /// There is no such member, or they are no coach.
        NoSuchCoach => ("coach", "There is no such coach."),
        /// The client takes no part now.
        ClientNotActive => ("client", "This member does not take part now."),
        /// Nobody coaches themself.
        OwnCoach => ("coach", "Nobody is their own coach."),
        /// A grant lets the coach in on something.
        NothingGranted => ("kinds", "Name at least one kind of data."),
        /// It ends before it begins, or has ended already.
        PeriodInvalid => ("endsAt", "A grant ends after it begins, and later than now."),
    }
}

/// In a company by administrators in scope of the client, in a practice by the client. Where
/// an administrator is the coach, a second one has to confirm it.
pub async fn grant_coach(
    call: &Call,
    snapshots: &Snapshots,
    input: GrantCoach,
    key: Option<&IdempotencyKey>,
) -> Answer<Result<CoachGrantId, Refused>> {
    let (standing, _) = seen(call, snapshots, input.client)?;
    let organization = standing.snapshot.organization;
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, key, &told)).transpose()?;
    let may = |it: &Standing| policy::may_grant(it, input.client);
    if !may(&standing) {
        let refusal = Fault::forbidden();
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(CoachGrantId(made)));
    }
    let desk = Desk::open(call, &standing, ACTION, may).await?;
    let id = CoachGrantId(call.clock.id());
    let desk = match desk.claim(once.as_ref(), id.0).await? {
        Ok(desk) => desk,
        Err(made) => return Ok(Ok(CoachGrantId(made))),
    };
    let desk = desk.licensed(ACTION).await?;
    let grant = match input.checked(&desk, id) {
        Ok(grant) => grant,
        Err(refused) => return desk.give_up(refused).await,
    };
    let awaits = grant.needs_confirmation;
    desk.tx.write(row(grant)).await?;
    repo::belonging::touch(&desk.tx, organization, input.coach, desk.version).await?;
    if !awaits {
        tell(&desk, COACH_GRANTED, id).await?;
    }
    desk.close(Entry::done(organization, ACTION, id)).await?;
    Ok(Ok(id))
}

impl GrantCoach {
    fn checked(&self, desk: &Desk<'_>, id: CoachGrantId) -> Result<coach_grant::Model, Refused> {
        let (snapshot, now) = (&desk.standing.snapshot, desk.call.clock.now());
        let coach = snapshot.member(self.coach).filter(|it| it.is_active() && it.is_coach());
        if self.coach == self.client {
            return Err(Refused::OwnCoach);
        }
        if coach.is_none() {
            return Err(Refused::NoSuchCoach);
        }
        if !is_member(snapshot, self.client) {
            return Err(Refused::ClientNotActive);
        }
        if self.kinds.iter().next().is_none() {
            return Err(Refused::NothingGranted);
        }
        let starts_at = self.starts_at.map_or(now, |starts| starts.max(now));
        if self.ends_at.is_some_and(|ends| ends <= starts_at) {
            return Err(Refused::PeriodInvalid);
        }
        Ok(coach_grant::Model {
            organization_id: desk.organization(),
            id,
            coach_id: self.coach,
            client_id: self.client,
            kinds: self.kinds.0,
            starts_at,
            ends_at: self.ends_at,
            granted_at: now,
            granted_by: desk.me(),
            needs_confirmation: self.coach == desk.me(),
            confirmed_by: None,
            revoked_at: None,
        })
    }
}

/// Every grant is shown to the person it concerns.
pub async fn tell(desk: &Desk<'_>, topic: &'static str, grant: CoachGrantId) -> Answer<()> {
    let fact = Fact { organization: desk.organization(), topic, subject: grant.0 };
    desk.tx.write(fact.now(desk.call)).await?;
    Ok(())
}
