use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, CampaignId, CampaignInvitationId, Date, Fault, InstrumentId, List,
    Locale, MembershipId, OrganizationId, Page, PageInput, Ref, Sealed, Total, list,
};

use super::content::{CampaignAttribute, CampaignAttributeKind, CampaignAudience, CampaignMode};
use crate::{
    campaigns::{
        attribute::Coarsened,
        campaign::{self, Model},
        loader::{InvitationsIn, Read, TotalIn},
        policy, promise,
    },
    instruments,
};

/// The `Campaign` fields this context owns.
pub struct CampaignFields(pub CampaignId);

/// People are asked with an instrument. It exists for who made it; once it is launched, for those
/// who are invited, for administrators in whose scope somebody is invited, and for coaches of
/// clients who are invited under their names. What somebody asks themself is seen by no
/// administrator.
#[Object]
impl CampaignFields {
    /// `campaign_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// With what people are asked; null for whom the instrument does not exist, who reads what is
    /// asked when they answer.
    async fn instrument(&self, ctx: &Context<'_>) -> Answer<Option<Ref<InstrumentId>>> {
        let id = self.row(ctx).await?.instrument_id;
        let found = instruments::loader::Read::of(ctx).instrument(id).await?;
        Ok(found.map(|_| Ref(id)))
    }

    /// What it is called.
    async fn name(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.name.clone())
    }

    /// What it is for, where more is to be said than the instrument does.
    async fn purpose(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.row(ctx).await?.purpose.clone())
    }

    /// How answers are tied to people. It never changes once it is launched.
    async fn mode(&self, ctx: &Context<'_>) -> Answer<CampaignMode> {
        Ok(self.row(ctx).await?.mode.into())
    }

    /// Nothing is shown of fewer respondents. It only rises once it is launched.
    async fn threshold(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.threshold)
    }

    /// How it stands with it.
    async fn state(&self, ctx: &Context<'_>) -> Answer<CampaignState> {
        let now = Call::of(ctx).clock.now();
        Ok(CampaignState::of(&*self.row(ctx).await?, now))
    }

    /// From when on it takes answers.
    async fn opens_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.opens_at)
    }

    /// Until when. The close is final.
    async fn closes_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.closes_at)
    }

    /// The languages it is offered in.
    async fn languages(&self, ctx: &Context<'_>) -> Answer<Vec<Locale>> {
        Ok(self.row(ctx).await?.languages.split(',').map(Locale::kept).collect())
    }

    /// Whom to ask for help.
    async fn contact(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.contact_id))
    }

    /// Whether results are talked over before they are shown.
    async fn debrief(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.debrief)
    }

    /// The code of a role of the instrument that results are compared with, if there is one.
    async fn role(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.row(ctx).await?.role.clone())
    }

    /// Which round of its series it is, from 1.
    async fn round(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.round)
    }

    /// The round before; null for the first, and for whom it does not exist.
    async fn previous(&self, ctx: &Context<'_>) -> Answer<Option<Ref<CampaignId>>> {
        let Some(id) = self.row(ctx).await?.previous_id else { return Ok(None) };
        Ok(Read::of(ctx).campaign(id).await?.map(|_| Ref(id)))
    }

    /// What respondents are promised before they answer.
    async fn promise(&self, ctx: &Context<'_>) -> Answer<Option<CampaignPromise>> {
        let row = self.row(ctx).await?;
        let version = row.promise;
        Ok(promise::text(&row).map(|text| CampaignPromise { version, text }))
    }

    /// By what results are told apart, and what therefore stands on answers, the most important
    /// first. Of an anonymous campaign that was launched, only what enough of the invited share.
    async fn attributes(&self, ctx: &Context<'_>) -> Answer<Vec<CampaignAttribute>> {
        self.row(ctx).await?;
        let rows = Read::of(ctx).attributes(self.0).await?;
        let told = |row: &crate::campaigns::attribute::Model| CampaignAttribute {
            attribute: CampaignAttributeKind::from(row.attribute),
            coarsened: row.coarsened == Some(Coarsened::Ancestor),
        };
        Ok(rows.iter().map(told).collect())
    }

    /// Visible to administrators in scope, coaches of who is invited, and who made it. Whom it
    /// asks, as it was chosen; who that is was settled at launch.
    async fn audience(&self, ctx: &Context<'_>) -> Answer<Option<Vec<CampaignAudience>>> {
        let row = self.row(ctx).await?;
        if !lists(ctx, &row) {
            return Ok(ctx.deny());
        }
        let targets = Read::of(ctx).targets(self.0).await?;
        Ok(Some(targets.iter().map(|it| CampaignAudience::from(*it)).collect()))
    }

    /// Who made it.
    async fn created_by(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.created_by))
    }

    /// When it was begun.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }

    /// When people were invited; null for a draft.
    async fn launched_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.launched_at)
    }

    /// Since when it takes no answers for a while; null, unless it is paused.
    async fn paused_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.paused_at)
    }

    /// The day on which it was closed; null, until it is.
    async fn closed_on(&self, ctx: &Context<'_>) -> Answer<Option<Date>> {
        Ok(self.row(ctx).await?.closed_on.map(Date))
    }

    /// From 1, one more for each change; `updateCampaign` and `launchCampaign` tell by it whether
    /// somebody else was faster.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.version)
    }

    /// As whom you are invited; null, if you are not.
    async fn my_invitation(&self, ctx: &Context<'_>) -> Answer<Option<Ref<CampaignInvitationId>>> {
        self.row(ctx).await?;
        Ok(Read::of(ctx).own_invitation(self.0).await?.map(Ref))
    }

    /// Visible to administrators in scope, coaches of who is invited, and who made it. Who is
    /// invited, as far as they are yours; how it stands with each only where people answer under
    /// their names.
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<CampaignInvitationId>>>> {
        let row = self.row(ctx).await?;
        if !lists(ctx, &row) {
            return Ok(ctx.deny());
        }
        let bound: [&[u8]; 1] = [self.0.0.as_bytes()];
        let sealed = Sealed::new(Call::of(ctx), "Campaign.invitations", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let of = TotalIn { organization: row.organization_id, campaign: self.0 };
        let ids = Read::of(ctx).invitations(InvitationsIn { of, page }).await?;
        let total = Total::counted(move |ctx| {
            Box::pin(async move { Ok(Some(Read::of(ctx).invitation_total(of).await?)) })
        });
        Ok(Some(list(&page, &sealed, ids.iter().map(|id| (*id, Ref(*id))).collect(), total)))
    }
}

