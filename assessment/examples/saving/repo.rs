//! A table of nothing but keys and answers.

use crate::world::World;

pub async fn prepare(world: &World) {
    world.run("create table bare (id bigint primary key, value text)", []).await;
}

pub async fn insert(world: &World, id: i64) {
    let values = [id.into(), "{\"number\":4.0}".into()];
    world.run("insert into bare (id, value) values ($1, $2)", values).await;
}
