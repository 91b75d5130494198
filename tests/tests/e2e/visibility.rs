//! Who reads feedback, by who gave it and to whom: the table `tests/exposure/visibility.txt`;
//! and that every way to it leads to the same rows.

use std::collections::{BTreeMap, BTreeSet};

use feedback::{Visibility, testing::Seed};
use kernel::{FeedbackId, MembershipId, OrganizationId};
use serde_json::{Value, json};
use tests::{Persona, World, data, group, member, on_both, organization, people, unit};
use uuid::Uuid;

use crate::exposure::table::{self, compare};

const VISIBILITIES: [(Visibility, char); 4] = [
    (Visibility::Recipient, 'r'),
    (Visibility::Manager, 'm'),
    (Visibility::Team, 't'),
    (Visibility::Organization, 'o'),
];

/// To whom something is given.
enum To {
    One(Persona),
    Mentors,
    InsideSales,
}

impl To {
    fn name(&self) -> &'static str {
        match self {
            Self::One(persona) => persona.name(),
            Self::Mentors => "(group)",
            Self::InsideSales => "(unit)",
        }
    }

    fn people(&self) -> Vec<Persona> {
        match self {
            Self::One(persona) => vec![*persona],
            Self::Mentors => vec![Persona::Member, Persona::Manager],
            Self::InsideSales => vec![Persona::Member, Persona::Peer],
        }
    }
}

/// The members in the order in which they are kept, each with their manager of today.
fn recipients(home: &str, people: &[Persona]) -> Vec<(MembershipId, Option<MembershipId>)> {
    let books = if home == "acme" { people::acme() } else { people::praxis() };
    let manager = |id| books.members.iter().find(|it| it.id == id).and_then(|it| it.manager);
    let ids = people.iter().map(|persona| member(home, *persona));
    ids.map(|id| (id, manager(id))).collect()
}

/// An id of UUIDv7's form that says nothing else.
fn id(n: u128) -> FeedbackId {
    FeedbackId(Uuid::from_u128(0x0190_1000_0000_7000_8000_0000_0000_0000 | n))
}

/// Those of the ids that `who` finds by them.
async fn by_id(world: &World, who: Persona, ids: &[FeedbackId]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for ids in ids.chunks(100) {
        let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        let answer = world.ask_with(who, query, json!({ "ids": ids })).await;
        found.extend(named(&answer["data"]["nodes"]));
    }
    found
}

fn named(nodes: &Value) -> impl Iterator<Item = String> + '_ {
    nodes.as_array().into_iter().flatten().filter_map(|it| it["id"].as_str().map(str::to_owned))
}

async fn written(world: &World, seeds: &[Seed]) {
    for seed in seeds {
        world.db.write_all(seed.writes(&world.db)).await.unwrap();
    }
}

on_both! {
    async fn the_table_of_givers_recipients_and_readers(world: &World) {
        use Persona::{
            Administrator, Client, Coach, ColleagueElsewhere, Manager, Member, OtherClient,
            OtherCoach, Peer,
        };
        let acme = [
            (Peer, To::One(Member)),
            (Member, To::One(Peer)),
            (Manager, To::One(Member)),
            (Member, To::One(Manager)),
            (ColleagueElsewhere, To::One(Member)),
            (Member, To::One(ColleagueElsewhere)),
            (Administrator, To::One(Member)),
            (Coach, To::One(Member)),
            (Member, To::One(Coach)),
            (OtherCoach, To::One(Peer)),
            (ColleagueElsewhere, To::Mentors),
            (ColleagueElsewhere, To::InsideSales),
        ];
        let praxis = [(Coach, To::One(Client)), (Client, To::One(Coach)), (OtherClient, To::One(Coach))];
        let all = acme.iter().map(|it| ("acme", it)).chain(praxis.iter().map(|it| ("praxis", it)));
        let mut columns: Vec<Vec<(String, String)>> = Persona::ALL.iter().map(|_| vec![]).collect();
        for (line, (home, (giver, to))) in all.enumerate() {
            let ids = VISIBILITIES.map(|(_, letter)| id((line as u128) << 8 | letter as u128));
            let seeds = VISIBILITIES.iter().zip(ids).map(|((visibility, _), id)| Seed {
                visibility: *visibility,
                group: matches!(to, To::Mentors).then(|| group("Mentors")),
                unit: matches!(to, To::InsideSales).then(|| unit("inside")),
                ..Seed::praise(organization(home), id, member(home, *giver), recipients(home, &to.people()))
            });
            written(world, &seeds.collect::<Vec<_>>()).await;
            for (persona, column) in Persona::ALL.into_iter().zip(&mut columns) {
                let found = by_id(world, persona, &ids).await;
                let cell = VISIBILITIES.iter().zip(ids).map(|((_, letter), id)| {
                    if found.contains(&id.to_string()) { *letter } else { '-' }
                });
                let title = format!("{home} {} > {}", giver.name(), to.name());
                column.push((title, cell.collect()));
            }
        }
        let title = "Feedback by giver and recipient: r(ecipient only), m(anager), t(eam), o(rganization)";
        if let Err(difference) = compare("visibility.txt", &table::section(title, &columns)) {
            panic!("{difference}");
        }
    }
}

/// Numbers that are the same in each run and look like chance.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

