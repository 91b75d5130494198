//! The directory as an import reads and writes it. Nothing here touches what people sign in
//! with, or asks for it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::{MembershipId, OrganizationId, Role, Roles, Tx, bulk::id_as_text};
use sea_orm::{ActiveEnum, ConnectionTrait, DbErr, FromQueryResult, Value};
use serde_json::json;

use super::{
    bulk::{Bulk, json as bound, text},
    statement::{all, run},
};
use crate::entity::membership::Model as Member;

/// Everybody, also those who left.
pub async fn members(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Member>, DbErr> {
    let sql = "select * from membership where organization_id = $1 order by id";
    all(db, sql, [organization.into()]).await
}

#[derive(FromQueryResult)]
struct Id {
    id: MembershipId,
}

/// Who takes part and administers everybody.
pub async fn administrators(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<HashSet<MembershipId>, DbErr> {
    let sql = "select m.id from membership m where m.organization_id = $1 \
         and m.state = 'active' and m.roles & $2 <> 0 and exists (select 1 \
         from administrator_scope s where s.organization_id = $1 and s.membership_id = m.id \
         and s.unit_id is null and s.group_id is null and s.member_id is null)";
    let role = Roles::from_iter([Role::Administrator]).0;
    let found: Vec<Id> = all(db, sql, [organization.into(), role.into()]).await?;
    Ok(found.into_iter().map(|it| it.id).collect())
}

/// To whom an invitation is on its way.
pub async fn waiting(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: DateTime<Utc>,
) -> Result<HashSet<MembershipId>, DbErr> {
    let sql = "select membership_id as id from invitation \
         where organization_id = $1 and state = 'pending' and expires_at > $2";
    let found: Vec<Id> = all(db, sql, [organization.into(), now.into()]).await?;
    Ok(found.into_iter().map(|it| it.id).collect())
}

/// Writes an import, as of the version that its transaction raised the directory to.
pub struct Writer<'a> {
    pub tx: &'a Tx,
    pub organization: OrganizationId,
    pub version: i64,
}

/// Rows of one statement, which has five seconds.
pub(super) const AT_ONCE: usize = 2_500;

/// What an import states of a member, in the order of [`stated`].
const STATED: &str = "external_id, given_name, infix, family_name, kind, work_address, \
    work_phone, job_title, unit_id, manager_id, employed_from, employed_until";

impl Writer<'_> {
    pub(super) async fn run<const N: usize>(
        &self,
        sql: &str,
        more: [Value; N],
    ) -> Result<u64, DbErr> {
        run(self.tx, sql, [self.organization.into()].into_iter().chain(more)).await
    }

    /// Managers before their reports: a row names only what is there, and an engine that meets
    /// a report first has to look for it again with each row that follows.
    pub async fn add(&self, members: &[Member]) -> Result<(), DbErr> {
        let bulk = Bulk::on(self.tx);
        let sql = format!(
            "insert into membership (organization_id, changed_in, id, state, roles, {STATED}) \
             select $1, $2, {}, 'invited', 0, {} from {} where true",
            bulk.id(0),
            stated(bulk).join(", "),
            bulk.rows(3),
        );
        for some in members.chunks(AT_ONCE) {
            self.run(&sql, [self.version.into(), rows(some)]).await?;
        }
        Ok(())
    }

    /// The rows are laid out first, so that each member is found among them by an index.
    pub async fn change(&self, members: &[Member]) -> Result<(), DbErr> {
        let bulk = Bulk::on(self.tx);
        let columns = STATED.split(", ").map(|name| format!("{name} = said.{name}"));
        let columns: Vec<_> = columns.collect();
        let sql = format!(
            "with said (id, {STATED}) as materialized (select {}, {} from {}) \
             update membership set changed_in = $2, {} from said \
             where membership.organization_id = $1 and membership.id = said.id",
            bulk.id(0),
            stated(bulk).join(", "),
            bulk.rows(3),
            columns.join(", "),
        );
        for some in members.chunks(AT_ONCE) {
            self.run(&sql, [self.version.into(), rows(some)]).await?;
        }
        Ok(())
    }

    /// The grants to whoever is no coach any more are over.
    pub async fn end_coaching(&self, now: DateTime<Utc>) -> Result<u64, DbErr> {
        let sql = "update coach_grant set revoked_at = $3 where organization_id = $1 \
             and revoked_at is null and coach_id in (select id from membership \
             where organization_id = $1 and changed_in = $2 and kind <> 'coach' \
             and roles & $4 = 0)";
        let role = Roles::from_iter([Role::Coach]).0;
        self.run(sql, [self.version.into(), now.into(), role.into()]).await
    }

    /// Numbers of those who left are free.
    pub async fn drop_numbers(&self, members: &[MembershipId]) -> Result<u64, DbErr> {
        let sql = format!(
            "update membership set external_id = null, changed_in = $2 \
             where organization_id = $1 and id {}",
            self.among(3),
        );
        self.run(&sql, [self.version.into(), self.ids(members)]).await
    }

    /// What ends with a membership: roles, scopes, grants to and about the member, places in
    /// groups, invitations; who reported to them reports to nobody.
    pub async fn leave(&self, members: &[MembershipId], now: DateTime<Utc>) -> Result<(), DbErr> {
        for some in members.chunks(AT_ONCE) {
            self.end(some, now).await?;
        }
        Ok(())
    }

    async fn end(&self, members: &[MembershipId], now: DateTime<Utc>) -> Result<(), DbErr> {
        let (them, version): (_, Value) = (self.among(3), self.version.into());
        let touch = "update membership set changed_in = $2 where organization_id = $1 and id in";
        for sql in [
            format!(
                "update membership set manager_id = null, changed_in = $2 \
                 where organization_id = $1 and manager_id {them}"
            ),
            format!(
                "{touch} (select coach_id from coach_grant where organization_id = $1 \
                 and revoked_at is null and (coach_id {them} or client_id {them}))"
            ),
            format!(
                "{touch} (select membership_id from administrator_scope \
                 where organization_id = $1 and member_id {them})"
            ),
            format!(
                "update member_group set changed_in = $2 where organization_id = $1 and id in \
                 (select group_id from group_member \
                  where organization_id = $1 and membership_id {them})"
            ),
            format!(
                "update membership set state = 'left', roles = 0, manager_id = null, \
                 changed_in = $2 where organization_id = $1 and id {them}"
            ),
        ] {
            self.run(&sql, [version.clone(), self.ids(members)]).await?;
        }
        let them = self.among(2);
        for sql in [
            format!(
                "delete from administrator_scope where organization_id = $1 \
                 and (membership_id {them} or member_id {them})"
            ),
            format!("delete from group_member where organization_id = $1 and membership_id {them}"),
        ] {
            self.run(&sql, [self.ids(members)]).await?;
        }
        let them = self.among(3);
        for sql in [
            format!(
                "update coach_grant set revoked_at = $2 where organization_id = $1 \
                 and revoked_at is null and (coach_id {them} or client_id {them})"
            ),
            format!(
                "update link set used_at = $2 where organization_id = $1 and used_at is null \
                 and subject_id in (select id from invitation where organization_id = $1 \
                 and state = 'pending' and membership_id {them})"
            ),
        ] {
            self.run(&sql, [now.into(), self.ids(members)]).await?;
        }
        let sql = format!(
            "update invitation set state = 'revoked' where organization_id = $1 \
             and state = 'pending' and membership_id {}",
            self.among(2),
        );
        self.run(&sql, [self.ids(members)]).await.map(drop)
    }

    fn among(&self, parameter: usize) -> String {
        Bulk::on(self.tx).among(parameter)
    }

    fn ids(&self, members: &[MembershipId]) -> Value {
        Bulk::on(self.tx).ids(members.iter().copied())
    }
}

/// The values of [`STATED`], of a row of [`rows`].
fn stated(bulk: Bulk) -> Vec<String> {
    let texts = (1..=8).map(text);
    texts.chain([bulk.id(9), bulk.id(10), bulk.day(11), bulk.day(12)]).collect()
}

fn rows(members: &[Member]) -> Value {
    let row = |it: &Member| {
        json!([
            id_as_text(it.id),
            it.external_id,
            it.given_name,
            it.infix,
            it.family_name,
            it.kind.to_value(),
            it.work_address,
            it.work_phone,
            it.job_title,
            it.unit_id.map(id_as_text),
            it.manager_id.map(id_as_text),
            it.employed_from.map(|day| day.to_string()),
            it.employed_until.map(|day| day.to_string()),
        ])
    };
    bound(&members.iter().map(row).collect::<Vec<_>>())
}
