//! Candidates: who takes them in, their consent, who writes about them and who reads it.

use chrono::Days;
use feedback::{
    Kind, Mark, Visibility,
    candidates::{
        Standing,
        evaluate::{self, Evaluate, EvaluateError, evaluate},
        form::{ConsentError, Form, consent, form},
        letter::candidate_letter_unchecked,
        register::{Register, RegisterError, Registered, register},
    },
    requests::{
        By,
        answer::Responded,
        ask::{About, Ask, AskError},
    },
    testing::{invitations, visible_candidates},
};
use kernel::{
    CandidateId, Code, EmailAddress, FeedbackInvitationId, IdempotencyKey, MembershipId, Scope,
    Token,
};

use crate::{
    answers::{answered, praise},
    api::{Api, at, number, text},
    asking::{asked, made, tried},
    on_both,
    people::administrator,
    world::World,
};

fn only(member: MembershipId) -> Scope {
    Scope::Only(std::sync::Arc::new([member].into()))
}

fn cleo(world: &World, responsible: MembershipId) -> Register {
    Register {
        organization: world.home,
        name: "Cleo Canary".into(),
        address: EmailAddress::try_new("cleo@canary.example").unwrap(),
        language: kernel::Locale::try_new("de"),
        role: "Canary of the night shift".into(),
        responsible,
        expires_on: world.clock.now().date_naive() + Days::new(90),
    }
}

pub async fn taken_in(world: &World, by: MembershipId, responsible: MembershipId) -> CandidateId {
    let input = cleo(world, responsible);
    match register(&world.call(by), &world.desk(by), input, None).await.unwrap().unwrap() {
        Registered::Now(row) => row.id,
        Registered::Before(id) => panic!("taken in before: {id}"),
    }
}

/// What their link carries.
pub async fn link(world: &World, id: CandidateId) -> Option<String> {
    let letter =
        candidate_letter_unchecked(&world.db, &world.secret, &world.clock, world.home, id).await;
    letter.unwrap().map(|letter| letter.token.reveal())
}

pub async fn shown(world: &World, link: &str) -> Option<Form> {
    form(&world.stranger(), &world.step(), link).await.unwrap()
}

pub async fn consented(world: &World, link: &str, version: &str) -> Result<Form, ConsentError> {
    consent(&world.stranger(), &world.step(), link, version).await.unwrap()
}

/// Taken in by an administrator of everybody, for somebody who is responsible, and consenting.
pub async fn consenting(world: &mut World) -> (MembershipId, MembershipId, CandidateId, String) {
    let admin = world.hire_with(administrator(Scope::Everybody)).await;
    let ada = world.hire().await;
    let id = taken_in(world, admin, ada).await;
    let link = link(world, id).await.unwrap();
    consented(world, &link, "8").await.unwrap();
    (admin, ada, id, link)
}

pub fn about(id: CandidateId, from: MembershipId, members: &[MembershipId]) -> Ask {
    let (about, visibility) = (About::Candidate(id), Visibility::Recipient);
    Ask { about, visibility, message: "Canary, how?".into(), ..asked(from, members) }
}

pub fn opinion(candidate: CandidateId, text: &str) -> Evaluate {
    Evaluate { candidate, kind: Kind::Praise, text: text.into(), marks: vec![] }
}

pub async fn said(
    world: &World,
    by: MembershipId,
    input: Evaluate,
) -> Result<(), Vec<EvaluateError>> {
    evaluate(&world.call(by), input).await.unwrap().map(drop)
}

pub async fn invited(world: &World, member: MembershipId) -> FeedbackInvitationId {
    let all = invitations(&world.db).await.unwrap();
    all.iter().rfind(|it| it.member_id == Some(member)).unwrap().id
}

