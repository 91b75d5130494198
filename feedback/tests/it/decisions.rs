//! Who decides on what should not stand so, and what is told of it afterwards.

use chrono::TimeDelta;
use feedback::{
    Visibility,
    talk::{
        Subject,
        flag::{flag_feedback, flag_reply},
        resolve::{Decision, ResolveError, resolve},
    },
};
use kernel::Scope;

use crate::{
    api::{Api, at},
    moderation::why,
    on_both,
    people::administrator,
    talk::{given, said},
    world::World,
};

on_both! {
    /// As long as somebody else could: whoever received it, or whose text it is about, decides
    /// nothing about it.
    async fn nobody_decides_on_what_was_written_to_them(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let about = given(&world, Visibility::Organization, author, &[(admin, None)]).await.id;
        let id = said(&world, ada, about, "Ha!").await;
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        flag_reply(&world.call(author), id, why()).await.unwrap().unwrap();
        let other = world.hire_with(administrator(Scope::Everybody)).await;
        let decide = async |world: &World, by, on| {
            resolve(&world.call(by), &world.desk(by), on, Decision::Hide).await.unwrap()
        };
        for on in [Subject::Reply(id), Subject::Feedback(about)] {
            assert_eq!(decide(&world, admin, on).await, Err(ResolveError::OwnCase));
        }
        world.person(other).active = false;
        for on in [Subject::Reply(id), Subject::Feedback(about)] {
            assert_eq!(decide(&world, admin, on).await, Ok(()), "there is nobody else");
        }
    }
}

on_both! {
    /// What its author said instead is read once it is put back; what was hidden is not.
    async fn what_stood_while_it_was_hidden_is_told_to_its_author_alone(world: World) {
        let mut world = world;
        let (author, ada) = (world.hire().await, world.hire().await);
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let row = given(&world, Visibility::Recipient, author, &[(ada, None)]).await;
        let about = row.id;
        let decide = async |world: &World, decision| {
            let on = Subject::Feedback(about);
            resolve(&world.call(admin), &world.desk(admin), on, decision).await.unwrap().unwrap();
        };
        let say = async |world: &World, version: i64, text: &str| {
            let read = &world.rows("select edited_at from feedback", []).await[0];
            let edited_at = read.try_get("", "edited_at").unwrap();
            let (feedback, text) = (about, text.to_owned());
            let input = feedback::Edit { feedback, version, edited_at, text, marks: None };
            feedback::edit(&world.call(author), input).await.unwrap().unwrap();
        };
        world.later(TimeDelta::hours(1));
        say(&world, 1, "Fair.").await;
        flag_feedback(&world.call(ada), about, why()).await.unwrap().unwrap();
        world.later(TimeDelta::hours(1));
        say(&world, 2, "Foul.").await;
        decide(&world, Decision::Hide).await;
        world.later(TimeDelta::hours(1));
        say(&world, 3, "Better.").await;
        decide(&world, Decision::Dismiss).await;
        let api = Api::over(&world);
        let query = format!("{{ feedback(id: \"{about}\") {{ text versions {{ text }} }} }}");
        let versions = async |by| at(&api.told(by, &query).await, "feedback.versions").to_string();
        let told = versions(ada).await;
        assert!(!told.contains("Foul.") && told.contains("Fair.") && told.contains("Thank you."), "{told}");
        assert!(versions(author).await.contains("Foul."));
    }
}
