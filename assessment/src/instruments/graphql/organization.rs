use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use kernel::{
    Answer, AsViewer, Call, InstrumentId, List, Locale, OrganizationId, Page, PageInput, Place,
    Ref, Sealed, Total, list,
};

use super::{
    content::{InstrumentSource, said},
    instrument::{InstrumentLanguage, InstrumentState},
};
use crate::instruments::{Shipped, loader::Loaders, policy, repo, shipped};

/// What instruments add to `Organization`.
pub struct OrganizationInstruments(pub OrganizationId);

/// What instruments add to `Organization`.
#[Object]
impl OrganizationInstruments {
    /// Visible to administrators and coaches. The organisation's instruments, the newest first;
    /// drafts only for administrators of everybody.
    #[graphql(visible = "super::shown::to_readers_of_instruments")]
    async fn instruments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those in this state.")] state: Option<InstrumentState>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<InstrumentId>>>> {
        let Some(place) = self.reader(ctx) else { return Ok(ctx.deny()) };
        let call = Call::of(ctx);
        let state = state.map(Into::into);
        let told = format!("{state:?}");
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), told.as_bytes()];
        let sealed = Sealed::new(call, "Organization.instruments", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, state, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(i64::try_from(repo::count(&call.db, place, state).await?).ok())
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// Visible to administrators and coaches. What ships with the product and can be taken over
    /// by `importInstrument`: public domain, each with its source, key, norms and limits.
    #[graphql(visible = "super::shown::to_readers_of_instruments")]
    async fn shipped_instruments(
        &self,
        ctx: &Context<'_>,
    ) -> Answer<Option<Vec<ShippedInstrument>>> {
        if self.reader(ctx).is_none() {
            return Ok(ctx.deny());
        }
        Ok(Some(shipped().iter().map(Into::into).collect()))
    }
}

impl OrganizationInstruments {
    fn reader<'a>(&self, ctx: &Context<'a>) -> Option<&'a Place> {
        Call::of(ctx).viewer.within(self.0).filter(|place| policy::may_read(place))
    }
}

/// An instrument that ships with the product.
#[derive(SimpleObject)]
struct ShippedInstrument {
    /// By which `importInstrument` names it: `ipip-neo-120`.
    code: String,
    /// What it is called, in its own language.
    name: String,
    /// What it is for, likewise.
    purpose: String,
    /// What it does not tell, likewise.
    limits: String,
    /// The languages it has texts in, its own first, and how much of it is there in each.
    languages: Vec<InstrumentLanguage>,
    /// How many items it has.
    item_count: i64,
    /// How many scales it has.
    scale_count: i64,
    /// Where it comes from and on which terms.
    source: Option<InstrumentSource>,
}

impl From<&Shipped> for ShippedInstrument {
    fn from(shipped: &Shipped) -> Self {
        let document = &shipped.document;
        let told = |texts| said(texts, None, document);
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        let languages = document.completeness().into_iter();
        Self {
            code: document.code.clone(),
            name: told(&document.name),
            purpose: told(&document.purpose),
            limits: told(&document.limits),
            languages: languages
                .map(|(language, complete)| InstrumentLanguage {
                    language: Locale::kept(language),
                    complete: complete.into(),
                })
                .collect(),
            item_count: count(document.items().count()),
            scale_count: count(document.scales.len()),
            source: document.source.clone().map(Into::into),
        }
    }
}
