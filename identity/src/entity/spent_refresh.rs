use kernel::SessionId;
use sea_orm::entity::prelude::*;

/// A refresh token that was used: whoever brings it again either lost the answer or stole it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "spent_refresh")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    pub session_id: SessionId,
    pub spent_at: DateTimeUtc,
    /// With the token itself it gives the tokens that were answered.
    pub nonce: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
