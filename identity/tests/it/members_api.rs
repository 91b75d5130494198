//! Membership, invitations and grants as callers meet them.

use async_graphql::{
    Data, EmptySubscription, ID, MergedObject, Object, Request, Response, Schema, SimpleObject,
    Union, Value, value,
};
use identity::{
    CoachGrantFields, InvitationFields, InvitationQuery, MembershipFields, MembershipMutation,
    Presented, Snapshots, account::Accounts, attach,
};
use kernel::{
    AlgorithmId, AssessmentResultId, Call, CampaignId, CampaignInvitationId, CandidateId,
    CoachGrantId, CompetencyId, FeedbackId, FeedbackInvitationId, FeedbackRequestId,
    FeedbackTemplateId, GoalId, Graph, GroupId, InstrumentId, InterestId, InvitationId, MeetingId,
    MembershipId, NotificationId, OpportunityId, OrganizationId, PolicyVersionId, Ref, ReplyId,
    SessionId, SponsorshipId, Stitch, UnitId, UserId,
};

use crate::{
    company::{Company, Somebody},
    graphql::{at, others, text},
    on_both,
};

others! {
    User(UserId),
    Organization(OrganizationId),
    Unit(UnitId),
    Group(GroupId),
    Session(SessionId),
    PolicyVersion(PolicyVersionId),
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

macro_rules! ours {
    ($($noun:ident($id:ident) = $fields:ident),* $(,)?) => {
        $(
            #[derive(MergedObject)]
            struct $noun($fields);

            impl From<$id> for $noun {
                fn from(id: $id) -> Self {
                    Self($fields(id))
                }
            }
        )*
    };
}

ours! {
    Membership(MembershipId) = MembershipFields,
    Invitation(InvitationId) = InvitationFields,
    CoachGrant(CoachGrantId) = CoachGrantFields,
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
    async fn membership(&self, id: ID) -> Ref<MembershipId> {
        Ref(id.parse().unwrap())
    }

    async fn types(&self) -> Option<Vec<Types>> {
        None
    }
}

/// Registers the types.
#[derive(Union)]
enum Types {
    User(User),
    Organization(Organization),
    Unit(Unit),
    Group(Group),
    Session(Session),
    PolicyVersion(PolicyVersion),
    Membership(Membership),
    Invitation(Invitation),
    CoachGrant(CoachGrant),
}

#[derive(MergedObject, Default)]
struct Query(Root, InvitationQuery);

struct Api {
    company: Company,
    schema: Schema<Query, MembershipMutation, EmptySubscription>,
}

impl Api {
    fn over(company: Company) -> Self {
        let accounts = Accounts { hasher: company.world.hasher.clone(), secure: true };
        let mutations = MembershipMutation::default();
        let schema = Schema::build(Query::default(), mutations, EmptySubscription)
            .data(Stitch::with::<Assembled>())
            .data(accounts)
            .finish();
        Self { company, schema }
    }

    async fn ask(&self, (call, snapshots): (Call, Snapshots), document: &str) -> Response {
        let mut data = Data::default();
        attach(&mut data, snapshots);
        data.insert(call);
        data.insert(Presented::default());
        let mut request = Request::new(document);
        request.data = data;
        self.schema.execute(request).await
    }

    async fn by(&self, who: &Somebody, document: &str) -> Response {
        self.ask(self.company.asks(who).await, document).await
    }

    async fn stranger(&self, document: &str) -> Response {
        self.ask((self.company.world.stranger(), Snapshots::default()), document).await
    }
}

fn code(response: &Response) -> String {
    let extensions = response.errors[0].extensions.as_ref().unwrap();
    extensions.get("code").unwrap().to_string()
}

on_both! {
    /// Also what an earlier mutation of the same document had read.
    async fn a_payload_shows_what_was_changed(world: World) {
        let api = Api::over(Company::over(world).await);
        let Company { chief, clerk, .. } = &api.company;
        let change = |name: &str, title: &str, phone: &str| format!(
            r#"{name}: updateMembership(input: {{ membership: "{}", jobTitle: "{title}",
                 workPhone: "{phone}" }}) {{ membership {{ jobTitle workPhone version }}
                 errors {{ code }} }}"#, clerk.member
        );
        let both = format!("mutation {{ {} {} }}", change("a", "One", "1"), change("b", "Two", "2"));
        let done = api.by(chief, &both).await;
        assert_eq!(done.data, value!({
            "a": { "membership": { "jobTitle": "One", "workPhone": "1", "version": 2 }, "errors": [] },
            "b": { "membership": { "jobTitle": "Two", "workPhone": "2", "version": 3 }, "errors": [] },
        }), "{done:?}");
        let refused = api.by(clerk, &both).await;
        assert_eq!(code(&refused), "\"FORBIDDEN\"");
        let again = api.stranger(&both).await;
        assert_eq!(code(&again), "\"UNAUTHENTICATED\"");
    }
}

