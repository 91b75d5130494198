/// Everybody who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Persona {
    /// Of Acme, in a unit of a unit, with a manager and a coach; most tests are about them.
    Member,
    /// To whom the member reports.
    Manager,
    /// Of the member's unit, reporting to the same manager.
    Peer,
    /// Of Acme, in another unit.
    ColleagueElsewhere,
    /// Of everybody at Acme.
    Administrator,
    /// Of the unit above the member's.
    UnitAdministrator,
    /// Of another unit.
    OtherAdministrator,
    /// Of Acme's accounts.
    ItAdministrator,
    /// Granted everything of the member; has a practice, Praxis.
    Coach,
    /// Granted nothing.
    OtherCoach,
    /// Of Praxis.
    Client,
    /// Of Praxis too.
    OtherClient,
    /// Of Praxis too: pays for the client.
    Sponsor,
    /// Of Acme.
    ComplianceManager,
    /// Of the service.
    Operator,
    /// Of Globex.
    Outsider,
    /// Of everybody at Globex.
    OutsideAdministrator,
    /// Of a ticket of Acme's: nobody knows who it is.
    Holder,
    /// Without a sign-in.
    Nobody,
}

impl Persona {
    pub const ALL: [Self; 19] = [
        Self::Member,
        Self::Manager,
        Self::Peer,
        Self::ColleagueElsewhere,
        Self::Administrator,
        Self::UnitAdministrator,
        Self::OtherAdministrator,
        Self::ItAdministrator,
        Self::Coach,
        Self::OtherCoach,
        Self::Client,
        Self::OtherClient,
        Self::Sponsor,
        Self::ComplianceManager,
        Self::Operator,
        Self::Outsider,
        Self::OutsideAdministrator,
        Self::Holder,
        Self::Nobody,
    ];

    /// As the tables and their names say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Manager => "manager",
            Self::Peer => "peer",
            Self::ColleagueElsewhere => "colleague",
            Self::Administrator => "admin",
            Self::UnitAdministrator => "admin-in",
            Self::OtherAdministrator => "admin-out",
            Self::ItAdministrator => "it",
            Self::Coach => "coach",
            Self::OtherCoach => "coach-other",
            Self::Client => "client",
            Self::OtherClient => "client-other",
            Self::Sponsor => "sponsor",
            Self::ComplianceManager => "compliance",
            Self::Operator => "operator",
            Self::Outsider => "outsider",
            Self::OutsideAdministrator => "outside-admin",
            Self::Holder => "ticket",
            Self::Nobody => "nobody",
        }
    }

    /// Everybody with a sign-in.
    pub fn people() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|it| !matches!(it, Self::Holder | Self::Nobody))
    }
}
