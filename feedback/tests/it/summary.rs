//! What is told of a member's feedback in figures, and to whom.

use feedback::{Kind, Visibility, testing::Seed};
use kernel::{DataKind, FeedbackId, MembershipId, Scope};

use crate::{
    api::{Api, at, number},
    on_both,
    people::{administrator, coach_of},
    world::World,
};

async fn give(world: &World, from: MembershipId, to: MembershipId, kind: Kind) {
    give_to_be_read(world, from, to, kind, Visibility::Recipient).await;
}

async fn give_to_be_read(
    world: &World,
    from: MembershipId,
    to: MembershipId,
    kind: Kind,
    visibility: Visibility,
) {
    let id = FeedbackId(world.clock.id());
    let seed = Seed::praise(world.home, id, from, vec![(to, None)]);
    world.seed(&Seed { kind, visibility, ..seed }).await;
}

on_both! {
    async fn figures_are_the_member_s_the_coach_s_and_in_groups_the_administrator_s(world: World) {
        let mut world = world;
        let bob = world.hire().await;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let coach = world.hire_with(coach_of(bob, DataKind::FeedbackSummary)).await;
        let goals = world.hire_with(coach_of(bob, DataKind::Goals)).await;
        let manager = world.hire().await;
        world.person(bob).manager = Some(manager);
        let mut authors = vec![];
        for _ in 0..5 {
            authors.push(world.hire().await);
        }
        for author in &authors[..4] {
            give(&world, *author, bob, Kind::Praise).await;
        }
        let ask = format!("{{ members(ids: [\"{bob}\"]) {{ feedbackSummary {{ praise suggestion evaluation }} }} }}");
        let marks = format!("{{ members(ids: [\"{bob}\"]) {{ feedbackSummary {{ marks {{ mean count competency {{ id }} }} }} }} }}");
        let path = "members.0.feedbackSummary";
        {
            let api = Api::over(&world);
            for member in [bob, coach] {
                assert_eq!(number(&api.told(member, &ask).await, &format!("{path}.praise")), 4);
            }
            for member in [goals, manager, authors[0]] {
                assert_eq!(api.refused(member, &ask).await, "FORBIDDEN");
            }
            // Four members stand behind it: nothing, and no word why.
            assert_eq!(at(&api.told(boss, &ask).await, path), &async_graphql::Value::Null);
        }
        give(&world, authors[4], bob, Kind::Praise).await;
        let api = Api::over(&world);
        assert_eq!(number(&api.told(boss, &ask).await, &format!("{path}.praise")), 5);
        assert_eq!(api.refused(boss, &marks).await, "FORBIDDEN");
        // A figure that rests on one author is told to no administrator, whatever else there is.
        give(&world, authors[0], bob, Kind::Suggestion).await;
        assert_eq!(at(&api.told(boss, &ask).await, path), &async_graphql::Value::Null);
        assert_eq!(number(&api.told(coach, &ask).await, &format!("{path}.suggestion")), 1);
    }
}

on_both! {
    /// Whoever reads five of six has the sixth alone by subtraction.
    async fn what_is_left_of_a_figure_tells_of_nobody(world: World) {
        let mut world = world;
        let (bob, cleo) = (world.hire().await, world.hire().await);
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let mut authors = vec![];
        for _ in 0..5 {
            authors.push(world.hire().await);
        }
        for author in &authors {
            let all = Visibility::Organization;
            give_to_be_read(&world, *author, bob, Kind::Praise, all).await;
        }
        let ask = format!("{{ members(ids: [\"{bob}\"]) {{ feedbackSummary {{ praise }} }} }}");
        let path = "members.0.feedbackSummary";
        let api = Api::over(&world);
        assert_eq!(number(&api.told(boss, &ask).await, &format!("{path}.praise")), 5);
        // What the administrator wrote or received is no secret to them.
        give(&world, boss, bob, Kind::Praise).await;
        assert_eq!(number(&api.told(boss, &ask).await, &format!("{path}.praise")), 6);
        for author in [&[cleo], &authors[..3]].into_iter().flatten() {
            give(&world, *author, bob, Kind::Praise).await;
            assert_eq!(at(&api.told(boss, &ask).await, path), &async_graphql::Value::Null);
        }
        give(&world, authors[3], bob, Kind::Praise).await;
        assert_eq!(number(&api.told(boss, &ask).await, &format!("{path}.praise")), 11);
    }
}

on_both! {
    async fn means_leave_out_what_was_withdrawn(world: World) {
        let mut world = world;
        let (ada, bob) = (world.hire().await, world.hire().await);
        let competency = world.competency(world.home).await;
        for (mark, withdrawn) in [(5, false), (2, false), (1, true), (1, false)] {
            let id = FeedbackId(world.clock.id());
            let seed = Seed {
                kind: Kind::Evaluation,
                marks: vec![(competency, mark)],
                withdrawn_at: withdrawn.then(|| world.clock.now()),
                ..Seed::praise(world.home, id, ada, vec![(bob, None), (ada, None)])
            };
            world.seed(&seed).await;
        }
        let ask = format!("{{ members(ids: [\"{bob}\"]) {{ feedbackSummary {{ evaluation marks {{ mean count competency {{ id }} }} }} }} }}");
        let told = Api::over(&world).told(bob, &ask).await;
        assert_eq!(number(&told, "members.0.feedbackSummary.evaluation"), 3);
        assert_eq!(number(&told, "members.0.feedbackSummary.marks.0.count"), 3);
        assert_eq!(at(&told, "members.0.feedbackSummary.marks.0.mean").to_string(), "2.67");
    }
}

on_both! {
    /// What nobody stands behind would make a figure of five authors tell how much it is.
    async fn an_administrator_s_figures_leave_out_what_is_anonymous(world: World) {
        let mut world = world;
        let bob = world.hire().await;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        for _ in 0..5 {
            let author = world.hire().await;
            give(&world, author, bob, Kind::Praise).await;
        }
        for visibility in [Visibility::Recipient, Visibility::Organization] {
            let id = FeedbackId(world.clock.id());
            let seed = Seed::praise(world.home, id, bob, vec![(bob, None)]);
            world.seed(&Seed { author: None, visibility, ..seed }).await;
        }
        let ask = format!("{{ members(ids: [\"{bob}\"]) {{ feedbackSummary {{ praise }} }} }}");
        let path = "members.0.feedbackSummary.praise";
        let api = Api::over(&world);
        assert_eq!(number(&api.told(bob, &ask).await, path), 7);
        assert_eq!(number(&api.told(boss, &ask).await, path), 5);
    }
}
