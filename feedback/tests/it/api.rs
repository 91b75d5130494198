//! Feedback as callers meet it: the resolvers over a schema of this context alone.

use async_graphql::{
    Data, EmptySubscription, ID, MergedObject, Object, Request, Response, Schema, SimpleObject,
    Value,
};
use feedback::{
    CandidateFields, Colleagues, CompetencyFields, FeedbackFields, FeedbackFormQuery,
    FeedbackInvitationFields, FeedbackMutation, FeedbackOrigin, FeedbackRequestFields,
    FeedbackTalk, FeedbackTemplateFields, GoalFields, InterestFields, MeetingFields,
    MembershipFeedback, MembershipGoals, NotificationFields, OpportunityFields,
    OrganizationCandidates, OrganizationFeedback, OrganizationGoals, OrganizationMeetings,
    OrganizationNotifications, OrganizationOpportunities, OrganizationRequests, OrganizationSearch,
    OrganizationSponsorships, OrganizationTalk, ReplyFields, SponsorshipFields,
};
use kernel::{
    AlgorithmId, Answer, AssessmentResultId, Call, CampaignId, CampaignInvitationId, CandidateId,
    CoachGrantId, CompetencyId, FeedbackId, FeedbackInvitationId, FeedbackRequestId,
    FeedbackTemplateId, GoalId, Graph, GroupId, InstrumentId, InterestId, InvitationId, MeetingId,
    MembershipId, NotificationId, OpportunityId, OrganizationId, PolicyVersionId, Ref, ReplyId,
    SessionId, SponsorshipId, Stitch, UnitId, UserId,
};

use crate::world::World;

/// What other parts of the product assemble; here only their ids.
macro_rules! others {
    ($($noun:ident($id:ident)),* $(,)?) => {
        $(
            #[derive(SimpleObject)]
            struct $noun {
                id: ID,
            }

            impl From<$id> for $noun {
                fn from(id: $id) -> Self {
                    Self { id: id.to_string().into() }
                }
            }
        )*
    };
}

others! {
    User(UserId),
    Unit(UnitId),
    Group(GroupId),
    Session(SessionId),
    Invitation(InvitationId),
    CoachGrant(CoachGrantId),
    PolicyVersion(PolicyVersionId),
    Instrument(InstrumentId),
    AssessmentResult(AssessmentResultId),
    Algorithm(AlgorithmId),
    Campaign(CampaignId),
    CampaignInvitation(CampaignInvitationId),
}

struct MembershipId_(MembershipId);

#[Object]
impl MembershipId_ {
    async fn id(&self) -> ID {
        self.0.to_string().into()
    }
}

/// What this context assembles, each of its parts.
macro_rules! ours {
    ($($noun:ident($id:ident) = $($fields:ident)+;)*) => {
        $(
            #[derive(MergedObject)]
            struct $noun($($fields),+);

            impl From<$id> for $noun {
                fn from(id: $id) -> Self {
                    Self($($fields(id)),+)
                }
            }
        )*
    };
}

ours! {
    Organization(OrganizationId) = OrganizationFeedback OrganizationGoals OrganizationMeetings
        OrganizationSponsorships OrganizationOpportunities OrganizationTalk
        OrganizationNotifications OrganizationSearch OrganizationRequests OrganizationCandidates;
    Membership(MembershipId) = MembershipId_ MembershipFeedback MembershipGoals;
    Competency(CompetencyId) = CompetencyFields;
    Feedback(FeedbackId) = FeedbackFields FeedbackTalk FeedbackOrigin;
    Goal(GoalId) = GoalFields;
    Meeting(MeetingId) = MeetingFields;
    Opportunity(OpportunityId) = OpportunityFields;
    Interest(InterestId) = InterestFields;
    Sponsorship(SponsorshipId) = SponsorshipFields;
    Reply(ReplyId) = ReplyFields;
    Notification(NotificationId) = NotificationFields;
    FeedbackTemplate(FeedbackTemplateId) = FeedbackTemplateFields;
    Candidate(CandidateId) = CandidateFields;
    FeedbackRequest(FeedbackRequestId) = FeedbackRequestFields;
    FeedbackInvitation(FeedbackInvitationId) = FeedbackInvitationFields;
}

struct Assembled;

impl Graph for Assembled {
    type User = User;
    type Organization = Organization;
    type Membership = Membership;
    type Unit = Unit;
    type Group = Group;
    type Session = Session;
    type Invitation = Invitation;
    type CoachGrant = CoachGrant;
    type PolicyVersion = PolicyVersion;
    type Competency = Competency;
    type Feedback = Feedback;
    type Goal = Goal;
    type Meeting = Meeting;
    type Opportunity = Opportunity;
    type Interest = Interest;
    type Reply = Reply;
    type Instrument = Instrument;
    type Notification = Notification;
    type Sponsorship = Sponsorship;
    type FeedbackTemplate = FeedbackTemplate;
    type FeedbackRequest = FeedbackRequest;
    type FeedbackInvitation = FeedbackInvitation;
    type AssessmentResult = AssessmentResult;
    type Algorithm = Algorithm;
    type Campaign = Campaign;
    type CampaignInvitation = CampaignInvitation;
    type Candidate = Candidate;
}

