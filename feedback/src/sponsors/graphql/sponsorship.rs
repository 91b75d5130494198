use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use futures_util::future::try_join_all;
use kernel::{
    Answer, AsViewer, Call, Fault, List, MembershipId, OrganizationId, Page, PageInput, Ref,
    Sealed, SponsorshipId, Total, list,
};

use super::{
    reading::{SponsorReading, SponsorRelease},
    released::{SponsoredAgreement, SponsoredGoal, SponsoredSession},
};
use crate::{
    loader::Read,
    sponsors::{
        Section,
        entity::sponsorship::Model,
        loader::MOST,
        policy::{self, Side},
        repo,
    },
};

/// The `Sponsorship` fields this context owns.
pub struct SponsorshipFields(pub SponsorshipId);

/// Somebody pays for a coach's client without employing them. It exists for the client and the
/// coach, and until it ends for the sponsor, who reads of the client what the client released.
#[Object]
impl SponsorshipFields {
    /// `sponsorship_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// Whose coaching is paid for.
    async fn client(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.client_id))
    }

    /// Who coaches.
    async fn coach(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.coach_id))
    }

    /// Who pays.
    async fn sponsor(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.sponsor_id))
    }

    /// Since when.
    async fn started_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.started_at)
    }

    /// When it ended; null, if it goes on.
    async fn ended_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.ended_at)
    }

    /// Visible to the client and the sponsor. Which sections the client lets the sponsor read,
    /// in the order of their names.
    async fn releases(&self, ctx: &Context<'_>) -> Answer<Option<Vec<SponsorRelease>>> {
        let (_, side) = self.seen(ctx).await?;
        if !policy::reads_releases(side) {
            return Ok(ctx.deny());
        }
        let mut releases = Read::of(ctx).releases(self.0).await?.to_vec();
        releases.sort_unstable_by_key(|it| it.section);
        let releases = releases
            .into_iter()
            .map(|it| SponsorRelease { section: it.section.into(), released_at: it.released_at });
        Ok(Some(releases.collect()))
    }

    /// Visible to the client, and to the sponsor while the client releases it, of which each
    /// reading is noted. Sessions with the coach, the last arranged first.
    async fn attendance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many, 0 to 100.", default = 20)] first: i32,
    ) -> Answer<Option<Vec<SponsoredSession>>> {
        let first = most(first)?;
        let Some(row) = self.read(ctx, Section::Attendance).await? else { return Ok(None) };
        let sessions = Read::of(ctx).released_sessions(&row).await?;
        Ok(Some(sessions.iter().take(first).map(Into::into).collect()))
    }

    /// Visible to the client, and to the sponsor while the client releases it, of which each
    /// reading is noted. Goals that the client shares with the coach, newest first.
    async fn goals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many, 0 to 100.", default = 20)] first: i32,
    ) -> Answer<Option<Vec<SponsoredGoal>>> {
        let first = most(first)?;
        let Some(row) = self.read(ctx, Section::Goals).await? else { return Ok(None) };
        let read = Read::of(ctx);
        let goals = read.released_goals(&row).await?;
        let goals: Vec<_> = goals.iter().take(first).collect();
        let milestones = try_join_all(goals.iter().map(|it| read.milestones(it.id))).await?;
        let goals = goals.into_iter().zip(&milestones);
        Ok(Some(goals.map(|(goal, milestones)| SponsoredGoal::new(goal, milestones)).collect()))
    }

    /// Visible to the client, and to the sponsor while the client releases it, of which each
    /// reading is noted. What client and coach agreed on, by sessions, the last arranged first.
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of at most so many sessions, 0 to 100.", default = 20)] first: i32,
    ) -> Answer<Option<Vec<SponsoredAgreement>>> {
        let first = most(first)?;
        let Some(row) = self.read(ctx, Section::Agreements).await? else { return Ok(None) };
        let read = Read::of(ctx);
        let sessions = read.released_sessions(&row).await?;
        let sessions: Vec<_> = sessions.iter().take(first).collect();
        let points = try_join_all(sessions.iter().map(|it| read.points(it.id))).await?;
        let sessions = sessions.into_iter().zip(&points);
        Ok(Some(sessions.map(|(it, points)| SponsoredAgreement::new(it, points)).collect()))
    }

    /// Visible to the client. When the sponsor read which section, the latest first.
    async fn readings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<SponsorReading>>> {
        let (row, side) = self.seen(ctx).await?;
        if !policy::reads_log(side) {
            return Ok(ctx.deny());
        }
        let call = Call::of(ctx);
        let sealed = Sealed::new(call, "Sponsorship.readings", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::readings_unchecked(&call.db, &row, &page).await?;
        let told = rows
            .into_iter()
            .map(|it| (it.id, SponsorReading { section: it.section.into(), at: it.read_at }));
        let total = Total::counted(move |ctx| {
            let row = row.clone();
            Box::pin(async move {
                Ok(Some(repo::count_readings_unchecked(&Call::of(ctx).db, &row).await?))
            })
        });
        Ok(Some(list(&page, &sealed, told.collect(), total)))
    }
}

impl SponsorshipFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).sponsorship(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).sponsorship(self.0).await?.ok_or_else(Fault::not_found)
    }

    async fn seen(&self, ctx: &Context<'_>) -> Answer<(Arc<Model>, Side)> {
        let row = self.row(ctx).await?;
        let side = policy::side(ctx.viewer(), &row).ok_or_else(Fault::not_found)?;
        Ok((row, side))
    }

    /// The row, if this section may be read; otherwise the refusal is told. Noted, if it is
    /// the sponsor who reads: before anything of it is fetched.
    async fn read(&self, ctx: &Context<'_>, section: Section) -> Answer<Option<Arc<Model>>> {
        let (row, side) = self.seen(ctx).await?;
        let read = Read::of(ctx);
        let released = match side {
            Side::Sponsor => read.releases(self.0).await?,
            Side::Client | Side::Coach => Arc::default(),
        };
        if !policy::reads_section(side, &released, section) {
            return Ok(ctx.deny());
        }
        if side == Side::Sponsor {
            read.note_reading(&row, section).await?;
        }
        Ok(Some(row))
    }
}

fn most(first: i32) -> Answer<usize> {
    match usize::try_from(first) {
        Ok(first) if first <= MOST => Ok(first),
        _ => Err(Fault::bad_input(format!("Ask for 0 to {MOST}."))),
    }
}