on_both! {
    async fn an_invitation_is_sent_offered_and_taken(world: World) {
        let api = Api::over(Company::over(world).await);
        let Company { chief, clerk, stranger, id, world, .. } = &api.company;
        let sent = api.by(chief, &format!(
            r#"mutation {{ inviteMember(input: {{ organization: "{id}", kind: GUEST,
                 name: {{ given: "Grace", family: "Hopper" }}, address: "grace@example.org" }})
               {{ invitation {{ id state address membership {{ id state displayName
                 invitation {{ state }} }} }} errors {{ code }} }} }}"#
        )).await;
        let invitation = at(&sent.data, "inviteMember.invitation");
        assert_eq!(at(invitation, "state"), &Value::Enum(async_graphql::Name::new("PENDING")), "{sent:?}");
        assert_eq!(text(&sent, "inviteMember.invitation.membership.displayName"), "Grace Hopper");
        assert_eq!(text(&sent, "inviteMember.invitation.membership.invitation.state"), "PENDING");
        let member = text(&sent, "inviteMember.invitation.membership.id");
        let hidden = api.by(clerk, &format!(
            r#"{{ membership(id: "{member}") {{ invitation {{ address }} }} }}"#
        )).await;
        assert_eq!(hidden.data, value!({ "membership": { "invitation": null } }));
        assert_eq!(code(&hidden), "\"FORBIDDEN\"");
        let token = world.mails().await.pop().unwrap().token.unwrap().reveal();
        let offer = format!(r#"{{ invitationOffer(token: "{token}") {{ organizationName kind invitedBy }} }}"#);
        let offered = api.stranger(&offer).await;
        assert_eq!(offered.data, value!({ "invitationOffer": {
            "organizationName": "ACME", "kind": "GUEST", "invitedBy": "A Chief",
        } }));
        let accept = format!(
            r#"mutation {{ acceptInvitation(input: {{ token: "{token}" }}) {{ membershipId tokens {{ accessToken }} errors {{ code }} }} }}"#
        );
        assert_eq!(code(&api.stranger(&accept).await), "\"UNAUTHENTICATED\"");
        let joined = api.by(stranger, &accept).await;
        assert_eq!(text(&joined, "acceptInvitation.membershipId"), member);
        let again = api.by(stranger, &accept).await;
        assert_eq!(text(&again, "acceptInvitation.errors.0.code"), "LINK_INVALID");
        assert_eq!(api.stranger(&offer).await.data, value!({ "invitationOffer": null }));
    }
}

on_both! {
    async fn a_grant_is_shown_and_gone_for_the_coach(world: World) {
        let api = Api::over(Company::over(world).await);
        let Company { chief, clerk, coach, .. } = &api.company;
        let given = api.by(chief, &format!(
            r#"mutation {{ grantCoach(input: {{ coach: "{}", client: "{}", kinds: [GOALS, FEEDBACK] }})
               {{ grant {{ id state kinds coach {{ displayName }} client {{ displayName }} }}
                 errors {{ code }} }} }}"#, coach.member, clerk.member
        )).await;
        assert_eq!(text(&given, "grantCoach.grant.state"), "RUNNING", "{given:?}");
        assert_eq!(text(&given, "grantCoach.grant.kinds.0"), "FEEDBACK");
        assert_eq!(text(&given, "grantCoach.grant.client.displayName"), "A Clerk");
        let grant = text(&given, "grantCoach.grant.id");
        let mine = format!(r#"{{ membership(id: "{}") {{ coachGrants {{ id state }} }} }}"#, clerk.member);
        let shown = api.by(clerk, &mine).await;
        assert_eq!(text(&shown, "membership.coachGrants.0.id"), grant);
        let let_go = format!(
            r#"mutation {{ revokeCoachGrant(input: {{ grant: "{grant}" }}) {{ grant {{ id }} errors {{ code }} }} }}"#
        );
        let gone = api.by(coach, &let_go).await;
        assert_eq!(gone.data, value!({ "revokeCoachGrant": { "grant": null, "errors": [] } }));
        assert!(gone.errors.is_empty(), "{gone:?}");
        let shown = api.by(clerk, &mine).await;
        assert_eq!(shown.data, value!({ "membership": { "coachGrants": [] } }));
    }
}
