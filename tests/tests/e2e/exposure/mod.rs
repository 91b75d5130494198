//! Who sees what: every field of every noun, asked for by everybody, by every path there is,
//! compared with the tables in git. `UPDATE=1` writes them anew.

mod ask;
mod named;
mod objects;
mod paths;
mod root;
pub mod table;

use kernel::NodeId;
use tests::{Persona, on_both, schema::Schema};

use self::{
    ask::ask,
    objects::{object, objects},
    table::compare,
};

on_both! {
    async fn every_field_of_every_noun(world: &World) {
        let content = world.filled().await;
        let (schema, mut all) = (Schema::whole(), objects(&content));
        let unnamed: NodeId = world.unnamed().await.parse().unwrap();
        all.push(object("for the organisation, without a name", unnamed));
        let mut wrong = vec![];
        for noun in NodeId::NAMES {
            let of: Vec<_> = all.iter().filter(|it| it.noun == *noun).collect();
            assert!(!of.is_empty(), "no object of {noun} is asked for: add one to objects.rs");
            let mut file = String::new();
            for object in of {
                let mut sections = [vec![], vec![]];
                for persona in Persona::ALL {
                    let (direct, named) = ask(world, &schema, object, persona).await;
                    sections[0].push(direct);
                    sections[1].push(named);
                }
                let title = format!("{noun}: {}", object.what);
                let [direct, named] = sections;
                file += &table::section(&title, &direct);
                if named.iter().flatten().any(|(_, cell)| cell != ask::ABSENT) {
                    let title = format!("{title}, as named by what may be read");
                    file += &table::section(&title, &named);
                }
            }
            if let Err(difference) = compare(&format!("{noun}.txt"), &file) {
                wrong.push(difference);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// The fields that are refused to somebody, by the tables in git.
pub fn refused() -> Vec<(String, String)> {
    let mut refused = vec![];
    for noun in NodeId::NAMES {
        let text = table::kept(&format!("{noun}.txt"));
        let lines = text.lines().filter(|line| line.contains(" FORBIDDEN"));
        let field = |line: &str| line.split_whitespace().next().map(str::to_owned);
        refused.extend(lines.filter_map(field).map(|field| ((*noun).to_owned(), field)));
    }
    assert!(!refused.is_empty(), "tests/exposure holds no table");
    refused
}
