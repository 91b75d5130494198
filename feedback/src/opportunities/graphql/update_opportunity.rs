use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use kernel::{Answer, Call, Date, Markdown, OpportunityId, Ref};

use super::opportunity::OpportunityState;
use crate::{
    change::Change,
    graphql::{colleagues, id, problems},
    loader::Loaders,
    opportunities::update::{Update, UpdateOpportunityError, update},
};

#[derive(Default)]
pub struct UpdateOpportunity;

#[Object]
impl UpdateOpportunity {
    /// Says better what is offered, closes it or opens it again; for who offers it and for
    /// administrators who have them in scope.
    async fn update_opportunity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: UpdateOpportunityInput,
    ) -> Answer<UpdateOpportunityPayload> {
        Loaders::of(ctx).forget();
        match update(Call::of(ctx), colleagues(ctx), input.try_into()?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).opportunities.rows.feed([(id, Arc::new(row))]);
                Ok(UpdateOpportunityPayload { opportunity: Some(Ref(id)), errors: vec![] })
            }
            Err(errors) => {
                Ok(UpdateOpportunityPayload { opportunity: None, errors: problems(errors) })
            }
        }
    }
}

/// What is changed. What is left out stays.
#[derive(InputObject)]
struct UpdateOpportunityInput {
    /// Which.
    opportunity: ID,
    /// Its `version`, as you read it.
    version: i64,
    /// 1 to 200 characters on one line.
    title: Option<String>,
    /// At most 10,000 characters, kept as they are.
    description: Option<Markdown>,
    /// Which part of the organisation offers it; null for none in particular.
    unit: MaybeUndefined<ID>,
    /// When it starts; null, if that is not known.
    starts_on: MaybeUndefined<Date>,
    /// When it ends; null, if it does not.
    ends_on: MaybeUndefined<Date>,
    /// Whether one can note interest.
    state: Option<OpportunityState>,
}

impl TryFrom<UpdateOpportunityInput> for Update {
    type Error = kernel::Fault;

    fn try_from(input: UpdateOpportunityInput) -> Answer<Self> {
        let unit = Change::from(input.unit);
        let day = |day| Change::from(day).map(|day: Option<Date>| day.map(|day| day.0));
        Ok(Self {
            opportunity: id(&input.opportunity)?,
            version: input.version,
            title: input.title,
            description: input.description.map(Markdown::into_string),
            unit: unit.try_map(|it| it.as_ref().map(id).transpose())?,
            starts_on: day(input.starts_on),
            ends_on: day(input.ends_on),
            state: input.state.map(Into::into),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateOpportunityPayload {
    /// As it is now; null, if nothing was changed.
    opportunity: Option<Ref<OpportunityId>>,
    /// Why nothing was changed.
    errors: Vec<UpdateOpportunityError>,
}
