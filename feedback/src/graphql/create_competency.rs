use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CompetencyId, Ref};

use super::{id, key, problems};
use crate::{
    competency::create::{Create, CreateCompetencyError, Created, create},
    loader::{Loaders, Read},
};

#[derive(Default)]
pub struct CreateCompetency;

#[Object]
impl CreateCompetency {
    /// Visible to administrators. Adds a competency to what evaluations give marks for; for
    /// administrators of everybody.
    #[graphql(visible = "super::shown::to_administrators")]
    async fn create_competency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is added.")] input: CreateCompetencyInput,
    ) -> Answer<CreateCompetencyPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let organization = id(&input.organization)?;
        let (name, description) = (input.name, input.description);
        let new = Create { organization, name, description };
        let competency = match create(Call::of(ctx), new, key).await? {
            Ok(Created::Now(row)) => {
                let id = row.id;
                Loaders::of(ctx).competencies.feed([(id, Arc::new(row))]);
                Some(id)
            }
            Ok(Created::Before(id)) => Read::of(ctx).competency(id).await?.map(|_| id),
            Err(errors) => {
                return Ok(CreateCompetencyPayload { competency: None, errors: problems(errors) });
            }
        };
        Ok(CreateCompetencyPayload { competency: competency.map(Ref), errors: vec![] })
    }
}

/// What is added.
#[derive(InputObject)]
struct CreateCompetencyInput {
    /// Where.
    organization: ID,
    /// What it is called, 1 to 200 characters: `Listening`.
    name: String,
    /// What is looked at, at most 2,000 characters.
    #[graphql(default)]
    description: String,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input add it once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateCompetencyPayload {
    /// What was added; null, if nothing was.
    competency: Option<Ref<CompetencyId>>,
    /// Why nothing was added.
    errors: Vec<CreateCompetencyError>,
}
