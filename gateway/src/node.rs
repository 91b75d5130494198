//! The objects, assembled of what the contexts say about them.

use std::borrow::Cow;

use analytics::{
    CampaignAnalytics, MembershipInteractions, OrganizationFeedbackNumbers,
    OrganizationInteractions,
};
use assessment::{
    AlgorithmFields, AssessmentResultFields, CampaignFields, CampaignInvitationFields,
    CampaignInvitationSheet, CampaignPreview, InstrumentFields, MembershipResults,
    OrganizationAlgorithms, OrganizationCampaigns, OrganizationInstruments, OrganizationResults,
    UserResults,
};
use async_graphql::{
    ContainerType, Context, ContextSelectionSet, ID, Interface, MergedObject, ObjectType,
    OutputType, Positioned, ServerResult, Value, parser::types::Field, registry::Registry,
    resolver_utils::resolve_container,
};
use feedback::{
    CandidateFields, CompetencyFields, FeedbackFields, FeedbackInvitationFields, FeedbackOrigin,
    FeedbackRequestFields, FeedbackTalk, FeedbackTemplateFields, GoalFields, InterestFields,
    MeetingFields, MembershipFeedback, MembershipGoals, NotificationFields, OpportunityFields,
    OrganizationAnonymousWriting, OrganizationCandidates, OrganizationFeedback, OrganizationGoals,
    OrganizationMeetings, OrganizationNotifications, OrganizationOpportunities,
    OrganizationRequests, OrganizationSearch, OrganizationSponsorships, OrganizationTalk,
    ReplyFields, SponsorshipFields,
};
use identity::{
    CoachGrantFields, GroupFields, InvitationFields, MembershipFields, OrganizationFields,
    OrganizationOversight, PolicyVersionFields, SessionFields, UnitFields, UserAccount, UserFields,
};
use kernel::{
    AlgorithmId, Answer, AssessmentResultId, CampaignId, CampaignInvitationId, CandidateId,
    CoachGrantId, CompetencyId, FeedbackId, FeedbackInvitationId, FeedbackRequestId,
    FeedbackTemplateId, GoalId, Graph, GroupId, InstrumentId, InterestId, InvitationId, MeetingId,
    MembershipId, NodeId, NotificationId, OpportunityId, OrganizationId, PolicyVersionId, Ref,
    ReplyId, SessionId, SponsorshipId, UnitId, UserId,
};

/// An object that exists for the viewer. In the schema it is a [`Node`]; it is resolved as
/// every [`Ref`] is, so that it answers the same by each way.
pub struct Found(NodeId);

/// The product's objects, for [`kernel::Ref`] to resolve through.
pub enum App {}

