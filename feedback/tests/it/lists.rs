//! Pages, forwards and backwards, under every filter; what they count, and what they refuse.

use chrono::TimeDelta;
use feedback::{Kind, Visibility, testing::Seed};
use kernel::{CompetencyId, FeedbackId, MembershipId};

use crate::{
    api::{Api, at, nodes, number, text},
    on_both,
    world::World,
};

pub struct Fixture {
    pub ada: MembershipId,
    pub bob: MembershipId,
    pub eve: MembershipId,
    pub competency: CompetencyId,
    pub seeds: Vec<Seed>,
}

/// 30 pieces, a minute apart, of all kinds, among three; some are not Eve's to read.
pub async fn fixture(world: &mut World) -> Fixture {
    let (ada, bob, eve) = (world.hire().await, world.hire().await, world.hire().await);
    let competency = world.competency(world.home).await;
    let mut seeds = vec![];
    for n in 0..30_usize {
        world.later(TimeDelta::minutes(1));
        let (from, to) = [(ada, bob), (bob, ada), (ada, eve)][n % 3];
        let recipients = if n % 5 == 0 {
            vec![(to, None), (other(&[ada, bob, eve], &[from, to]), None)]
        } else {
            vec![(to, None)]
        };
        let kind = [Kind::Praise, Kind::Suggestion, Kind::Evaluation, Kind::Evaluation][n % 4];
        let seed = Seed {
            kind,
            visibility: [Visibility::Organization, Visibility::Recipient][n % 2],
            marks: if kind == Kind::Evaluation && n % 8 < 4 {
                vec![(competency, 3)]
            } else {
                vec![]
            },
            withdrawn_at: (n % 7 == 6).then(|| world.clock.now()),
            ..Seed::praise(world.home, FeedbackId(world.clock.id()), from, recipients)
        };
        world.seed(&seed).await;
        seeds.push(seed);
    }
    seeds.reverse();
    Fixture { ada, bob, eve, competency, seeds }
}

fn other(all: &[MembershipId], but: &[MembershipId]) -> MembershipId {
    *all.iter().find(|it| !but.contains(it)).unwrap()
}

type Takes<'a> = Box<dyn Fn(&Seed) -> bool + 'a>;

fn touches(seed: &Seed, member: MembershipId) -> bool {
    seed.author == Some(member) || seed.recipients.iter().any(|(to, _)| *to == member)
}

fn filters<'a>(world: &World, it: &'a Fixture) -> Vec<(String, Takes<'a>)> {
    let now = world.clock.now();
    let (from, until) = (now - TimeDelta::minutes(20), now - TimeDelta::minutes(8));
    let exact = it.seeds[4].created_at;
    vec![
        (String::new(), Box::new(|_| true)),
        ("kinds: [PRAISE]".into(), Box::new(|seed| seed.kind == Kind::Praise)),
        (
            "kinds: [SUGGESTION, EVALUATION, SUGGESTION]".into(),
            Box::new(|seed| seed.kind != Kind::Praise),
        ),
        ("kinds: []".into(), Box::new(|_| false)),
        (
            format!("from: \"{}\", until: \"{}\"", from.to_rfc3339(), until.to_rfc3339()),
            Box::new(move |seed| from <= seed.created_at && seed.created_at < until),
        ),
        (
            format!("from: \"{}\"", exact.to_rfc3339()),
            Box::new(move |seed| exact <= seed.created_at),
        ),
        ("from: \"9999-12-31T23:59:59.999999999Z\"".into(), Box::new(|_| false)),
        ("from: \"0000-01-01T00:00:00Z\"".into(), Box::new(|_| true)),
        (format!("competency: \"{}\"", it.competency), Box::new(|seed| !seed.marks.is_empty())),
        (format!("person: \"{}\"", it.bob), Box::new(|seed| touches(seed, it.bob))),
        (
            format!(
                "person: \"{}\", kinds: [EVALUATION], competency: \"{}\"",
                it.ada, it.competency
            ),
            Box::new(|seed| touches(seed, it.ada) && !seed.marks.is_empty()),
        ),
        (format!("person: \"{}\"", MembershipId(world.clock.id())), Box::new(|_| false)),
    ]
}

