//! Dashboards as callers meet them: the resolvers over a schema of this context alone.

use std::collections::HashSet;

use analytics::{CampaignAnalytics, Structure};
use async_graphql::{
    Data, EmptyMutation, EmptySubscription, ID, Object, Request, Schema, SimpleObject, Union,
};
use kernel::{CampaignId, OrganizationId, UnitId};
use serde_json::Value;

use crate::world::{Person, World};

/// What other parts of the product assemble; here only their names.
macro_rules! others {
    ($($noun:ident),*) => {
        $(
            #[derive(SimpleObject)]
            struct $noun {
                id: ID,
            }
        )*
    };
}

others!(Campaign, Membership, Unit);

/// Registers the types.
#[derive(Union)]
enum Others {
    Campaign(Campaign),
    Membership(Membership),
    Unit(Unit),
}

pub struct Query;

#[Object]
impl Query {
    async fn campaign(&self, id: ID) -> CampaignAnalytics {
        CampaignAnalytics(id.parse().unwrap())
    }

    async fn others(&self) -> Option<Others> {
        None
    }
}

/// Of the units that somebody administers; every unit exists for everybody.
struct Units(Vec<UnitId>);

impl Structure for Units {
    fn administered(&self, _: OrganizationId) -> HashSet<UnitId> {
        self.0.iter().copied().collect()
    }

    fn shows_unit(&self, _: UnitId) -> bool {
        false
    }
}

pub fn schema() -> Schema<Query, EmptyMutation, EmptySubscription> {
    Schema::build(Query, EmptyMutation, EmptySubscription).finish()
}

/// What the API answers: data and the codes of errors.
pub async fn ask(world: &World, person: &Person, text: &str) -> (Value, Vec<String>) {
    let mut data = Data::default();
    analytics::attach(&mut data, Box::new(Units(person.1.clone())));
    data.insert(world.call(person));
    let mut request = Request::new(text);
    request.data = data;
    let answer = schema().execute(request).await;
    let answer = serde_json::to_value(&answer).unwrap();
    let codes = answer["errors"].as_array().cloned().unwrap_or_default();
    let code = |it: &Value| it["extensions"]["code"].as_str().unwrap_or("?").to_owned();
    (answer["data"].clone(), codes.iter().map(code).collect())
}

/// A selection of the dashboard of a campaign.
pub async fn dashboard(
    world: &World,
    person: &Person,
    campaign: CampaignId,
    (filter, selection): (&str, &str),
) -> Value {
    let text =
        format!("{{ campaign(id: \"{campaign}\") {{ dashboard{filter} {{ {selection} }} }} }}");
    let (data, codes) = ask(world, person, &text).await;
    assert!(codes.is_empty(), "{codes:?}: {text}");
    data["campaign"]["dashboard"].clone()
}
