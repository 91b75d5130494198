use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CompetencyId, Ref};

use super::{id, problems};
use crate::{
    competency::update::{Update, UpdateCompetencyError, update},
    loader::Loaders,
};

#[derive(Default)]
pub struct UpdateCompetency;

#[Object]
impl UpdateCompetency {
    /// Visible to administrators. Says better what a competency is; for administrators of
    /// everybody.
    #[graphql(visible = "super::shown::to_administrators")]
    async fn update_competency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: UpdateCompetencyInput,
    ) -> Answer<UpdateCompetencyPayload> {
        Loaders::of(ctx).forget();
        let (name, description) = (input.name, input.description);
        let (competency, version) = (id(&input.competency)?, input.version);
        let change = Update { competency, version, name, description };
        match update(Call::of(ctx), change).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).competencies.feed([(id, Arc::new(row))]);
                Ok(UpdateCompetencyPayload { competency: Some(Ref(id)), errors: vec![] })
            }
            Err(errors) => {
                Ok(UpdateCompetencyPayload { competency: None, errors: problems(errors) })
            }
        }
    }
}

/// What is changed. What is left out stays.
#[derive(InputObject)]
struct UpdateCompetencyInput {
    /// Which.
    competency: ID,
    /// The version that was read; if somebody changed the competency since, nothing is done.
    version: Option<i64>,
    /// 1 to 200 characters.
    name: Option<String>,
    /// At most 2,000 characters.
    description: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateCompetencyPayload {
    /// As it is now; null, if nothing was changed.
    competency: Option<Ref<CompetencyId>>,
    /// Why nothing was changed.
    errors: Vec<UpdateCompetencyError>,
}