on_both! {
    async fn administrators_take_in_whom_somebody_in_scope_is_responsible_for(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(only(ada))).await;
        let outsider = world.outsider().await;
        taken_in(&world, admin, ada).await;
        assert_eq!(world.count("outbox where topic = 'candidate.asked'").await, 1);
        for (by, code) in [(ada, Code::Forbidden), (outsider, Code::NotFound)] {
            let told = register(&world.call(by), &world.desk(by), cleo(&world, ada), None).await;
            assert_eq!(told.unwrap_err().code, code);
        }
        let refused = "audit_entry where action = 'registerCandidate' and outcome = 'refused'";
        assert_eq!(world.count(refused).await, 1);
        let today = world.clock.now().date_naive();
        for (input, told) in [
            (cleo(&world, bob), RegisterError::NoSuchMember),
            (cleo(&world, outsider), RegisterError::NoSuchMember),
            (Register { name: " ".into(), ..cleo(&world, ada) }, RegisterError::NameInvalid),
            (Register { role: "a\nb".into(), ..cleo(&world, ada) }, RegisterError::RoleInvalid),
            (Register { expires_on: today, ..cleo(&world, ada) }, RegisterError::ExpiryInvalid),
        ] {
            let error = register(&world.call(admin), &world.desk(admin), input, None).await;
            assert_eq!(error.unwrap().unwrap_err(), [told]);
        }
        let key = || Some(IdempotencyKey::try_new("k".into()).unwrap());
        let (call, desk) = (world.call(admin), world.desk(admin));
        let (a, b) = tokio::join!(
            register(&call, &desk, cleo(&world, ada), key()),
            register(&call, &desk, cleo(&world, ada), key())
        );
        assert!(a.unwrap().is_ok() && b.unwrap().is_ok());
        assert_eq!(world.count("candidate").await, 2);
        world.writable = false;
        let told = register(&world.call(admin), &world.desk(admin), cleo(&world, ada), None).await;
        assert_eq!(told.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    /// By a link of which the database has the hash alone, and to the notice of now.
    async fn r28_nothing_is_written_about_them_before_they_consent(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let id = taken_in(&world, admin, ada).await;
        let link = link(&world, id).await.unwrap();
        let row = world.rows("select link_hash from candidate", []).await;
        let hash: Vec<u8> = row[0].try_get("", "link_hash").unwrap();
        assert_eq!(hash, Token::parse(&link).unwrap().hash());
        let wanting = Err(vec![EvaluateError::NotConsented]);
        assert_eq!(said(&world, ada, opinion(id, "Good.")).await, wanting);
        let told = tried(&world, ada, about(id, ada, &[bob])).await.unwrap().unwrap_err();
        assert_eq!(told, [AskError::NotConsented]);
        let shown = shown(&world, &link).await.unwrap();
        assert_eq!((shown.standing, &*shown.name), (Standing::Asked, "Cleo Canary"));
        assert_eq!(shown.responsible, Some(format!("Name of {ada}")));
        assert_eq!(shown.notice.text, "Candidate's notice of The house in de.");
        for wrong in ["", "x", &"A".repeat(43)] {
            assert!(crate::candidates::shown(&world, wrong).await.is_none());
            assert_eq!(consented(&world, wrong, "8").await.unwrap_err(), ConsentError::NoSuchLink);
        }
        assert_eq!(consented(&world, &link, "7").await.unwrap_err(), ConsentError::NoticeChanged);
        assert_eq!(consented(&world, &link, "8").await.unwrap().standing, Standing::Consented);
        assert_eq!(consented(&world, &link, "8").await.unwrap().standing, Standing::Consented);
        let entry = "audit_entry where action = 'giveCandidateConsent' and actor_id is null";
        assert_eq!(world.count(entry).await, 1);
        assert_eq!(world.count("candidate where notice_version = '8'").await, 1);
        assert_eq!(said(&world, ada, opinion(id, "Good.")).await, Ok(()));
        // No mail is due any more, and the link still opens what it opened.
        assert!(crate::candidates::link(&world, id).await.is_none());
        assert!(crate::candidates::shown(&world, &link).await.is_some());
    }
}

on_both! {
    /// In the database and in hand; and what is written is for fewer.
    async fn they_exist_for_who_is_responsible_and_who_is_asked(world: World) {
        let mut world = world;
        let (admin, ada, id, _) = consenting(&mut world).await;
        let (bob, peer) = (world.hire().await, world.hire().await);
        let over_ada = world.hire_with(administrator(only(ada))).await;
        let over_bob = world.hire_with(administrator(only(bob))).await;
        let coach = world.hire_with(crate::people::coach_of(ada, kernel::DataKind::Feedback)).await;
        let outsider = world.outsider().await;
        for by in [bob, over_bob, outsider] {
            let told = tried(&world, by, about(id, by, &[peer])).await.unwrap().unwrap_err();
            assert_eq!(told, [AskError::NoSuchCandidate]);
        }
        let wide = Ask { visibility: Visibility::Organization, ..about(id, ada, &[bob]) };
        let told = tried(&world, ada, wide).await.unwrap().unwrap_err();
        assert_eq!(told, [AskError::TooWide]);
        made(&world, ada, about(id, ada, &[bob])).await;
        let by = By::Invitation(invited(&world, bob).await);
        let told = answered(&world, bob, praise(by), None).await.unwrap().unwrap();
        assert!(matches!(told, Responded::Evaluated(_)));
        assert_eq!((world.count("feedback").await, world.count("candidate_evaluation").await), (0, 1));
        let row = feedback_rows(&world).await.remove(0);
        let rows = [(row, vec![bob])];
        let api = Api::over(&world);
        let query = format!("{{ organization(id: \"{}\") {{ candidates {{ totalCount nodes {{ id name address evaluations {{ totalCount nodes {{ text author {{ id }} }} }} myEvaluation {{ text }} }} }} }} }}", world.home);
        for (reader, exists, reads) in [
            (admin, true, true), (ada, true, true), (over_ada, true, true), (bob, true, false),
            (over_bob, false, false), (peer, false, false), (coach, false, false), (outsider, false, false),
        ] {
            let [a, b] = visible_candidates(&world.db, &world.viewer(reader), &rows).await.unwrap();
            assert_eq!((!a.is_empty(), !b.is_empty()), (exists, exists), "{reader}");
            if reader == outsider {
                continue;
            }
            let told = api.ask(reader, &query).await;
            let list = at(&told.data, "organization.candidates").clone();
            assert_eq!(number(&list, "totalCount"), i64::from(exists), "{reader}");
            if !exists {
                continue;
            }
            assert_eq!(text(&list, "nodes.0.name"), "Cleo Canary");
            let codes = told.errors.len();
            assert_eq!(codes, if reads { 0 } else { 2 }, "{reader}: {:?}", told.errors);
            if reads {
                assert_eq!(text(&list, "nodes.0.evaluations.nodes.0.text"), "You listen.");
                assert_eq!(text(&list, "nodes.0.evaluations.nodes.0.author.id"), bob.to_string());
                assert_eq!(text(&list, "nodes.0.address"), "cleo@canary.example");
            } else {
                assert_eq!(at(&list, "nodes.0.evaluations").to_string(), "null");
                assert_eq!(text(&list, "nodes.0.myEvaluation.text"), "You listen.");
            }
        }
    }
}

async fn feedback_rows(world: &World) -> Vec<feedback::testing::Candidate> {
    feedback::testing::candidates(&world.db).await.unwrap()
}

on_both! {
    async fn one_writes_once_until_anew_and_takes_it_back(world: World) {
        let mut world = world;
        let (admin, ada, id, _) = consenting(&mut world).await;
        let stranger = world.hire().await;
        let nobody = Err(vec![EvaluateError::NoSuchCandidate]);
        assert_eq!(said(&world, stranger, opinion(id, "Hm.")).await, nobody);
        let competency = world.competency(world.home).await;
        let marks = vec![Mark { competency, mark: 4 }];
        let marked = Evaluate { kind: Kind::Evaluation, marks: marks.clone(), ..opinion(id, "Calm.") };
        said(&world, ada, marked).await.unwrap();
        said(&world, admin, opinion(id, "Loud.")).await.unwrap();
        said(&world, ada, opinion(id, "Calmer.")).await.unwrap();
        assert_eq!(world.count("candidate_evaluation").await, 2);
        assert_eq!(world.count("candidate_evaluation where text = 'Calmer.' and marks = '[]'").await, 1);
        let foreign = vec![Mark { competency: world.competency(world.away).await, mark: 4 }];
        for (input, told) in [
            (opinion(id, " "), EvaluateError::Empty),
            (Evaluate { kind: Kind::Evaluation, ..opinion(id, "Calm.") }, EvaluateError::MarksMissing),
            (Evaluate { marks, ..opinion(id, "Calm.") }, EvaluateError::MarksNotWanted),
            (Evaluate { kind: Kind::Evaluation, marks: foreign, ..opinion(id, "Calm.") }, EvaluateError::NoSuchCompetency),
        ] {
            assert_eq!(said(&world, ada, input).await, Err(vec![told]));
        }
        world.writable = false;
        let told = evaluate(&world.call(ada), opinion(id, "Late.")).await;
        assert_eq!(told.unwrap_err().code, Code::Forbidden);
        assert_eq!(evaluate::withdraw(&world.call(ada), id).await.unwrap(), Ok(()));
        let told = evaluate::withdraw(&world.call(ada), id).await.unwrap();
        assert_eq!(told, Err(evaluate::WithdrawError::NothingOfYours));
        assert_eq!(world.count("candidate_evaluation").await, 1);
    }
}
