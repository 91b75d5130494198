use kernel::{GroupId, MembershipId, OrganizationId, UnitId};
use sea_orm::entity::prelude::*;

/// One part of an administrator's scope: a unit with its subtree, a group, or a person;
/// everybody, where none of them is named.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "administrator_scope")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub membership_id: MembershipId,
    pub unit_id: Option<UnitId>,
    pub group_id: Option<GroupId>,
    pub member_id: Option<MembershipId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
