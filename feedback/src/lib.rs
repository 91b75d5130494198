//! Giving feedback, and reading what one may of it.
//!
//! Whoever gives names recipients, a group or a unit; who reads follows from the visibility
//! that was chosen and from who leads whom, and is decided in one place: [`policy`]. How
//! people develop stands beside it, each part in a folder of the same shape: [`goals`], [`meetings`],
//! [`sponsors`], [`opportunities`]; it is asked for in [`requests`], also about [`candidates`]; what is said about it, [`talk`];
//! writing without a name, [`anonymous`]; what of all this members are told, [`notifications`], and
//! find by its words, [`search`].

mod acknowledge;
pub mod anonymous;
mod bounds;
pub mod candidates;
mod change;
mod competency;
mod content;
mod edit;
mod entity;
mod filter;
mod give;
pub mod goals;
mod graphql;
mod letter;
mod loader;
pub mod meetings;
pub mod notifications;
pub mod opportunities;
mod policy;
mod repo;
pub mod requests;
pub mod search;
pub mod sponsors;
pub mod talk;
#[cfg(feature = "testing")]
pub mod testing;
mod withdraw;

use async_graphql::{Context, Data};
use kernel::{GroupId, MembershipId, OrganizationId, UnitId};

pub use self::{
    acknowledge::{AcknowledgeError, acknowledge},
    anonymous::graphql::{AnonymousQuery, OrganizationAnonymousWriting},
    candidates::graphql::{CandidateFields, OrganizationCandidates},
    change::Change,
    competency::{
        archive::{ArchiveError, archive as archive_competency},
        create::{Create as CreateCompetency, CreateError, Created, create as create_competency},
        update::{Update as UpdateCompetency, UpdateError, update as update_competency},
    },
    content::{LONGEST_TEXT, MARKS, Mark},
    edit::{Edit, EditError, Edited, GRACE, edit},
    entity::feedback::{Kind, Moderation, Visibility},
    filter::{Filter, Kinds},
    give::{Give, GiveError, Given, MOST_RECIPIENTS, To, Written, give},
    goals::graphql::{GoalFields, MembershipGoals, OrganizationGoals},
    graphql::{
        CompetencyFields, FeedbackFields, FeedbackMutation, MembershipFeedback,
        OrganizationFeedback,
    },
    letter::recipients_unchecked,
    meetings::graphql::{MeetingFields, OrganizationMeetings},
    notifications::graphql::{NotificationFields, OrganizationNotifications},
    opportunities::graphql::{InterestFields, OpportunityFields, OrganizationOpportunities},
    policy::FEWEST_AUTHORS,
    repo::Row,
    requests::graphql::{
        FeedbackFormQuery, FeedbackInvitationFields, FeedbackOrigin, FeedbackRequestFields,
        FeedbackTemplateFields, OrganizationRequests,
    },
    search::graphql::OrganizationSearch,
    sponsors::graphql::{OrganizationSponsorships, SponsorshipFields},
    talk::graphql::{FeedbackTalk, OrganizationTalk, ReplyFields},
    withdraw::{WithdrawError, withdraw},
};

/// What this context must know of the directory, for the viewer of one request.
pub trait Colleagues: Send + Sync {
    /// The organisation of a member whom the viewer may see and who has not left.
    fn organization_of(&self, member: MembershipId) -> Option<OrganizationId>;
    /// The organisation of any member, also of who left; for rows that were seen.
    fn home_of(&self, member: MembershipId) -> Option<OrganizationId>;
    /// The organisation of any group, also of one that was removed; likewise.
    fn home_of_group(&self, group: GroupId) -> Option<OrganizationId>;
    /// The organisation of any unit, also of one that was removed; likewise.
    fn home_of_unit(&self, unit: UnitId) -> Option<OrganizationId>;
    /// Whether an organisation of the viewer's is a company, whose members see each other.
    fn is_company(&self, organization: OrganizationId) -> bool;
    /// Whether a group exists for the viewer, as it does by its id.
    fn shows_group(&self, group: GroupId) -> bool;
    /// Whether a unit exists for the viewer, as it does by its id.
    fn shows_unit(&self, unit: UnitId) -> bool;
    /// Whether somebody takes part now: neither merely invited, nor suspended, nor gone.
    fn is_active(&self, member: MembershipId) -> bool;
    /// Whether somebody besides this member takes part who administers everybody there.
    fn others_administer(&self, member: MembershipId) -> bool;
    /// Whom a member reports to now.
    fn manager_of(&self, member: MembershipId) -> Option<MembershipId>;
    /// Whether this member coaches the viewer now, by a grant of whatever kind.
    fn is_coached_by(&self, coach: MembershipId) -> bool;
    /// The present members of a group, if the viewer may see it.
    fn group(&self, group: GroupId) -> Option<(OrganizationId, Vec<MembershipId>)>;
    /// The present members of a unit and of all below it, if the viewer may see it.
    fn unit(&self, unit: UnitId) -> Option<(OrganizationId, Vec<MembershipId>)>;
}

/// What was read for the viewer of before is read anew for the one of now.
pub fn forget(ctx: &Context<'_>) {
    loader::Loaders::of(ctx).forget();
}

/// Puts what this context's resolvers need beside a request.
pub fn attach(data: &mut Data, colleagues: Box<dyn Colleagues>) {
    data.insert(colleagues);
    data.insert(loader::Loaders::default());
}
