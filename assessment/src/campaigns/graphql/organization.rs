use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use kernel::{
    Answer, AsViewer, Call, CampaignId, CampaignInvitationId, List, Locale, OrganizationId, Page,
    PageInput, Ref, Sealed, Total, list,
};

use super::{content::CampaignMode, id};
use crate::{
    campaigns::{
        State,
        loader::Loaders,
        repo::{self, Filter, invitations},
    },
    instruments::{self, instrument},
};

/// What campaigns add to `Organization`.
pub struct OrganizationCampaigns(pub OrganizationId);

/// What campaigns add to `Organization`.
#[Object]
impl OrganizationCampaigns {
    /// Visible to members of the organisation: the campaigns that exist for you, newest first.
    async fn campaigns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only these.")] filter: Option<CampaignFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<CampaignId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let filter = filter.map(Filter::try_from).transpose()?.unwrap_or_default();
        let told = format!("{filter:?}");
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), told.as_bytes()];
        let sealed = Sealed::new(call, "Organization.campaigns", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, &filter, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            let filter = filter.clone();
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(repo::count(&call.db, place, &filter).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// Visible to members of the organisation: what you can ask yourself with, newest first; by
    /// `createCampaign`, with yourself as its audience.
    async fn offered_questionnaires(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<OfferedQuestionnaire>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let bound: [&[u8]; 1] = [self.0.0.as_bytes()];
        let sealed = Sealed::new(call, "Organization.offeredQuestionnaires", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = instruments::offered(&call.db, place, &page).await?;
        let nodes = rows.into_iter().map(|row| (row.id, row.into())).collect();
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(i64::try_from(instruments::count_offered(&call.db, place).await?).ok())
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// Visible to members of the organisation: what you are invited to answer, newest first.
    async fn campaign_invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what waits for your answer.", default = false)] open: bool,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<CampaignInvitationId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &[u8::from(open)]];
        let sealed = Sealed::new(call, "Organization.campaignInvitations", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let open_at = open.then(|| call.clock.now());
        let rows = invitations::list(&call.db, place, open_at, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).invitations.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(invitations::count(&call.db, place, open_at).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}

/// A questionnaire, without its keys.
#[derive(SimpleObject)]
struct OfferedQuestionnaire {
    /// By which `createCampaign` names it.
    instrument: ID,
    /// By which programs name it: `ipip-neo-120`.
    code: String,
    /// What it is called, in its own language.
    name: String,
    /// Its own language.
    language: Locale,
    /// How many items it has.
    item_count: i64,
}

impl From<instrument::Model> for OfferedQuestionnaire {
    fn from(row: instrument::Model) -> Self {
        Self {
            instrument: row.id.to_string().into(),
            code: row.code,
            name: row.name,
            language: Locale::kept(row.language),
            item_count: row.items,
        }
    }
}

/// To what a list of campaigns is narrowed.
#[derive(InputObject)]
struct CampaignFilter {
    /// Only those in one of these stages.
    stages: Option<Vec<CampaignStage>>,
    /// Only those in which answers are tied to people so.
    mode: Option<CampaignMode>,
    /// Only those that ask with this instrument.
    instrument: Option<ID>,
}

impl TryFrom<CampaignFilter> for Filter {
    type Error = kernel::Fault;

    fn try_from(filter: CampaignFilter) -> Answer<Self> {
        let mut states: Vec<State> =
            filter.stages.unwrap_or_default().into_iter().map(Into::into).collect();
        states.sort_unstable();
        states.dedup();
        Ok(Self {
            states,
            mode: filter.mode.map(Into::into),
            instrument: filter.instrument.as_ref().map(id).transpose()?,
        })
    }
}

/// Where a campaign is between its beginning and its end.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "State")]
pub enum CampaignStage {
    /// It was not launched.
    Draft,
    /// It was, whether it is open yet or not.
    Live,
    /// It takes no answers for a while.
    Paused,
    /// It takes no answers any more.
    Closed,
}
