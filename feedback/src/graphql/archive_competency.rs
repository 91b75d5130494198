use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CompetencyId, Ref};

use super::id;
use crate::{
    competency::archive::{ArchiveCompetencyError, archive},
    loader::Loaders,
};

#[derive(Default)]
pub struct ArchiveCompetency;

#[Object]
impl ArchiveCompetency {
    /// Visible to administrators. Ends giving marks for a competency; those given stay. For
    /// administrators of everybody; once more changes nothing.
    #[graphql(visible = "super::shown::to_administrators")]
    async fn archive_competency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveCompetencyInput,
    ) -> Answer<ArchiveCompetencyPayload> {
        Loaders::of(ctx).forget();
        match archive(Call::of(ctx), id(&input.competency)?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).competencies.feed([(id, Arc::new(row))]);
                Ok(ArchiveCompetencyPayload { competency: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(ArchiveCompetencyPayload { competency: None, errors: vec![error.into()] })
            }
        }
    }
}

/// Which competency is archived.
#[derive(InputObject)]
struct ArchiveCompetencyInput {
    /// Which.
    competency: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct ArchiveCompetencyPayload {
    /// As it is now; null, if there is none.
    competency: Option<Ref<CompetencyId>>,
    /// Why nothing was archived.
    errors: Vec<ArchiveCompetencyError>,
}
