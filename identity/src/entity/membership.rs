use kernel::{MembershipId, OrganizationId, UnitId, UserId};
use sea_orm::entity::prelude::*;

/// A person's place in an organisation, as the organisation states it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    /// Nobody, until the invitation is accepted.
    pub person_id: Option<UserId>,
    pub state: State,
    pub kind: Kind,
    /// One bit for each role: [`kernel::Roles`].
    pub roles: i64,
    pub unit_id: Option<UnitId>,
    pub manager_id: Option<MembershipId>,
    pub job_title: Option<String>,
    pub given_name: String,
    pub infix: Option<String>,
    pub family_name: String,
    pub work_address: Option<String>,
    pub work_phone: Option<String>,
    pub external_id: Option<String>,
    pub employed_from: Option<Date>,
    pub employed_until: Option<Date>,
    pub sessions_after: Option<DateTimeUtc>,
    pub changed_in: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Stated by the organisation; nobody has accepted yet.
    Invited,
    Active,
    /// For a while without access.
    Suspended,
    /// For good without access; the name stays under what was written.
    Left,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Employee,
    Collaborator,
    Candidate,
    Student,
    Client,
    Coach,
    Guest,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
