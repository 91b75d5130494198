use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Date, Markdown, OpportunityId, Ref};

use super::opportunity::OpportunityKind;
use crate::{
    graphql::{colleagues, id, key, problems},
    loader::{Loaders, Read},
    opportunities::offer::{Offer, OfferOpportunityError, Offered, offer},
};

#[derive(Default)]
pub struct OfferOpportunity;

#[Object]
impl OfferOpportunity {
    /// Offers a role, a project or mentoring to the members of an organisation who are not
    /// external; for administrators and for whoever leads somebody.
    async fn offer_opportunity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is offered.")] input: OfferOpportunityInput,
    ) -> Answer<OfferOpportunityPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key.clone())?;
        let offered = offer(Call::of(ctx), colleagues(ctx), input.try_into()?, key).await?;
        let opportunity = match offered {
            Ok(Offered::Now(row)) => {
                let id = row.id;
                Loaders::of(ctx).opportunities.rows.feed([(id, Arc::new(row))]);
                Some(id)
            }
            Ok(Offered::Before(id)) => Read::of(ctx).opportunity(id).await?.map(|_| id),
            Err(errors) => {
                return Ok(OfferOpportunityPayload { opportunity: None, errors: problems(errors) });
            }
        };
        Ok(OfferOpportunityPayload { opportunity: opportunity.map(Ref), errors: vec![] })
    }
}

/// What is offered.
#[derive(InputObject)]
struct OfferOpportunityInput {
    /// Where.
    organization: ID,
    /// What.
    kind: OpportunityKind,
    /// What it is called, 1 to 200 characters on one line.
    title: String,
    /// What it asks for and what it gives, at most 10,000 characters, kept as they are.
    description: Option<Markdown>,
    /// Which part of the organisation offers it.
    unit: Option<ID>,
    /// When it starts.
    starts_on: Option<Date>,
    /// When it ends.
    ends_on: Option<Date>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input offer it once.
    idempotency_key: Option<String>,
}

impl TryFrom<OfferOpportunityInput> for Offer {
    type Error = kernel::Fault;

    fn try_from(input: OfferOpportunityInput) -> Answer<Self> {
        Ok(Self {
            organization: id(&input.organization)?,
            kind: input.kind.into(),
            title: input.title,
            description: input.description.map(Markdown::into_string).unwrap_or_default(),
            unit: input.unit.as_ref().map(id).transpose()?,
            starts_on: input.starts_on.map(|day| day.0),
            ends_on: input.ends_on.map(|day| day.0),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct OfferOpportunityPayload {
    /// What was offered; null, if nothing was.
    opportunity: Option<Ref<OpportunityId>>,
    /// Why nothing was offered.
    errors: Vec<OfferOpportunityError>,
}