impl CampaignFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).campaign(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).campaign(self.0).await?.ok_or_else(Fault::not_found)
    }
}

fn lists(ctx: &Context<'_>, row: &Model) -> bool {
    let place = ctx.viewer().within(row.organization_id);
    place.is_some_and(|place| policy::may_list(place, row))
}

/// What respondents are promised. It is never changed: another text is another version.
#[derive(SimpleObject)]
struct CampaignPromise {
    /// From 1.
    version: i64,
    /// In your language: who will see what, and what it does not protect you against.
    text: String,
}

/// How it stands with a campaign.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignState {
    /// It can be changed, and nobody is asked.
    Draft,
    /// It was launched, and is to open.
    Scheduled,
    /// It takes answers.
    Live,
    /// It takes no answers for a while.
    Paused,
    /// It takes no answers any more.
    Closed,
}

impl CampaignState {
    fn of(row: &Model, now: DateTime<Utc>) -> Self {
        match row.state {
            campaign::State::Draft => Self::Draft,
            _ if now >= row.closes_at => Self::Closed,
            campaign::State::Live if now < row.opens_at => Self::Scheduled,
            campaign::State::Live => Self::Live,
            campaign::State::Paused => Self::Paused,
            campaign::State::Closed => Self::Closed,
        }
    }
}
