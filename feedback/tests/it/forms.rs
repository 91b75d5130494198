//! What somebody from outside is shown behind a link.

use feedback::{
    requests::{By, Question, Wants, ask::Ask},
    testing::invitations,
};
use kernel::Scope;

use crate::{
    answers::praise,
    api::{Api, at},
    asking::{asked, external, made},
    links::{answered, link, one},
    on_both,
    people::administrator,
    templates::template_of,
};

on_both! {
    /// Which notice was read stands in the invitation from when it was shown: who asks for none
    /// was shown none.
    async fn the_notice_that_was_shown_is_kept(world: World) {
        let mut world = world;
        let (_, link, _) = one(&mut world).await;
        let kept = async || invitations(&world.db).await.unwrap().remove(0).notice_version;
        let api = Api::over(&world);
        api.ask_as_stranger(&format!("{{ feedbackForm(link: \"{link}\") {{ state }} }}")).await;
        assert_eq!(kept().await, None);
        let query = format!("{{ feedbackForm(link: \"{link}\") {{ privacyNotice {{ text }} }} }}");
        api.ask_as_stranger(&query).await;
        assert_eq!(kept().await.as_deref(), Some("7"));
        world.run("update feedback_invitation set notice_version = '6'", []).await;
        answered(&world, praise(By::Link(link.clone()))).await.unwrap().unwrap();
        assert_eq!(kept().await.as_deref(), Some("6"), "which they read, and not which there is now");
        api.ask_as_stranger(&query).await;
        assert_eq!(kept().await.as_deref(), Some("6"), "it is settled");
    }
}

on_both! {
    async fn a_question_for_a_mark_that_nobody_can_give_is_not_asked(world: World) {
        let mut world = world;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let (kept, archived) =
            (world.competency(world.home).await, world.competency(world.home).await);
        let mark = |competency| Question {
            text: "How well?".into(),
            wants: Wants::Mark(competency),
        };
        let text = Question {
            text: "What else?".into(),
            wants: Wants::Text,
        };
        let questions = vec![mark(archived), mark(kept), text];
        let template = template_of(&world, boss, questions).await;
        let ada = world.hire().await;
        let externals = vec![external("eva@example.org")];
        made(&world, ada, Ask { externals, template: Some(template), ..asked(ada, &[]) }).await;
        let (link, _) = link(&world).await;
        let api = Api::over(&world);
        let query = format!("{{ feedbackForm(link: \"{link}\") {{ questions {{ position }} }} }}");
        let places = async || {
            let told = api.ask_as_stranger(&query).await;
            at(&told.data, "feedbackForm.questions").to_string()
        };
        assert_eq!(places().await, "[{position: 0}, {position: 1}, {position: 2}]");
        let sql = "update competency set archived = $1 where id = $2";
        world.run(sql, [true.into(), archived.0.into()]).await;
        assert_eq!(places().await, "[{position: 1}, {position: 2}]");
    }
}