fn random(dice: &mut Dice, home: &str, n: u128) -> Seed {
    let books = if home == "acme" { people::acme() } else { people::praxis() };
    let ids: Vec<_> = books.members.iter().map(|it| it.id).collect();
    let author = dice.one(&ids);
    let mut to: BTreeMap<MembershipId, Option<MembershipId>> = BTreeMap::new();
    for _ in 0..=dice.below(3) {
        // Who led them then may be somebody else today.
        let manager = (dice.below(3) > 0).then(|| dice.one(&ids));
        to.insert(dice.one(&ids), manager);
    }
    to.remove(&author);
    if to.is_empty() {
        let other = ids.iter().copied().find(|it| *it != author).unwrap();
        to.insert(other, None);
    }
    let home: OrganizationId = organization(home);
    let mut seed = Seed::praise(home, id(1 << 16 | n), author, to.into_iter().collect());
    seed.visibility = VISIBILITIES[dice.below(4)].0;
    seed.withdrawn_at = (dice.below(8) == 0).then_some(seed.created_at);
    if dice.below(10) == 0 {
        seed.author = None;
    }
    seed
}

/// All that a list holds, page by page.
async fn listed(world: &World, who: Persona, list: &str, of: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut after = Value::Null;
    loop {
        let query = format!(
            "query($of: ID!, $after: String) {{ node(id: $of) {{ {list} {{
                nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }} }} }}"
        );
        let answer = world.ask_with(who, &query, json!({ "of": of, "after": after })).await;
        let Some(page) = answer["data"]["node"]["list"].as_object() else { return found };
        found.extend(named(&page["nodes"]));
        if page["pageInfo"]["hasNextPage"] != json!(true) {
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// All that has a word which each of them has.
async fn searched(world: &World, who: Persona, home: &str) -> BTreeSet<String> {
    let (mut found, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let query = "query($of: ID!, $after: String) { organization(id: $of) {
            search(text: \"thank\", kinds: [FEEDBACK], first: 50, after: $after) {
                nodes { feedback { id } } pageInfo { hasNextPage endCursor } } } }";
        let of = organization(home).to_string();
        let answer = world.ask_with(who, query, json!({ "of": of, "after": after })).await;
        let page = &answer["data"]["organization"]["search"];
        let hits = page["nodes"].as_array().into_iter().flatten();
        found.extend(hits.map(|hit| hit["feedback"]["id"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] != json!(true) {
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

on_both! {
    /// Whatever somebody finds by its id they find in the feed, at its author and at the
    /// recipients they are told of, and by its words unless it was withdrawn; and nothing else
    /// there.
    async fn every_way_leads_to_the_same_rows(world: &World) {
        for seed in [1_u64, 20, 300] {
            let mut dice = Dice(seed);
            let homes = ["acme", "praxis"];
            let seeds: Vec<_> = (0..60_u128)
                .map(|n| random(&mut dice, homes[usize::from(n % 4 == 0)], u128::from(seed) << 8 | n))
                .collect();
            written(world, &seeds).await;
            let ids: Vec<_> = seeds.iter().map(|it| it.id).collect();
            let ours = |found: BTreeSet<String>| -> BTreeSet<String> {
                let new: BTreeSet<_> = ids.iter().map(ToString::to_string).collect();
                found.intersection(&new).cloned().collect()
            };
            for persona in Persona::people() {
                let seen = by_id(world, persona, &ids).await;
                let mut feed = BTreeSet::new();
                for home in homes {
                    let home = organization(home).to_string();
                    let list = "... on Organization { list: feed(first: 50, after: $after)";
                    feed.extend(ours(listed(world, persona, list, &home).await));
                }
                assert_eq!(feed, seen, "{persona:?}, seed {seed}: the feed");
                let mut words = BTreeSet::new();
                for home in homes {
                    words.extend(ours(searched(world, persona, home).await));
                }
                let gone = seeds.iter().filter(|it| it.withdrawn_at.is_some());
                let gone: BTreeSet<_> = gone.map(|it| it.id.to_string()).collect();
                let stands: BTreeSet<_> = seen.difference(&gone).cloned().collect();
                assert_eq!(words, stands, "{persona:?}, seed {seed}: by words");
                let mut ends: BTreeMap<(bool, String), BTreeSet<String>> = BTreeMap::new();
                for asked in seen.iter().collect::<Vec<_>>().chunks(20) {
                    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Feedback {
                        author { id } recipients(first: 10) { id } } } }";
                    let answer = world.ask_with(persona, query, json!({ "ids": asked })).await;
                    for row in data(&answer)["nodes"].as_array().unwrap() {
                        let row_id = row["id"].as_str().unwrap().to_owned();
                        if let Some(author) = row["author"]["id"].as_str() {
                            ends.entry((true, author.to_owned())).or_default().insert(row_id.clone());
                        }
                        for recipient in named(&row["recipients"]) {
                            ends.entry((false, recipient)).or_default().insert(row_id.clone());
                        }
                    }
                }
                for ((gave, member), rows) in ends {
                    let field = if gave { "feedbackGiven" } else { "feedbackReceived" };
                    let list = format!("... on Membership {{ list: {field}(first: 50, after: $after)");
                    // Externals are named where they took part, and found nowhere else.
                    if data(&world.ask(persona, &format!("{{ node(id: \"{member}\") {{ id }} }}")).await)["node"].is_null() {
                        continue;
                    }
                    let found = ours(listed(world, persona, &list, &member).await);
                    assert_eq!(found, rows, "{persona:?}, seed {seed}: {field} of {member}");
                }
            }
        }
    }
}
