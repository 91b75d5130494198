//! Candidates who want no mails of an organisation.

use feedback::{
    requests::{
        ask::Ask,
        refuse::{address_token, is_refused, refusal_token, refuse},
    },
    testing::invitations,
};
use kernel::Scope;

use crate::{
    asking::{asked, external, made},
    candidates::{link, taken_in},
    on_both,
    people::administrator,
};

on_both! {
    async fn who_wants_no_mails_of_an_organisation_is_asked_for_no_consent(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let ada = world.hire().await;
        let externals = vec![external("Cleo@canary.example")];
        made(&world, ada, Ask { externals, ..asked(ada, &[]) }).await;
        let before = taken_in(&world, admin, ada).await;
        assert!(link(&world, before).await.is_some());
        let first = invitations(&world.db).await.unwrap().pop().unwrap().id;
        let today = world.clock.now().date_naive();
        let token = refusal_token(&world.secret, world.home, first, today);
        assert!(refuse(&world.stranger(), &token).await.unwrap());
        assert!(link(&world, before).await.is_none());
    }
}

on_both! {
    /// By the address itself: whoever is mailed to may be no one who is asked for feedback.
    async fn who_was_mailed_to_refuses_from_within_the_mail(world: World) {
        let mut world = world;
        let admin = world.hire_with(administrator(Scope::Everybody)).await;
        let id = taken_in(&world, admin, admin).await;
        let sql = "select address from candidate";
        let to: String = world.rows(sql, []).await[0].try_get("", "address").unwrap();
        let refused = async |of| is_refused(&world.db, &world.secret, of, &to).await.unwrap();
        assert!(link(&world, id).await.is_some() && !refused(world.home).await);
        let today = world.clock.now().date_naive();
        let late = address_token(&world.secret, world.home, &to, today - chrono::Days::new(61));
        assert!(!refuse(&world.stranger(), &late).await.unwrap());
        let token = address_token(&world.secret, world.home, &to, today);
        for _ in 0..2 {
            assert!(refuse(&world.stranger(), &token).await.unwrap());
        }
        assert!(link(&world, id).await.is_none());
        assert!(refused(world.home).await && !refused(world.away).await);
        assert_eq!(world.count("audit_entry where action = 'refuseFeedbackMails'").await, 1);
    }
}
