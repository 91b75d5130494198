//! Templates, their versions, and what is answered to their questions.

use feedback::{
    Kind, Mark,
    requests::{
        By, Question, Said, Wants,
        answer::{Respond, RespondError, Responded},
        ask::{Ask, AskError},
        templates::{
            create::{Create, CreateError, Created, create},
            retire::retire,
            revise::{Revise, ReviseError, Revised, revise},
        },
    },
    testing::invitations,
};
use kernel::{Code, CompetencyId, FeedbackTemplateId, IdempotencyKey, MembershipId, Scope};

use crate::{
    answers::{answered, praise},
    api::{Api, at, nodes, number, text},
    asking::{asked, external, made, tried},
    links::{link, shown},
    on_both,
    people::administrator,
    world::World,
};

fn questions(competency: CompetencyId) -> Vec<Question> {
    let question = |text: &str, wants| Question { text: text.into(), wants };
    vec![
        question("What went well?", Wants::Text),
        question("How well do they listen?", Wants::Mark(competency)),
        question("Again?", Wants::Choice(vec!["Gladly".into(), "Rather not".into()])),
    ]
}

async fn template(world: &World, by: MembershipId, competency: CompetencyId) -> FeedbackTemplateId {
    template_of(world, by, questions(competency)).await
}

pub async fn template_of(
    world: &World,
    by: MembershipId,
    questions: Vec<Question>,
) -> FeedbackTemplateId {
    let input = Create {
        organization: world.home,
        name: "After a project".into(),
        introduction: "Take your time.".into(),
        questions,
    };
    match create(&world.call(by), input, None).await.unwrap().unwrap() {
        Created::Now(row) => row.id,
        Created::Before(id) => id,
    }
}

fn revised(template: FeedbackTemplateId, competency: CompetencyId) -> Revise {
    Revise {
        template,
        name: "After a project".into(),
        introduction: String::new(),
        questions: questions(competency),
    }
}

