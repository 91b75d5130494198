//! Who sees what: every field of every noun, asked for by everybody, by every path there is,
//! compared with the tables in git. `UPDATE=1` writes them anew.

mod ask;
mod objects;
mod paths;
mod table;

use std::fmt::Write;

use kernel::NodeId;
use tests::{Persona, World, on_both, schema::Schema};

use self::{ask::ask, objects::objects, table::compare};

on_both! {
    async fn every_field_of_every_noun(world: &World) {
        let content = world.filled().await;
        let (schema, all) = (Schema::whole(), objects(world, &content).await);
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
                let _ = writeln!(wrong_text(&mut wrong), "{difference}");
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn wrong_text(wrong: &mut Vec<String>) -> &mut String {
    wrong.push(String::new());
    wrong.last_mut().expect("it was just put there")
}
