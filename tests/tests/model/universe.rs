//! Organisations and people: plain data, each named by its place in a list.

use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum House {
    Company,
    Practice,
    Personal,
    Platform,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Invited,
    Active,
    Suspended,
    Left,
}

pub const KINDS: [&str; 7] =
    ["employee", "collaborator", "candidate", "student", "client", "coach", "guest"];
pub const EMPLOYEE: usize = 0;
pub const COACH_KIND: usize = 5;

// The roles, by their bit.
pub const ADMINISTRATOR: u32 = 0;
pub const IT: u32 = 1;
pub const COMPLIANCE: u32 = 2;
pub const COACH: u32 = 3;
pub const OPERATOR: u32 = 4;

// The kinds of data that are granted, by their bit.
pub const FEEDBACK: u32 = 2;
pub const SUMMARY: u32 = 3;
pub const GOALS: u32 = 4;

pub struct Organization {
    pub id: Uuid,
    pub house: House,
    /// From and until which day from today it has licences.
    pub licences: Vec<(i64, i64)>,
}

pub struct Member {
    pub id: Uuid,
    pub organization: usize,
    pub person: Option<usize>,
    pub state: State,
    pub kind: usize,
    pub roles: u32,
    pub unit: Option<usize>,
    pub manager: Option<usize>,
}

pub struct Unit {
    pub id: Uuid,
    pub organization: usize,
    pub parent: Option<usize>,
    pub removed: bool,
}

pub struct Group {
    pub id: Uuid,
    pub organization: usize,
    pub members: Vec<usize>,
    pub removed: bool,
}

#[derive(Clone, Copy)]
pub enum Target {
    Everybody,
    Unit(usize),
    Group(usize),
    Member(usize),
}

pub struct Grant {
    pub id: Uuid,
    pub organization: usize,
    pub coach: usize,
    pub client: usize,
    pub kinds: u32,
    /// In hours from now.
    pub starts: i64,
    pub ends: Option<i64>,
    pub awaits: bool,
    pub revoked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Sight {
    Recipient,
    Manager,
    Team,
    Organization,
}

/// What became of a text that was flagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    Flagged,
    Hidden,
}

pub struct Feedback {
    pub id: Uuid,
    pub organization: usize,
    pub author: Option<usize>,
    /// Each with the manager of then.
    pub to: Vec<(usize, Option<usize>)>,
    pub kind: usize,
    pub sight: Sight,
    pub withdrawn: bool,
    pub moderation: Option<Looked>,
}

pub struct Universe {
    pub seed: u64,
    pub organizations: Vec<Organization>,
    pub people: Vec<Uuid>,
    pub members: Vec<Member>,
    pub units: Vec<Unit>,
    pub groups: Vec<Group>,
    /// Of whom, what.
    pub scopes: Vec<(usize, Target)>,
    pub grants: Vec<Grant>,
    pub feedback: Vec<Feedback>,
}
