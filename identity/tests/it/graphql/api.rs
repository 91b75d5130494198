//! A schema of accounts, and how it is asked.

use async_graphql::{
    Data, EmptySubscription, ID, MergedObject, Object, Request, Response, Schema, SimpleObject,
};
use identity::{
    AccountMutation, PolicyQuery, PolicyVersionFields, Presented, SessionFields, Snapshots,
    UserAccount, account::Accounts, attach,
};
use kernel::{
    AlgorithmId, AsViewer, AssessmentResultId, Call, CampaignId, CampaignInvitationId, CandidateId,
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

pub(crate) use others;

others! {
    Organization(OrganizationId),
    Membership(MembershipId),
    Unit(UnitId),
    Group(GroupId),
    Invitation(InvitationId),
    CoachGrant(CoachGrantId),
    Competency(CompetencyId),
    Feedback(FeedbackId),
    Goal(GoalId),
    Meeting(MeetingId),
    Sponsorship(SponsorshipId),
    Opportunity(OpportunityId),
    Interest(InterestId),
    FeedbackTemplate(FeedbackTemplateId),
    FeedbackRequest(FeedbackRequestId),
    FeedbackInvitation(FeedbackInvitationId),
    AssessmentResult(AssessmentResultId),
    Algorithm(AlgorithmId),
    Campaign(CampaignId),
    CampaignInvitation(CampaignInvitationId),
    Candidate(CandidateId),
    Reply(ReplyId),
    Instrument(InstrumentId),
    Notification(NotificationId),
}

#[derive(MergedObject)]
struct User(UserAccount);

#[derive(MergedObject)]
struct Session(SessionFields);

#[derive(MergedObject)]
struct PolicyVersion(PolicyVersionFields);

impl From<UserId> for User {
    fn from(id: UserId) -> Self {
        Self(id.into())
    }
}

impl From<SessionId> for Session {
    fn from(id: SessionId) -> Self {
        Self(id.into())
    }
}

impl From<PolicyVersionId> for PolicyVersion {
    fn from(id: PolicyVersionId) -> Self {
        Self(id.into())
    }
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
    type Sponsorship = Sponsorship;
    type Opportunity = Opportunity;
    type Interest = Interest;
    type FeedbackTemplate = FeedbackTemplate;
    type FeedbackRequest = FeedbackRequest;
    type FeedbackInvitation = FeedbackInvitation;
    type AssessmentResult = AssessmentResult;
    type Algorithm = Algorithm;
    type Campaign = Campaign;
    type CampaignInvitation = CampaignInvitation;
    type Candidate = Candidate;
    type Reply = Reply;
    type Instrument = Instrument;
    type Notification = Notification;
}

#[derive(Default)]
struct Root;

#[Object]
impl Root {
    async fn viewer(&self, ctx: &async_graphql::Context<'_>) -> Option<Ref<UserId>> {
        ctx.viewer().user().map(Ref)
    }

    async fn user(&self, id: ID) -> Ref<UserId> {
        Ref(id.parse().unwrap())
    }

    async fn types(&self) -> Option<Vec<Types>> {
        None
    }
}

/// Registers the types.
#[derive(async_graphql::Union)]
enum Types {
    User(User),
    Session(Session),
    PolicyVersion(PolicyVersion),
}

#[derive(MergedObject, Default)]
struct Query(Root, PolicyQuery);

pub struct Api {
    pub world: World,
    schema: Schema<Query, AccountMutation, EmptySubscription>,
}

impl Api {
    pub fn over(world: World) -> Self {
        let accounts = Accounts { hasher: world.hasher.clone(), secure: true };
        let schema = Schema::build(Query::default(), AccountMutation::default(), EmptySubscription)
            .data(Stitch::with::<Assembled>())
            .data(accounts)
            .finish();
        Self { world, schema }
    }

    pub async fn ask(&self, call: Call, presented: Presented, document: &str) -> Response {
        let mut data = Data::default();
        attach(&mut data, Snapshots::default());
        data.insert(call);
        data.insert(presented);
        let mut request = Request::new(document);
        request.data = data;
        self.schema.execute(request).await
    }

    pub async fn stranger(&self, document: &str) -> Response {
        self.ask(self.world.stranger(), Presented::default(), document).await
    }

    pub async fn with(&self, token: &str, document: &str) -> Response {
        let token = kernel::Token::parse(token).unwrap();
        let call = self.world.with(&token).await.unwrap();
        self.ask(call, Presented::default(), document).await
    }
}
