use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Fault, InstrumentId, Locale, OrganizationId, Ref};

use super::{
    content::{InstrumentGroup, InstrumentLegalBasis, InstrumentSection, InstrumentSource, said},
    scale::{InstrumentRole, InstrumentScale},
    told,
};
use crate::instruments::{
    document::Document,
    entity::instrument::{self, Model},
    flaw::InstrumentFlaw,
    loader::Read,
    readiness, to_csv,
};

/// The `Instrument` fields this context owns.
pub struct InstrumentFields(pub InstrumentId);

/// A questionnaire with its scales, keys and norms. It exists for administrators and coaches of
/// its organisation; as a draft for administrators of everybody. Once published it never changes.
#[Object]
impl InstrumentFields {
    /// `instrument_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Whose it is.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// By which programs name it: `ipip-neo-120`.
    async fn code(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.code.clone())
    }

    /// What it is called.
    async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, if it is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<String> {
        match language {
            Some(_) => {
                let document = self.document(ctx).await?;
                Ok(said(&document.name, language.as_ref(), &document))
            }
            None => Ok(self.row(ctx).await?.name.clone()),
        }
    }

    /// Whether it can be changed, used, or neither.
    async fn state(&self, ctx: &Context<'_>) -> Answer<InstrumentState> {
        Ok(self.row(ctx).await?.state.into())
    }

    /// The number of this edition in its family, from 1; null for a draft.
    async fn edition(&self, ctx: &Context<'_>) -> Answer<Option<i64>> {
        Ok(self.row(ctx).await?.edition)
    }

    /// From 1, one more for each change; `updateInstrument` and `publishInstrument` tell by it
    /// whether somebody else was faster.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.version)
    }

    /// Its own language, in which nothing is missing.
    async fn language(&self, ctx: &Context<'_>) -> Answer<Locale> {
        Ok(Locale::kept(self.row(ctx).await?.language.as_str()))
    }

    /// The languages it has texts in, its own first, and how much of it is there in each.
    async fn languages(&self, ctx: &Context<'_>) -> Answer<Vec<InstrumentLanguage>> {
        let languages = self.document(ctx).await?.completeness().into_iter();
        let told = |(language, complete): (String, u8)| InstrumentLanguage {
            language: Locale::kept(language),
            complete: complete.into(),
        };
        Ok(languages.map(told).collect())
    }

    /// How many items it has.
    async fn item_count(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.items)
    }

    /// More about it; empty, if nothing is said.
    async fn description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, if it is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<String> {
        let document = self.document(ctx).await?;
        Ok(said(&document.description, language.as_ref(), &document))
    }

    /// What it is for, as respondents are told; empty, if a draft does not say it yet.
    async fn purpose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, if it is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<String> {
        let document = self.document(ctx).await?;
        Ok(said(&document.purpose, language.as_ref(), &document))
    }

    /// What it does not tell; empty, if nothing is said.
    async fn limits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, if it is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<String> {
        let document = self.document(ctx).await?;
        Ok(said(&document.limits, language.as_ref(), &document))
    }

    /// On what the processing of answers rests; null, if a draft does not say it yet.
    async fn legal_basis(&self, ctx: &Context<'_>) -> Answer<Option<InstrumentLegalBasis>> {
        Ok(self.document(ctx).await?.legal_basis.map(Into::into))
    }

    /// How many minutes it takes, as its authors say; if they do not, eight seconds an item.
    async fn minutes(&self, ctx: &Context<'_>) -> Answer<i64> {
        let declared = self.document(ctx).await?.minutes.map(i64::from);
        let items = self.row(ctx).await?.items;
        Ok(declared.unwrap_or_else(|| (items * SECONDS_PER_ITEM / 60).max(1)))
    }

    /// Whether results are talked over before they are shown.
    async fn debrief(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.document(ctx).await?.debrief)
    }

    /// Where it comes from and on which terms; null, if nothing is said.
    async fn source(&self, ctx: &Context<'_>) -> Answer<Option<InstrumentSource>> {
        Ok(self.document(ctx).await?.source.clone().map(Into::into))
    }

    /// Its sections with their items, in their order.
    async fn sections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, where a text is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<Vec<InstrumentSection>> {
        let document = self.document(ctx).await?;
        let of = |section| InstrumentSection::of(section, language.as_ref(), &document);
        Ok(document.sections.iter().map(of).collect())
    }

    /// Its scales with their keys, norms and bands, in their order.
    async fn scales(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, where a text is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<Vec<InstrumentScale>> {
        let document = self.document(ctx).await?;
        let of = |scale| InstrumentScale::of(scale, language.as_ref(), &document);
        Ok(document.scales.iter().map(of).collect())
    }

    /// The groups its norms were made from.
    async fn groups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, where a text is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<Vec<InstrumentGroup>> {
        let document = self.document(ctx).await?;
        let of = |group| InstrumentGroup::of(group, language.as_ref(), &document);
        Ok(document.groups.iter().map(of).collect())
    }

    /// What roles ask for of its attitudes.
    async fn roles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; its own, where a text is not there in this one.")]
        language: Option<Locale>,
    ) -> Answer<Vec<InstrumentRole>> {
        let document = self.document(ctx).await?;
        let of = |role| InstrumentRole::of(role, language.as_ref(), &document);
        Ok(document.roles.iter().map(of).collect())
    }

    /// All of it as one JSON document, which `importInstrument` takes.
    async fn document_text(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.document(ctx).await?.to_text())
    }

    /// Its items as CSV: section, code, kind, lowest and highest answer, scales, text in each
    /// language.
    async fn items_csv(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(to_csv(&*self.document(ctx).await?))
    }

    /// What stands in the way of publishing a draft; nothing, if it was published.
    async fn flaws(&self, ctx: &Context<'_>) -> Answer<Vec<InstrumentFlaw>> {
        if self.row(ctx).await?.state != instrument::State::Draft {
            return Ok(vec![]);
        }
        Ok(told(super::super::told(readiness(&*self.document(ctx).await?))))
    }

    /// When it was begun.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }

    /// When it was published; null for a draft.
    async fn published_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.published_at)
    }

    /// When it was retired; null, unless it was.
    async fn retired_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.retired_at)
    }
}

const SECONDS_PER_ITEM: i64 = 8;

impl InstrumentFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).instrument(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).instrument(self.0).await?.ok_or_else(Fault::not_found)
    }

    async fn document(&self, ctx: &Context<'_>) -> Answer<Arc<Document>> {
        // What it holds is read of rows that were seen.
        self.row(ctx).await?;
        Read::of(ctx).document(self.0).await
    }
}

/// Whether an instrument can be changed, used, or neither.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "instrument::State")]
pub enum InstrumentState {
    /// It can be changed, and is not used.
    Draft,
    /// It can be used, and never changes.
    Published,
    /// It is used no more; what was answered with it stays.
    Retired,
}

/// A language that an instrument has texts in.
#[derive(SimpleObject)]
pub struct InstrumentLanguage {
    /// Its tag.
    pub language: Locale,
    /// How many percent of the texts are there in it, 0 to 100.
    pub complete: i64,
}