#[derive(MergedObject, Default)]
struct Query(Roots, FeedbackFormQuery);

#[derive(Default)]
struct Roots;

#[Object]
impl Roots {
    async fn organization(&self, id: ID) -> Ref<OrganizationId> {
        Ref(id.parse().unwrap())
    }

    async fn members(&self, ids: Vec<ID>) -> Vec<Ref<MembershipId>> {
        ids.iter().map(|id| Ref(id.parse().unwrap())).collect()
    }

    async fn feedback(
        &self,
        ctx: &async_graphql::Context<'_>,
        id: ID,
    ) -> Answer<Option<Ref<FeedbackId>>> {
        let id: FeedbackId = id.parse().unwrap();
        Ok(FeedbackFields(id).exists(ctx).await?.then_some(Ref(id)))
    }

    async fn reply(
        &self,
        ctx: &async_graphql::Context<'_>,
        id: ID,
    ) -> Answer<Option<Ref<ReplyId>>> {
        let id: ReplyId = id.parse().unwrap();
        Ok(ReplyFields(id).exists(ctx).await?.then_some(Ref(id)))
    }

    async fn types(&self) -> Option<Vec<Types>> {
        None
    }
}

/// Registers the types.
#[derive(async_graphql::Union)]
enum Types {
    Organization(Organization),
    Membership(Membership),
    Competency(Competency),
    Feedback(Feedback),
    Goal(Goal),
    Meeting(Meeting),
    Opportunity(Opportunity),
    Interest(Interest),
    Reply(Reply),
    Notification(Notification),
    Sponsorship(Sponsorship),
    FeedbackTemplate(FeedbackTemplate),
    FeedbackRequest(FeedbackRequest),
    FeedbackInvitation(FeedbackInvitation),
    Candidate(Candidate),
    Unit(Unit),
    Group(Group),
}

pub struct Api<'a> {
    world: &'a World,
    schema: Schema<Query, FeedbackMutation, EmptySubscription>,
}

impl<'a> Api<'a> {
    pub fn over(world: &'a World) -> Self {
        let schema =
            Schema::build(Query::default(), FeedbackMutation::default(), EmptySubscription)
                .data(Stitch::with::<Assembled>())
                .finish();
        Self { world, schema }
    }

    pub async fn ask(&self, member: MembershipId, document: &str) -> Response {
        let desk: Box<dyn Colleagues> = Box::new(self.world.desk(member));
        self.by(self.world.call(member), desk, document).await
    }

    /// By nobody who is signed in.
    pub async fn ask_as_stranger(&self, document: &str) -> Response {
        let mut desk = self.world.desk(self.world.people[0].id);
        desk.viewer = kernel::Viewer::default();
        self.by(self.world.stranger(), Box::new(desk), document).await
    }

    async fn by(&self, call: Call, desk: Box<dyn Colleagues>, document: &str) -> Response {
        let mut data = Data::default();
        feedback::attach(&mut data, desk);
        feedback::requests::attach(&mut data, Box::new(self.world.step()));
        data.insert(call);
        let mut request = Request::new(document);
        request.data = data;
        self.schema.execute(request).await
    }

    /// The answer to what must succeed.
    pub async fn told(&self, member: MembershipId, document: &str) -> Value {
        let response = self.ask(member, document).await;
        assert!(response.errors.is_empty(), "{document}: {:?}", response.errors);
        response.data
    }

    /// The code of the one error.
    pub async fn refused(&self, member: MembershipId, document: &str) -> String {
        let response = self.ask(member, document).await;
        let [error] = &response.errors[..] else { panic!("{document}: {response:?}") };
        let code = error.extensions.as_ref().and_then(|it| it.get("code"));
        match code {
            Some(Value::String(code)) => code.clone(),
            // Refused before a resolver was asked: by a scalar.
            _ => error.message.clone(),
        }
    }
}

/// What stands at a path of names and places.
pub fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(value, |value, part| match value {
        Value::Object(object) => &object[part],
        Value::List(list) => &list[part.parse::<usize>().unwrap()],
        _ => &Value::Null,
    })
}

pub fn text(value: &Value, path: &str) -> String {
    match at(value, path) {
        Value::String(text) => text.clone(),
        Value::Enum(name) => name.to_string(),
        other => panic!("{path} is {other} in {value}"),
    }
}

pub fn number(value: &Value, path: &str) -> i64 {
    match at(value, path) {
        Value::Number(number) => number.as_i64().unwrap(),
        other => panic!("{path} is {other} in {value}"),
    }
}

/// The ids of the nodes of a list.
pub fn nodes(value: &Value, path: &str) -> Vec<String> {
    match at(value, path) {
        Value::List(nodes) => nodes.iter().map(|node| text(node, "id")).collect(),
        other => panic!("{path} is {other} in {value}"),
    }
}
