use async_graphql::{Enum, ID, InputObject, OneofObject, SimpleObject, Union};
use chrono::{DateTime, Utc};
use kernel::{Answer, GroupId, Locale, MembershipId, Ref, UnitId};

use super::id;
use crate::campaigns::{Attribute, Content, Mode, Target};

/// How answers are tied to people.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Mode")]
pub enum CampaignMode {
    /// They stand under the respondent's name.
    Identified,
    /// They are kept with the respondent, and shown of groups only.
    Confidential,
    /// Nothing ties them to the respondent, who answers with a ticket.
    Anonymous,
}

/// What is known of members when a campaign is launched.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Attribute")]
pub enum CampaignAttributeKind {
    /// Their unit.
    Unit,
    /// Whom they report to.
    Manager,
    /// How long they have been there, in bands of years.
    Seniority,
    /// Their job title.
    JobTitle,
    /// How they belong to the organisation.
    Kind,
}

/// By what results are told apart.
#[derive(SimpleObject)]
pub struct CampaignAttribute {
    /// What it is.
    pub attribute: CampaignAttributeKind,
    /// Whether some stand with a unit above their own, so that no answer tells whose it is.
    pub coarsened: bool,
}

/// A part of whom a campaign asks.
#[derive(Union)]
pub enum CampaignAudience {
    Everybody(CampaignEverybody),
    Unit(CampaignUnit),
    Group(CampaignGroup),
    Member(CampaignMember),
}

/// All employees and collaborators.
#[derive(SimpleObject)]
pub struct CampaignEverybody {
    /// Always true.
    everybody: bool,
}

/// The employees and collaborators of a unit and of all below it.
#[derive(SimpleObject)]
pub struct CampaignUnit {
    /// Which.
    unit: Ref<UnitId>,
}

/// The members of a group.
#[derive(SimpleObject)]
pub struct CampaignGroup {
    /// Which.
    group: Ref<GroupId>,
}

/// A member.
#[derive(SimpleObject)]
pub struct CampaignMember {
    /// Who.
    member: Ref<MembershipId>,
}

impl From<Target> for CampaignAudience {
    fn from(target: Target) -> Self {
        match target {
            Target::Everybody => Self::Everybody(CampaignEverybody { everybody: true }),
            Target::Unit(unit) => Self::Unit(CampaignUnit { unit: Ref(unit) }),
            Target::Group(group) => Self::Group(CampaignGroup { group: Ref(group) }),
            Target::Member(member) => Self::Member(CampaignMember { member: Ref(member) }),
        }
    }
}

/// What a campaign says and asks.
#[derive(InputObject)]
pub struct CampaignContentInput {
    /// With what people are asked: an instrument that is published.
    instrument: ID,
    /// What it is called, 1 to 200 characters.
    name: String,
    /// What it is for, where more is to be said than the instrument does; 1 to 2,000 characters.
    purpose: Option<String>,
    /// How answers are tied to people.
    mode: CampaignMode,
    /// Nothing is shown of fewer respondents: 3 to 100; 5 if nothing is said.
    threshold: Option<i64>,
    /// From when on it takes answers; at once, where that is past.
    opens_at: DateTime<Utc>,
    /// Until when; at most 366 days.
    closes_at: DateTime<Utc>,
    /// The languages it is offered in; the instrument's own, if nothing is said.
    languages: Option<Vec<Locale>>,
    /// Whom to ask for help; you, if nothing is said.
    contact: Option<ID>,
    /// Whether results are talked over before they are shown; as the instrument has it, if nothing
    /// is said.
    debrief: Option<bool>,
    /// The code of a role of the instrument that results are compared with.
    role: Option<String>,
    /// Whom it asks; nobody, where only guests are invited. At most 250.
    audience: Vec<CampaignAudienceInput>,
    /// By what results are told apart, the most important first; units alone, if nothing is said
    /// where an administrator asks, and nothing where somebody else does.
    attributes: Option<Vec<CampaignAttributeKind>>,
}

/// A part of whom a campaign asks.
#[derive(OneofObject)]
enum CampaignAudienceInput {
    /// All employees and collaborators, if it is true. For administrators of everybody.
    Everybody(bool),
    /// The employees and collaborators of a unit and of all below it.
    Unit(ID),
    /// The members of a group.
    Group(ID),
    /// A member.
    Member(ID),
}

impl TryFrom<CampaignContentInput> for Content {
    type Error = kernel::Fault;

    fn try_from(input: CampaignContentInput) -> Answer<Self> {
        let target = |it: CampaignAudienceInput| {
            Ok(Some(match it {
                CampaignAudienceInput::Everybody(false) => return Ok(None),
                CampaignAudienceInput::Everybody(true) => Target::Everybody,
                CampaignAudienceInput::Unit(it) => Target::Unit(id(&it)?),
                CampaignAudienceInput::Group(it) => Target::Group(id(&it)?),
                CampaignAudienceInput::Member(it) => Target::Member(id(&it)?),
            }))
        };
        let targets: Vec<Option<Target>> =
            input.audience.into_iter().map(target).collect::<Answer<_>>()?;
        Ok(Self {
            instrument: id(&input.instrument)?,
            name: input.name,
            purpose: input.purpose,
            mode: input.mode.into(),
            threshold: input.threshold,
            opens_at: input.opens_at,
            closes_at: input.closes_at,
            languages: input.languages.unwrap_or_default(),
            contact: input.contact.as_ref().map(id).transpose()?,
            debrief: input.debrief,
            role: input.role,
            targets: targets.into_iter().flatten().collect(),
            attributes: input.attributes.map(|all| all.into_iter().map(Into::into).collect()),
        })
    }
}