/// All pages of a list, `size` at a time, from either end.
async fn walk(
    api: &Api<'_>,
    member: MembershipId,
    list: &str,
    path: &str,
    size: usize,
    back: bool,
) -> Vec<String> {
    let (first, after, more, end) = if back {
        ("last", "before", "hasPreviousPage", "startCursor")
    } else {
        ("first", "after", "hasNextPage", "endCursor")
    };
    let (mut found, mut cursor) = (vec![], String::new());
    loop {
        let page = format!("{first}: {size}{cursor}");
        let told = api.told(member, &list.replace("PAGE", &page)).await;
        let mut ids = nodes(&told, &format!("{path}.nodes"));
        let info = at(&told, &format!("{path}.pageInfo")).clone();
        if back {
            ids.extend(found);
            found = ids;
        } else {
            found.extend(ids);
        }
        if at(&info, more) == &async_graphql::Value::Boolean(false) {
            let total = number(&told, &format!("{path}.totalCount"));
            assert_eq!(usize::try_from(total).unwrap(), found.len(), "{list}");
            return found;
        }
        cursor = format!(", {after}: \"{}\"", text(&info, end));
    }
}

pub const FIELDS: &str =
    "totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

on_both! {
    async fn pages_are_the_rows_under_any_filter_from_either_end(world: World) {
        let mut world = world;
        let it = fixture(&mut world).await;
        let api = Api::over(&world);
        for (filter, takes) in filters(&world, &it) {
            let list = format!(
                "{{ organization(id: \"{}\") {{ feed(filter: {{ {filter} }}, PAGE) {{ {FIELDS} }} }} }}", world.home
            );
            for viewer in [it.ada, it.eve] {
                let asker = world.viewer(viewer);
                let rows: Vec<_> = it.seeds.iter()
                    .filter(|seed| takes(seed) && seed.is_visible(&asker))
                    .map(|seed| seed.id.to_string())
                    .collect();
                for (size, back) in [(4, false), (7, true), (100, false), (100, true)] {
                    assert_eq!(walk(&api, viewer, &list, "organization.feed", size, back).await, rows, "{filter} {size} {back}");
                }
            }
        }
    }
}

on_both! {
    async fn what_each_of_many_received_and_gave_is_one_statement(world: World) {
        let mut world = world;
        let it = fixture(&mut world).await;
        let api = Api::over(&world);
        let members = [it.ada, it.bob, it.eve];
        let ids = members.map(|id| format!("\"{id}\"")).join(", ");
        for viewer in members {
            let asker = world.viewer(viewer);
            for (filter, takes) in filters(&world, &it) {
                let ask = format!(
                    "{{ members(ids: [{ids}]) {{ \
                     received: feedbackReceived(first: 3, filter: {{ {filter} }}) {{ totalCount nodes {{ id recipients {{ id }} }} pageInfo {{ hasNextPage }} }} \
                     given: feedbackGiven(last: 2, filter: {{ {filter} }}) {{ totalCount nodes {{ id }} pageInfo {{ hasPreviousPage }} }} }} }}"
                );
                let before = world.db.statements();
                let told = api.told(viewer, &ask).await;
                assert_eq!(world.db.statements() - before, 4, "two pages, two totals");
                for (n, member) in members.iter().enumerate() {
                    let theirs = |of: &dyn Fn(&Seed) -> bool| -> Vec<String> {
                        it.seeds.iter()
                            .filter(|seed| of(seed) && takes(seed) && seed.is_visible(&asker))
                            .map(|seed| seed.id.to_string())
                            .collect()
                    };
                    let received = theirs(&|seed| seed.recipients.iter().any(|(to, _)| to == member));
                    let given = theirs(&|seed| seed.author == Some(*member));
                    let path = |rest: &str| format!("members.{n}.{rest}");
                    assert_eq!(nodes(&told, &path("received.nodes")), received[..received.len().min(3)], "{filter}");
                    assert_eq!(nodes(&told, &path("given.nodes")), given[given.len().saturating_sub(2)..], "{filter}");
                    assert_eq!(number(&told, &path("received.totalCount")), i64::try_from(received.len()).unwrap());
                    assert_eq!(number(&told, &path("given.totalCount")), i64::try_from(given.len()).unwrap());
                    assert_eq!(at(&told, &path("received.pageInfo.hasNextPage")), &(received.len() > 3).into());
                }
            }
        }
    }
}
