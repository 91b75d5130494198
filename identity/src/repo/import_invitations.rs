//! The invitations that an import mails, many with one statement.

use chrono::{DateTime, Utc};
use kernel::{MembershipId, bulk::id_as_text};
use sea_orm::{ActiveEnum, DbErr};
use serde_json::json;
use uuid::Uuid;

use super::{
    bulk::{Bulk, json as bound, text},
    directory_import::{AT_ONCE, Writer},
};
use crate::{account::INVITATION, entity::link};

/// An invitation that is not written yet.
pub struct NewInvitation {
    pub id: Uuid,
    pub member: MembershipId,
    /// Of the fact that mails it.
    pub outbox: Uuid,
    pub link: link::Model,
    /// None goes to a mailbox that got many lately; the invitation can be sent again.
    pub is_mailed: bool,
}

impl Writer<'_> {
    /// Each that is mailed with its link and the fact that mails it.
    pub async fn invite(
        &self,
        invitations: &[NewInvitation],
        inviter: Option<MembershipId>,
        language: &str,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        for some in invitations.chunks(AT_ONCE) {
            self.mail(some, inviter, language, now).await?;
        }
        Ok(())
    }

    async fn mail(
        &self,
        invitations: &[NewInvitation],
        inviter: Option<MembershipId>,
        language: &str,
        now: DateTime<Utc>,
    ) -> Result<(), DbErr> {
        let bulk = Bulk::on(self.tx);
        let Some(expires) = invitations.first().map(|it| it.link.expires_at) else { return Ok(()) };
        let rows: Vec<_> = invitations.iter().map(NewInvitation::row).collect();
        let (id, link, outbox) = (bulk.id(0), bulk.id(1), bulk.id(2));
        let (member, address, hash) = (bulk.id(3), text(4), bulk.bytes(5));
        let sql = format!(
            "insert into invitation (organization_id, id, membership_id, address, language, \
             state, invited_by, created_at, expires_at) \
             select $1, {id}, {member}, {address}, $2, 'pending', $3, $4, $5 from {} where true",
            bulk.rows(6),
        );
        let values = [
            language.into(),
            inviter.map(Uuid::from).into(),
            now.into(),
            expires.into(),
            bound(&rows),
        ];
        self.run(&sql, values).await?;
        let mailed: Vec<_> = invitations.iter().filter(|it| it.is_mailed).collect();
        let rows: Vec<_> = mailed.into_iter().map(NewInvitation::row).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let sql = format!(
            "insert into link (organization_id, id, token_hash, purpose, address, language, \
             subject_id, expires_at) \
             select $1, {link}, {hash}, $2, {address}, $3, {id}, $4 from {} where true",
            bulk.rows(5),
        );
        let purpose = link::Purpose::Invitation.to_value();
        self.run(&sql, [purpose.into(), language.into(), expires.into(), bound(&rows)]).await?;
        let sql = format!(
            "insert into outbox (organization_id, id, topic, subject_id, due_at, attempts) \
             select $1, {outbox}, $2, {link}, $3, 0 from {} where true",
            bulk.rows(4),
        );
        self.run(&sql, [INVITATION.into(), now.into(), bound(&rows)]).await?;
        Ok(())
    }
}

impl NewInvitation {
    fn row(&self) -> serde_json::Value {
        let hash: String = self.link.token_hash.iter().map(|byte| format!("{byte:02x}")).collect();
        json!([
            id_as_text(self.id),
            id_as_text(self.link.id),
            id_as_text(self.outbox),
            id_as_text(self.member),
            self.link.address,
            hash,
        ])
    }
}