/// A noun and its parts; a part is made of the noun's id.
macro_rules! objects {
    ($($(#[$doc:meta])* $noun:ident($id:ident) = $first:ident $(+ $more:ident)*;)*) => {
        /// What the schema says of the objects. async-graphql would resolve them as well, the first
        /// part last and through as many layers as there are parts; each object asks them in turn.
        mod shape {
            use super::*;

            $(
                $(#[$doc])*
                #[derive(MergedObject)]
                pub struct $noun($first $(, $more)*);
            )*
        }

        $(
            $(#[$doc])*
            pub struct $noun($id);

            impl From<$id> for $noun {
                fn from(id: $id) -> Self { Self(id) }
            }

            impl $noun {
                async fn id(&self, ctx: &Context<'_>) -> async_graphql::Result<ID> {
                    $first(self.0).id(ctx).await
                }
            }

            impl ContainerType for $noun {
                async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
                    if let Some(value) = $first(self.0).resolve_field(ctx).await? {
                        return Ok(Some(value));
                    }
                    $(
                        if let Some(value) = $more(self.0).resolve_field(ctx).await? {
                            return Ok(Some(value));
                        }
                    )*
                    Ok(None)
                }
            }

            impl OutputType for $noun {
                fn type_name() -> Cow<'static, str> {
                    <shape::$noun as OutputType>::type_name()
                }

                fn create_type_info(registry: &mut Registry) -> String {
                    shape::$noun::create_type_info(registry)
                }

                async fn resolve(
                    &self,
                    ctx: &ContextSelectionSet<'_>,
                    _field: &Positioned<Field>,
                ) -> ServerResult<Value> {
                    resolve_container(ctx, self).await
                }
            }

            impl ObjectType for $noun {}
        )*

        impl Graph for App { $(type $noun = $noun;)* }

        /// Anything a client can fetch again by its id.
        #[derive(Interface)]
        #[graphql(field(name = "id", ty = "ID", desc = "Opaque, the same for everybody."))]
        pub enum Node { $($noun($noun)),* }

        impl Found {
            /// A `Ref` comes from a row that was seen; an id comes from anywhere, and what it
            /// names may not exist for the viewer.
            pub async fn find(ctx: &Context<'_>, id: NodeId) -> Answer<Option<Self>> {
                let exists = match id {
                    $(NodeId::$noun(id) => $first(id).exists(ctx).await?,)*
                };
                Ok(exists.then_some(Self(id)))
            }
        }

        impl OutputType for Found {
            fn type_name() -> Cow<'static, str> {
                <Node as OutputType>::type_name()
            }

            fn create_type_info(registry: &mut Registry) -> String {
                Node::create_type_info(registry)
            }

            async fn resolve(
                &self,
                ctx: &ContextSelectionSet<'_>,
                field: &Positioned<Field>,
            ) -> ServerResult<Value> {
                match self.0 {
                    $(NodeId::$noun(id) => Ref(id).resolve(ctx, field).await,)*
                }
            }
        }

        #[cfg(test)]
        mod tests {
            use async_graphql::registry::MetaType;

            use super::*;

            fn fields_of<T: OutputType>() -> usize {
                let mut registry = Registry::default();
                T::create_type_info(&mut registry);
                match &registry.types[&*T::type_name()] {
                    MetaType::Object { fields, .. } => fields.len(),
                    _ => 0,
                }
            }

            /// `MergedObject` silently drops a field that two parts define.
            #[test]
            fn parts_do_not_hide_each_other() {
                $(
                    let parts = fields_of::<$first>() $(+ fields_of::<$more>())*;
                    assert_eq!(parts, fields_of::<$noun>(), "{}", stringify!($noun));
                )*
            }
        }
    };
}

objects! {
    /// A person.
    User(UserId) = UserFields + UserAccount + UserResults;
    /// A tenant: a company, a coach's practice, a person's own account.
    Organization(OrganizationId) = OrganizationFields + OrganizationOversight + OrganizationFeedback
        + OrganizationGoals + OrganizationMeetings + OrganizationSponsorships + OrganizationOpportunities
        + OrganizationTalk + OrganizationInstruments + OrganizationNotifications + OrganizationSearch
        + OrganizationRequests + OrganizationAnonymousWriting + OrganizationCampaigns
        + OrganizationResults + OrganizationAlgorithms + OrganizationFeedbackNumbers
        + OrganizationInteractions + OrganizationCandidates;
    /// A person's place in an organisation.
    Membership(MembershipId) = MembershipFields + MembershipFeedback + MembershipGoals
        + MembershipResults + MembershipInteractions;
    /// A part of an organisation.
    Unit(UnitId) = UnitFields;
    /// Members who are named together, across units.
    Group(GroupId) = GroupFields;
    /// A sign-in of yours that goes on.
    Session(SessionId) = SessionFields;
    /// What an organisation mailed to somebody whom it states as a member.
    Invitation(InvitationId) = InvitationFields;
    /// What a coach is let in on about a client, and for how long.
    CoachGrant(CoachGrantId) = CoachGrantFields;
    /// A version of the privacy policy.
    PolicyVersion(PolicyVersionId) = PolicyVersionFields;
    /// Something people are good at, by which an organisation evaluates.
    Competency(CompetencyId) = CompetencyFields;
    /// What one member told others.
    Feedback(FeedbackId) = FeedbackFields + FeedbackTalk + FeedbackOrigin;
    /// What somebody wants to become or to reach.
    Goal(GoalId) = GoalFields;
    /// A check-in, or a session with a coach.
    Meeting(MeetingId) = MeetingFields;
    /// Somebody pays for a coach's client.
    Sponsorship(SponsorshipId) = SponsorshipFields;
    /// A role, a project or mentoring that is offered within.
    Opportunity(OpportunityId) = OpportunityFields;
    /// Somebody is interested in an opportunity.
    Interest(InterestId) = InterestFields;
    /// What was said about a piece of feedback.
    Reply(ReplyId) = ReplyFields;
    /// A questionnaire with its scales, keys and norms.
    Instrument(InstrumentId) = InstrumentFields;
    /// What the answers of one person say.
    AssessmentResult(AssessmentResultId) = AssessmentResultFields;
    /// A way of scoring that an organisation brought.
    Algorithm(AlgorithmId) = AlgorithmFields;
    /// Something happened that you are told of.
    Notification(NotificationId) = NotificationFields;
    /// Questions that feedback is asked for with.
    FeedbackTemplate(FeedbackTemplateId) = FeedbackTemplateFields;
    /// Somebody asks for feedback.
    FeedbackRequest(FeedbackRequestId) = FeedbackRequestFields;
    /// Somebody who is asked for feedback.
    FeedbackInvitation(FeedbackInvitationId) = FeedbackInvitationFields;
    /// People are asked with an instrument.
    Campaign(CampaignId) = CampaignFields + CampaignPreview + CampaignAnalytics;
    /// Somebody who is invited to answer.
    CampaignInvitation(CampaignInvitationId) = CampaignInvitationFields + CampaignInvitationSheet;
    /// Somebody from outside under evaluation.
    Candidate(CandidateId) = CandidateFields;
}
