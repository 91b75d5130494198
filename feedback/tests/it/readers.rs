//! Who reads what: every visibility for every kind of reader, by statement and by row.

use feedback::{
    Visibility,
    testing::{Seed, visible_ids},
};
use kernel::{DataKind, FeedbackId, MemberKind, MembershipId, Role, Roles, Scope};

use crate::{
    on_both,
    people::{administrator, coach_of},
    world::World,
};

const ALL: [Visibility; 4] =
    [Visibility::Recipient, Visibility::Manager, Visibility::Team, Visibility::Organization];

/// Somebody, and which of the four visibilities they read.
struct Reader {
    name: &'static str,
    member: MembershipId,
    reads: [bool; 4],
}

/// Everybody who may stand to one piece of feedback, and the two whom it is between.
struct Cast {
    author: MembershipId,
    recipient: MembershipId,
    manager: MembershipId,
    readers: Vec<Reader>,
}

const NOBODY: [bool; 4] = [false; 4];
const EVERYBODY: [bool; 4] = [true; 4];
const LEADER: [bool; 4] = [false, true, true, true];
const TEAM: [bool; 4] = [false, false, true, true];
const HOUSE: [bool; 4] = [false, false, false, true];

#[expect(clippy::too_many_lines, reason = "a table is read line by line")]
async fn cast(world: &mut World) -> Cast {
    let (unit, other) = (Some(world.unit), Some(world.other_unit));
    let manager = world.hire_with(|it| it.unit = other).await;
    let recipient = world
        .hire_with(|it| {
            it.unit = unit;
            it.manager = Some(manager);
        })
        .await;
    let author = world.hire_with(|it| it.unit = other).await;
    let stranger = world.hire().await;
    let external = |kind| move |it: &mut crate::people::Person| it.kind = kind;
    let role = |role| move |it: &mut crate::people::Person| it.roles = Roles::default().with(role);
    let only = |member| Scope::Only(std::sync::Arc::new([member].into()));
    let readers = vec![
        ("author", author, EVERYBODY),
        ("recipient", recipient, EVERYBODY),
        ("manager then and now", manager, LEADER),
        ("manager only now", world.hire().await, HOUSE),
        ("peer in the unit", world.hire_with(|it| it.unit = unit).await, TEAM),
        ("colleague elsewhere", world.hire_with(|it| it.unit = other).await, HOUSE),
        (
            "external in the unit",
            world
                .hire_with(|it| {
                    it.unit = unit;
                    it.kind = MemberKind::Collaborator;
                })
                .await,
            TEAM,
        ),
        ("external", world.hire_with(external(MemberKind::Client)).await, NOBODY),
        (
            "external, leads them, did then",
            world.hire_with(external(MemberKind::Collaborator)).await,
            LEADER,
        ),
        ("administrator", world.hire_with(administrator(Scope::Everybody)).await, HOUSE),
        ("administrator in scope", world.hire_with(administrator(only(recipient))).await, HOUSE),
        (
            "external administrator in scope",
            world
                .hire_with(|it| {
                    administrator(only(recipient))(it);
                    it.kind = MemberKind::Collaborator;
                })
                .await,
            HOUSE,
        ),
        (
            "external administrator of others",
            world
                .hire_with(|it| {
                    administrator(only(stranger))(it);
                    it.kind = MemberKind::Collaborator;
                })
                .await,
            NOBODY,
        ),
        (
            "external administrator of everybody",
            world
                .hire_with(|it| {
                    administrator(Scope::Everybody)(it);
                    it.kind = MemberKind::Collaborator;
                })
                .await,
            HOUSE,
        ),
        ("IT administrator", world.hire_with(role(Role::ItAdministrator)).await, HOUSE),
        (
            "external IT administrator",
            world
                .hire_with(|it| {
                    it.roles = Roles::default().with(Role::ItAdministrator);
                    it.kind = MemberKind::Collaborator;
                })
                .await,
            NOBODY,
        ),
        ("compliance manager", world.hire_with(role(Role::ComplianceManager)).await, HOUSE),
        (
            "coach of the recipient",
            world.hire_with(coach_of(recipient, DataKind::Feedback)).await,
            EVERYBODY,
        ),
        (
            "coach of the author",
            world.hire_with(coach_of(author, DataKind::Feedback)).await,
            EVERYBODY,
        ),
        (
            "coach with the summary",
            world.hire_with(coach_of(recipient, DataKind::FeedbackSummary)).await,
            NOBODY,
        ),
        ("coach with goals", world.hire_with(coach_of(recipient, DataKind::Goals)).await, NOBODY),
        ("coach of another", world.hire_with(coach_of(stranger, DataKind::Feedback)).await, NOBODY),
        ("outsider", world.outsider().await, NOBODY),
    ];
    let readers =
        readers.into_iter().map(|(name, member, reads)| Reader { name, member, reads }).collect();
    Cast { author, recipient, manager, readers }
}

