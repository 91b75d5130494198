//! What is offered within, by whom and to whom.

use feedback::{
    Change,
    opportunities::{
        Kind, State,
        note::{NoteError, note},
        offer::{Offer, OfferError, Offered, offer},
        update::{Update, UpdateError, update},
    },
    testing::visible_opportunities,
};
use kernel::{Answer, Code, IdempotencyKey, MemberKind, MembershipId, OpportunityId, Scope};

use crate::{interests::interest, on_both, people::administrator, world::World};

fn offered(world: &World) -> Offer {
    Offer {
        organization: world.home,
        kind: Kind::Project,
        title: "Lead".into(),
        description: String::new(),
        unit: None,
        starts_on: None,
        ends_on: None,
    }
}

async fn tried(
    world: &World,
    by: MembershipId,
    input: Offer,
) -> Answer<Result<Offered, Vec<OfferError>>> {
    offer(&world.call(by), &world.desk(by), input, None).await
}

pub async fn made(world: &World, by: MembershipId) -> OpportunityId {
    match tried(world, by, offered(world)).await.unwrap().unwrap() {
        Offered::Now(row) => row.id,
        Offered::Before(id) => panic!("offered before: {id}"),
    }
}

fn kept(opportunity: OpportunityId, version: i64) -> Update {
    Update {
        opportunity,
        version,
        title: None,
        description: None,
        unit: Change::Keep,
        starts_on: Change::Keep,
        ends_on: Change::Keep,
        state: None,
    }
}

on_both! {
    async fn who_leads_or_administers_offers(world: World) {
        let mut world = world;
        let boss = world.hire_with(|it| it.unit = None).await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let only = Scope::Only(std::sync::Arc::new([ada].into()));
        let administrator_of_some = world.hire_with(administrator(only)).await;
        let external = world.hire_with(|it| {
            administrator(Scope::Everybody)(it);
            it.kind = MemberKind::Collaborator;
        }).await;
        let outsider = world.outsider().await;
        for (by, told) in [
            (boss, None),
            (administrator_of_some, None),
            (ada, Some(Code::Forbidden)),
            (external, Some(Code::Forbidden)),
            (outsider, Some(Code::NotFound)),
        ] {
            let made = tried(&world, by, offered(&world)).await;
            assert_eq!(made.err().map(|fault| fault.code), told, "{by}");
        }
        let day = chrono::NaiveDate::from_ymd_opt;
        let wrong = Offer {
            title: String::new(),
            starts_on: day(2027, 2, 1),
            ends_on: day(2027, 1, 1),
            unit: Some(kernel::UnitId(world.clock.id())),
            ..offered(&world)
        };
        let told = tried(&world, boss, wrong).await.unwrap().unwrap_err();
        assert_eq!(told, [OfferError::TitleInvalid, OfferError::OfferPeriodInvalid, OfferError::NoSuchUnit]);
        let (call, desk) = (world.call(boss), world.desk(boss));
        let key = || Some(IdempotencyKey::try_new("k".into()).unwrap());
        let unit = Offer { unit: Some(world.unit), ..offered(&world) };
        let (a, b) = tokio::join!(
            offer(&call, &desk, unit.clone(), key()),
            offer(&call, &desk, unit.clone(), key())
        );
        let both = [a.unwrap().unwrap(), b.unwrap().unwrap()];
        assert_eq!(both.iter().filter(|it| matches!(it, Offered::Now(_))).count(), 1);
        assert_eq!(world.count("opportunity").await, 3);
        assert_eq!(world.count("audit_entry where outcome = 'done'").await, 3);
        assert_eq!(world.count("audit_entry where outcome = 'refused'").await, 2);
        world.writable = false;
        let refused = tried(&world, boss, offered(&world)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
    }
}

on_both! {
    async fn the_offering_side_changes_it(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let only = |member| Scope::Only(std::sync::Arc::new([member].into()));
        let over = world.hire_with(administrator(only(boss))).await;
        let elsewhere = world.hire_with(administrator(only(ada))).await;
        let external = world.hire_with(|it| it.kind = MemberKind::Client).await;
        let id = made(&world, boss).await;
        for by in [ada, elsewhere] {
            let refused = update(&world.call(by), &world.desk(by), kept(id, 1)).await.unwrap_err();
            assert_eq!(refused.code, Code::Forbidden);
        }
        let told = update(&world.call(external), &world.desk(external), kept(id, 1)).await.unwrap();
        assert_eq!(told.unwrap_err(), [UpdateError::NoSuchOpportunity]);
        let change = || Update { title: Some("Guide".into()), ..kept(id, 1) };
        let (one, two) = ((world.call(boss), world.desk(boss)), (world.call(over), world.desk(over)));
        let (a, b) = tokio::join!(update(&one.0, &one.1, change()), update(&two.0, &two.1, change()));
        let both = [a.unwrap(), b.unwrap()];
        assert_eq!(both.iter().filter(|it| **it == Err(vec![UpdateError::Stale])).count(), 1);
        let closed = Update { state: Some(State::Closed), ..kept(id, 2) };
        let row = update(&one.0, &one.1, closed).await.unwrap().unwrap();
        assert_eq!((row.version, row.state, &*row.title), (3, State::Closed, "Guide"));
        let told = note(&world.call(ada), interest(id, false, false)).await.unwrap();
        assert_eq!(told.unwrap_err(), NoteError::OpportunityClosed);
        let wrong = Update { title: Some("a\nb".into()), ..kept(id, 3) };
        let told = update(&one.0, &one.1, wrong).await.unwrap().unwrap_err();
        assert_eq!(told, [UpdateError::TitleInvalid]);
    }
}

on_both! {
    async fn an_opportunity_is_for_who_is_not_external(world: World) {
        let mut world = world;
        let boss = world.hire().await;
        let ada = world.hire_with(|it| it.manager = Some(boss)).await;
        let Offered::Now(row) = tried(&world, boss, offered(&world)).await.unwrap().unwrap() else { panic!() };
        let mut readers = vec![(boss, true), (ada, true), (world.outsider().await, false)];
        for kind in [MemberKind::Client, MemberKind::Collaborator, MemberKind::Coach] {
            readers.push((world.hire_with(|it| it.kind = kind).await, false));
        }
        let external = world.hire_with(|it| {
            administrator(Scope::Everybody)(it);
            it.kind = MemberKind::Collaborator;
        }).await;
        readers.push((external, false));
        for (by, sees) in readers {
            let [a, b] = visible_opportunities(&world.db, &world.viewer(by), std::slice::from_ref(&row)).await.unwrap();
            assert_eq!(a, b, "{by}");
            assert_eq!(!a.is_empty(), sees, "{by}");
            let told = note(&world.call(by), interest(row.id, false, false)).await.unwrap().err();
            let own = (by == boss).then_some(NoteError::OwnOffer);
            let wanted = if sees { own } else { Some(NoteError::NoSuchOpportunity) };
            assert_eq!(told, wanted, "{by}");
        }
    }
}
