use kernel::{SessionId, UserId};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub person_id: UserId,
    pub created_at: DateTimeUtc,
    /// When the person last proved who they are.
    pub authenticated_at: DateTimeUtc,
    /// When its tokens were last renewed.
    pub last_used_at: DateTimeUtc,
    /// Whatever is done, it ends here.
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    /// SHA-256 of the token that renews it next.
    pub refresh_hash: Vec<u8>,
    pub refresh_expires_at: DateTimeUtc,
    pub transport: Transport,
    pub user_agent: Option<String>,
    pub address: Option<String>,
}

/// How a session's tokens travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Transport {
    Cookie,
    Bearer,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