async fn seeds(
    world: &World,
    cast: &Cast,
    to: &[(MembershipId, Option<MembershipId>)],
) -> Vec<Seed> {
    let mut seeds = vec![];
    for visibility in ALL {
        let id = FeedbackId(world.clock.id());
        let seed = Seed { visibility, ..Seed::praise(world.home, id, cast.author, to.to_vec()) };
        world.seed(&seed).await;
        seeds.push(seed);
    }
    seeds
}

/// By statement and by row: which of these the reader reads.
async fn read(world: &World, reader: MembershipId, seeds: &[Seed]) -> Vec<bool> {
    let viewer = world.viewer(reader);
    let ids = seeds.iter().map(|seed| seed.id).collect();
    let found = visible_ids(&world.db, &viewer, ids).await.unwrap();
    let by_statement: Vec<_> = seeds.iter().map(|seed| found.contains(&seed.id)).collect();
    let by_row: Vec<_> = seeds.iter().map(|seed| seed.is_visible(&viewer)).collect();
    assert_eq!(by_statement, by_row, "the two renderings of the rule differ");
    by_statement
}

on_both! {
    async fn each_visibility_has_its_readers(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        let lead = cast.readers.iter().find(|it| it.name.starts_with("external, leads")).unwrap();
        let lead = lead.member;
        // Both led the recipient when it was given; a second recipient changes nothing.
        for led in [cast.manager, lead] {
            world.person(cast.recipient).manager = Some(led);
            let second = world.hire().await;
            let to = vec![(cast.recipient, Some(led))];
            let both = vec![(cast.recipient, Some(led)), (second, None)];
            for to in [to, both] {
                let seeds = seeds(&world, &cast, &to).await;
                for reader in &cast.readers {
                    let mut reads = reader.reads;
                    if reader.member == cast.manager && led != cast.manager {
                        reads = HOUSE;
                    }
                    if reader.member == lead && led != lead {
                        reads = NOBODY;
                    }
                    assert_eq!(read(&world, reader.member, &seeds).await, reads, "{}", reader.name);
                }
            }
        }
    }
}

on_both! {
    async fn what_was_withdrawn_is_the_author_s_alone(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        for visibility in ALL {
            let id = FeedbackId(world.clock.id());
            let to = vec![(cast.recipient, Some(cast.manager))];
            let seed = Seed {
                visibility,
                withdrawn_at: Some(world.clock.now()),
                ..Seed::praise(world.home, id, cast.author, to)
            };
            world.seed(&seed).await;
            for reader in &cast.readers {
                let reads = read(&world, reader.member, std::slice::from_ref(&seed)).await;
                assert_eq!(reads, [reader.member == cast.author], "{}", reader.name);
            }
        }
    }
}

on_both! {
    async fn a_manager_reads_only_of_whom_they_led_then_and_lead_now(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        let (manager, recipient) = (cast.manager, cast.recipient);
        let another = world.hire().await;
        let then = vec![(recipient, Some(manager))];
        // Whoever led one recipient then and leads another now led and leads nobody of these.
        let crossed = vec![(recipient, Some(another)), (another, Some(manager))];
        let seeds_then = seeds(&world, &cast, &then).await;
        let seeds_crossed = seeds(&world, &cast, &crossed).await;
        let before = seeds(&world, &cast, &[(recipient, None)]).await;
        assert_eq!(read(&world, manager, &seeds_then).await, LEADER);
        assert_eq!(read(&world, manager, &seeds_crossed).await, HOUSE);
        assert_eq!(read(&world, manager, &before).await, HOUSE);
        world.person(recipient).manager = Some(another);
        assert_eq!(read(&world, manager, &seeds_then).await, HOUSE);
        assert_eq!(read(&world, another, &seeds_then).await, HOUSE);
    }
}

on_both! {
    async fn a_team_is_the_unit_of_now(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        let (unit, other) = (world.unit, world.other_unit);
        let seeds = seeds(&world, &cast, &[(cast.recipient, None)]).await;
        let old = world.hire_with(|it| it.unit = Some(unit)).await;
        let new = world.hire_with(|it| it.unit = Some(other)).await;
        assert_eq!(read(&world, old, &seeds).await, TEAM);
        assert_eq!(read(&world, new, &seeds).await, HOUSE);
        world.person(cast.recipient).unit = Some(other);
        assert_eq!(read(&world, old, &seeds).await, HOUSE);
        assert_eq!(read(&world, new, &seeds).await, TEAM);
        world.person(cast.recipient).present = false;
        assert_eq!(read(&world, new, &seeds).await, HOUSE);
    }
}

on_both! {
    async fn what_an_erased_author_gave_stays_with_those_who_received_it(world: World) {
        let mut world = world;
        let cast = cast(&mut world).await;
        let seed = Seed {
            author: None,
            ..Seed::praise(
                world.home,
                FeedbackId(world.clock.id()),
                cast.author,
                vec![(cast.recipient, None)],
            )
        };
        world.seed(&seed).await;
        let seeds = [seed];
        assert_eq!(read(&world, cast.recipient, &seeds).await, [true]);
        assert_eq!(read(&world, cast.author, &seeds).await, [false]);
    }
}
