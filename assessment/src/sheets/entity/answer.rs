use kernel::OrganizationId;
use sea_orm::entity::prelude::*;

/// What was answered to one item.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sheet_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sheet_id: Uuid,
    /// Its code in the instrument.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: String,
    /// A [`Given`](crate::answering::Given) as JSON; none, where it was taken back, which there is
    /// only on open sheets.
    pub value: Option<String>,
    /// From 1, one more for each change.
    pub revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
