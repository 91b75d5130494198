//! Among how many somebody writes without a name.

use chrono::{Datelike, TimeDelta};
use feedback::anonymous::{self, Update, give::GiveError, read::State, update::UpdateError};
use kernel::{Code, Holder, Scope};

use crate::{on_both, people::administrator, unnamed::suggestion};

on_both! {
    async fn it_waits_for_as_many_as_could_have_written_it(world: World) {
        let mut world = world;
        let (outside, drew) = (world.hire().await, world.hire().await);
        let mut mine = world.draw(drew).await.tickets;
        let crowd = world.crowd(3).await;
        world.write(&crowd[0].1, &[outside], "Four have drawn.").await;
        world.write(&mine.pop().unwrap(), &[drew], "To who drew.").await;
        world.write(&crowd[1].1, &[outside, drew], "To both.").await;
        let next = async |delivered| {
            world.later(TimeDelta::days(1));
            assert_eq!(world.deliver().await, Some(delivered));
        };
        next(0).await;
        let fifth = world.crowd(1).await;
        // Five have drawn; to one of them only four others could have written.
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.count("feedback where text = 'Four have drawn.'").await, 1);
        // Who no longer takes part is no part of the crowd.
        world.crowd(1).await;
        world.person(fifth[0].0).active = false;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(0));
        world.person(fifth[0].0).active = true;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(2));
    }
}

on_both! {
    async fn a_crowd_that_was_promised_may_only_grow(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let boss = world.hire_with(administrator(Scope::Everybody)).await;
        let crowd = world.crowd(4).await;
        world.write(&crowd[0].1, &[to], "Promised five.").await;
        let set = async |version, crowd| {
            let (organization, crowd) = (world.home, Some(crowd));
            let input = Update { organization, version, monthly_tickets: Some(3), crowd, delivery_hour: None };
            anonymous::update(&world.call(boss), &world.desk(boss), input).await.unwrap()
        };
        assert_eq!(set(0, 2).await.unwrap_err(), [UpdateError::CrowdOutOfRange]);
        assert_eq!(set(0, 4).await.unwrap().version, 1);
        assert_eq!(set(0, 3).await.unwrap_err(), [UpdateError::Stale]);
        world.write(&crowd[1].1, &[to], "Promised four.").await;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1));
        assert_eq!(world.count("feedback where text = 'Promised four.'").await, 1);
        assert_eq!(set(1, 6).await.unwrap().version, 2);
        let newcomers = world.crowd(1).await;
        assert_eq!(world.draw(to).await.tickets.len(), 3, "as it was set");
        world.write(&newcomers[0].1, &[boss], "Promised six.").await;
        world.later(TimeDelta::days(1));
        assert_eq!(world.deliver().await, Some(1), "to the boss six could have written, to the other five");
        let member = crowd[0].0;
        let input = Update { organization: world.home, version: 2, monthly_tickets: None, crowd: None, delivery_hour: None };
        let refused = anonymous::update(&world.call(member), &world.desk(member), input).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    }
}

on_both! {
    /// A month later others draw, who could not have written it.
    async fn a_month_that_ended_with_too_few_delivers_nothing(world: World) {
        let mut world = world;
        let to = world.hire().await;
        let outsider = world.outsider().await;
        let crowd = world.crowd(4).await;
        let code = world.write(&crowd[0].1, &[to], "Too early.").await.code;
        let month = world.clock.now().month();
        while world.clock.now().month() == month {
            world.later(TimeDelta::days(1));
        }
        world.crowd(9).await;
        assert_eq!(world.deliver().await, Some(0));
        assert_eq!(world.look(Holder::Code(code.clone())).await.unwrap().state, State::Waiting);
        let over = world.try_write(&crowd[1].1, suggestion(&[to], "Too late.")).await.unwrap();
        assert_eq!(over.unwrap_err(), [GiveError::TicketOver]);
        let asked = world.try_write(&crowd[1].1, suggestion(&[outsider], "Are you here?")).await;
        assert_eq!(asked.unwrap().unwrap_err(), [GiveError::TicketOver], "nor who is here");
        world.later(TimeDelta::days(31));
        assert_eq!(world.deliver().await, Some(0));
        let standing = world.look(Holder::Code(code)).await.unwrap();
        assert_eq!((standing.state, standing.content), (State::TooFew, None));
        assert_eq!(world.count("anonymous_waiting").await, 0);
        assert_eq!(world.count("feedback").await, 0);
    }
}

on_both! {
    async fn who_drew_is_forgotten_when_nothing_of_the_month_can_be_delivered(world: World) {
        let mut world = world;
        world.crowd(3).await;
        let sweep = async || anonymous::sweep(&world.db, &world.clock).await.unwrap();
        world.later(TimeDelta::days(31));
        assert_eq!(sweep().await, 0, "what was written last month may still wait");
        assert_eq!(world.count("ticket_drawing").await, 3);
        world.later(TimeDelta::days(31));
        assert_eq!(sweep().await, 3);
        assert_eq!(world.count("ticket_drawing").await, 0);
    }
}