on_both! {
    async fn administrators_of_everybody_make_and_change_them(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let ada = world.hire().await;
        let only = Scope::Only(std::sync::Arc::new([ada].into()));
        let of_some = world.hire_with(administrator(only)).await;
        let outsider = world.outsider().await;
        let competency = world.competency(world.home).await;
        let first = template(&world, admin, competency).await;
        let blank = || Create { organization: world.home, name: "N".into(), introduction: String::new(), questions: questions(competency) };
        for (by, code) in [(ada, Code::Forbidden), (of_some, Code::Forbidden), (outsider, Code::NotFound)] {
            assert_eq!(create(&world.call(by), blank(), None).await.unwrap_err().code, code);
        }
        for by in [ada, of_some] {
            assert_eq!(retire(&world.call(by), first).await.unwrap_err().code, Code::Forbidden);
            let refused = revise(&world.call(by), revised(first, competency), None).await.unwrap_err();
            assert_eq!(refused.code, Code::Forbidden);
        }
        let told = revise(&world.call(outsider), revised(first, competency), None).await.unwrap().unwrap_err();
        assert_eq!(told, [ReviseError::NoSuchTemplate]);
        let foreign = world.competency(world.away).await;
        for (input, told) in [
            (Create { name: " ".into(), ..blank() }, CreateError::NameInvalid),
            (Create { introduction: "ö".repeat(2_001), ..blank() }, CreateError::IntroductionTooLong),
            (Create { questions: vec![], ..blank() }, CreateError::QuestionsInvalid),
            (Create { questions: questions(foreign), ..blank() }, CreateError::NoSuchCompetency),
        ] {
            assert_eq!(create(&world.call(admin), input, None).await.unwrap().unwrap_err(), [told]);
        }
        assert_eq!(world.count("feedback_template").await, 1);
        assert_eq!(world.count("audit_entry where outcome = 'refused'").await, 6);
        world.writable = false;
        assert_eq!(create(&world.call(admin), blank(), None).await.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    /// What was asked with a version stays as it was asked.
    async fn a_change_is_another_version(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let competency = world.competency(world.home).await;
        let first = template(&world, admin, competency).await;
        let with = |template| Ask { template: Some(template), ..asked(ada, &[bob]) };
        made(&world, ada, with(first)).await;
        let call = world.call(admin);
        let change = |key: &str| revise(&call, revised(first, competency), Some(IdempotencyKey::try_new(key.into()).unwrap()));
        let (a, b) = tokio::join!(change("a"), change("b"));
        let both = [a.unwrap(), b.unwrap()];
        assert_eq!(both.iter().filter(|it| it.is_ok()).count(), 1, "{both:?}");
        assert!(both.iter().any(|it| it.as_ref().err() == Some(&vec![ReviseError::TemplateRetired])));
        let kept = if both[0].is_ok() { "a" } else { "b" };
        assert!(matches!(change(kept).await.unwrap().unwrap(), Revised::Before(_)));
        assert_eq!(world.count("feedback_template").await, 2);
        assert_eq!(world.count("feedback_template where retired_at is null and version = 2").await, 1);
        let told = tried(&world, ada, with(first)).await.unwrap().unwrap_err();
        assert_eq!(told, [AskError::NoSuchTemplate]);
        let query = format!(
            "{{ organization(id: \"{}\") {{ feedbackTemplates {{ totalCount nodes {{ id version introduction }} }} \
             feedbackRequests {{ nodes {{ template {{ id version retired introduction questions {{ text kind choices competency {{ id }} }} }} }} }} }} }}",
            world.home
        );
        let told = Api::over(&world).told(ada, &query).await;
        assert_eq!(number(&told, "organization.feedbackTemplates.totalCount"), 1);
        assert_eq!(number(&told, "organization.feedbackTemplates.nodes.0.version"), 2);
        let asked = "organization.feedbackRequests.nodes.0.template";
        assert_eq!(number(&told, &format!("{asked}.version")), 1);
        assert_eq!(text(&told, &format!("{asked}.introduction")), "Take your time.");
        assert_eq!(text(&told, &format!("{asked}.questions.2.choices.1")), "Rather not");
        assert_eq!(text(&told, &format!("{asked}.questions.1.competency.id")), competency.to_string());
        let newest: FeedbackTemplateId = nodes(&told, "organization.feedbackTemplates.nodes")[0].parse().unwrap();
        for _ in 0..2 {
            assert!(retire(&call, newest).await.unwrap().unwrap().retired_at.is_some());
        }
        assert_eq!(world.count("audit_entry where action = 'retireFeedbackTemplate'").await, 1);
    }
}

on_both! {
    async fn questions_are_answered_in_their_form(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let competency = world.competency(world.home).await;
        let first = template(&world, admin, competency).await;
        made(&world, ada, Ask { template: Some(first), ..asked(ada, &[bob]) }).await;
        let id = invitations(&world.db).await.unwrap()[0].id;
        let said = |question, text: Option<&str>, choice| Said { question, text: text.map(Into::into), choice };
        let input = |answers| Respond {
            kind: Kind::Evaluation,
            marks: vec![Mark { competency, mark: 4 }],
            answers,
            ..praise(By::Invitation(id))
        };
        for wrong in [vec![said(1, Some("4"), None)], vec![said(2, None, Some(2))], vec![said(3, Some("?"), None)]] {
            let told = answered(&world, bob, input(wrong), None).await.unwrap().unwrap_err();
            assert_eq!(told, [RespondError::AnswersInvalid]);
        }
        let right = input(vec![said(0, Some("All of it."), None), said(2, None, Some(0))]);
        let Responded::Now(written, _) = answered(&world, bob, right, None).await.unwrap().unwrap() else { panic!() };
        let id = written.row.feedback.id;
        let query = format!("{{ feedback(id: \"{id}\") {{ marks {{ mark competency {{ id }} }} answers {{ question text choice }} }} }}");
        let told = Api::over(&world).told(ada, &query).await;
        assert_eq!(number(&told, "feedback.marks.0.mark"), 4);
        assert_eq!(text(&told, "feedback.answers.0.question"), "What went well?");
        assert_eq!(text(&told, "feedback.answers.0.text"), "All of it.");
        assert_eq!(at(&told, "feedback.answers.0.choice").to_string(), "null");
        assert_eq!(text(&told, "feedback.answers.1.choice"), "Gladly");
    }
}

on_both! {
    async fn no_marks_are_asked_for_what_was_archived_since(world: World) {
        let mut world = world;
        let ada = world.hire().await;
        let (kept, gone) = (world.competency(world.home).await, world.competency(world.home).await);
        let competencies = vec![kept, gone];
        made(&world, ada, Ask { externals: vec![external("eva@example.org")], competencies, ..asked(ada, &[]) }).await;
        let (link, _) = link(&world).await;
        world.run("update competency set archived = true where id = $1", [gone.0.into()]).await;
        let form = shown(&world, &link).await.unwrap();
        assert_eq!(form.competencies.iter().map(|it| it.id).collect::<Vec<_>>(), [kept]);
    }
}
