use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, AssessmentResultId, Call, Date, Fault, List, Locale, MembershipId,
    OrganizationId, Page, PageInput, Ref, Sealed, Total, list,
};

use super::{
    quality::ResultQuality,
    reading::ResultReading,
    recognition::ResultRecognition,
    report::{ClientReport, Parts},
    scale::{ResultRoleFit, ResultScale},
    source::ResultSource,
};
use crate::results::{
    entity::{
        reading::Part,
        result::{Failure, Model},
    },
    loader::Read,
    outcome::Kept,
    policy::{self, Side},
    repo,
};

/// The `AssessmentResult` fields this context owns.
pub struct AssessmentResultFields(pub AssessmentResultId);

/// What the answers of one person say. It is theirs: once it is released it exists for them, also
/// when their membership has ended. In a company it exists besides for administrators who have
/// them in scope, and everywhere for a coach who is granted questionnaire results; what somebody
/// from outside answered, for whoever asked. Each time somebody else opens a part the person is
/// shown it. It never changes: a corrected key makes a newer one beside it.
#[Object]
impl AssessmentResultFields {
    /// `result_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where it was answered; null, where you are no member any more.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Option<Ref<OrganizationId>>> {
        let row = self.row(ctx).await?;
        Ok(is_here(ctx, &row).then_some(Ref(row.organization_id)))
    }

    /// Whose it is; null of somebody from outside, and where you are no member any more.
    async fn member(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        let row = self.row(ctx).await?;
        Ok(row.member_id.filter(|_| is_here(ctx, &row)).map(Ref))
    }

    /// The name of somebody from outside; null of a member.
    async fn candidate(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        candidate(ctx, &*self.row(ctx).await?).await
    }

    /// What was answered, and all that the result came from, by name.
    async fn source(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "In which language; the instrument's, where a text is not there in this one."
        )]
        language: Option<Locale>,
    ) -> Answer<ResultSource> {
        let row = self.row(ctx).await?;
        let edition = Read::of(ctx).edition(&row).await?;
        Ok(ResultSource::of(&row, &edition, language.as_ref()))
    }

    /// On which day it was answered.
    async fn answered_on(&self, ctx: &Context<'_>) -> Answer<Date> {
        Ok(Date(self.row(ctx).await?.answered_on))
    }

    /// When it was computed.
    async fn computed_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.computed_at)
    }

    /// From when on the person reads it; null, as long as it waits for somebody to talk it over
    /// with them.
    async fn released_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.released_at)
    }

    /// Who released it; null, if nobody had to or has yet, and where you are no member any more.
    async fn released_by(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        let row = self.row(ctx).await?;
        Ok(row.released_by.filter(|_| is_here(ctx, &row)).map(Ref))
    }

    /// From this day on it is due for a retest.
    async fn expires_on(&self, ctx: &Context<'_>) -> Answer<Date> {
        Ok(Date(self.row(ctx).await?.expires_on))
    }

    /// Whether it is due for a retest by now.
    async fn due_for_retest(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(today(ctx) >= self.row(ctx).await?.expires_on)
    }

    /// The result beside which this one stands; null, if it is the first.
    async fn supersedes(&self, ctx: &Context<'_>) -> Answer<Option<Ref<AssessmentResultId>>> {
        let Some(id) = self.row(ctx).await?.supersedes else { return Ok(None) };
        Ok(Read::of(ctx).result(id).await?.map(|_| Ref(id)))
    }

    /// The newer one beside it; null, if there is none for you.
    async fn superseded_by(&self, ctx: &Context<'_>) -> Answer<Option<Ref<AssessmentResultId>>> {
        self.row(ctx).await?;
        Ok(Read::of(ctx).newer(self.0).await?.map(Ref))
    }

    /// Why the organisation's algorithm made no scores; null, if it made some.
    async fn failure(&self, ctx: &Context<'_>) -> Answer<Option<AlgorithmFailure>> {
        Ok(self.row(ctx).await?.failure.map(Into::into))
    }

    /// All scales in their order; empty, if the algorithm failed. Opened by somebody else, it is
    /// noted.
    async fn scales(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "In which language; the instrument's, where a text is not there in this one."
        )]
        language: Option<Locale>,
    ) -> Answer<Vec<ResultScale>> {
        let (row, _) = self.open(ctx, Part::Scales).await?;
        let edition = Read::of(ctx).edition(&row).await?;
        let (document, group) = (&edition.document, row.norm_group.as_deref());
        let of = |it| ResultScale::of(it, group, language.as_ref(), document);
        Ok(kept(&row)?.iter().flat_map(|it| &it.outcomes).filter_map(of).collect())
    }

    /// How the attitudes stand to the role of the campaign; null without one, or if the algorithm
    /// failed. Opened by somebody else, it is noted.
    async fn role_fit(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "In which language; the instrument's, where a text is not there in this one."
        )]
        language: Option<Locale>,
    ) -> Answer<Option<ResultRoleFit>> {
        let (row, _) = self.open(ctx, Part::RoleFit).await?;
        let edition = Read::of(ctx).edition(&row).await?;
        let document = &edition.document;
        let role = document.roles.iter().find(|it| Some(&it.code) == row.role.as_ref());
        let kept = kept(&row)?;
        Ok(role
            .zip(kept)
            .map(|(role, kept)| ResultRoleFit::of(role, &kept.fits, language.as_ref(), document)))
    }

    /// Visible to administrators in scope and granted coaches. How it was answered: signs, by which
    /// nothing is decided; null, if the algorithm failed. To open it is noted.
    async fn quality(&self, ctx: &Context<'_>) -> Answer<Option<ResultQuality>> {
        let (row, side) = self.seen(ctx).await?;
        if !policy::reads_quality(side) {
            return Ok(ctx.deny());
        }
        Read::of(ctx).note_reading(&row, Part::Quality).await?;
        Ok(kept(&row)?.map(|it| (&it.quality).into()))
    }

    /// How the person sees it, scale by scale; it changes nothing of it. Opened by somebody else,
    /// it is noted.
    async fn recognitions(&self, ctx: &Context<'_>) -> Answer<Vec<ResultRecognition>> {
        let (row, _) = self.open(ctx, Part::Recognitions).await?;
        Ok(ResultRecognition::all(&Read::of(ctx).recognitions(&row).await?))
    }

    /// All of it, as one object; null, if the algorithm failed. Opened by somebody else, it is
    /// noted.
    async fn report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which language; that in which it was answered, if nothing is said.")]
        language: Option<Locale>,
    ) -> Answer<Option<ClientReport>> {
        let (row, side) = self.open(ctx, Part::Report).await?;
        let Some(kept) = kept(&row)? else { return Ok(None) };
        let read = Read::of(ctx);
        let parts = Parts {
            row: &row,
            side,
            edition: &*read.edition(&row).await?,
            kept: &kept,
            recognitions: &read.recognitions(&row).await?,
            candidate: candidate(ctx, &row).await?,
            today: today(ctx),
            here: is_here(ctx, &row),
        };
        let own = || Locale::kept(row.language.as_str());
        Ok(Some(ClientReport::of(&parts, &language.unwrap_or_else(own))))
    }

    /// Visible to the person. Who else opened what of it, the latest first.
    async fn readings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<ResultReading>>> {
        let (row, side) = self.seen(ctx).await?;
        if !policy::reads_log(side) {
            return Ok(ctx.deny());
        }
        let call = Call::of(ctx);
        let sealed = Sealed::new(call, "AssessmentResult.readings", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::readings_unchecked(&call.db, &row, &page).await?;
        let here = is_here(ctx, &row);
        let told = rows.iter().map(|it| (it.id, ResultReading::of(it, here)));
        let told = told.collect();
        let total = Total::counted(move |ctx| {
            let row = row.clone();
            Box::pin(async move {
                Ok(Some(repo::count_readings_unchecked(&Call::of(ctx).db, &row).await?))
            })
        });
        Ok(Some(list(&page, &sealed, told, total)))
    }
}

impl AssessmentResultFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).result(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).result(self.0).await?.ok_or_else(Fault::not_found)
    }

    async fn seen(&self, ctx: &Context<'_>) -> Answer<(Arc<Model>, Side)> {
        let row = self.row(ctx).await?;
        let side = Read::of(ctx).side(&row)?;
        Ok((row, side))
    }

    /// The row, once it is noted that somebody else opens a part of it.
    async fn open(&self, ctx: &Context<'_>, part: Part) -> Answer<(Arc<Model>, Side)> {
        let (row, side) = self.seen(ctx).await?;
        if side == Side::Professional {
            Read::of(ctx).note_reading(&row, part).await?;
        }
        Ok((row, side))
    }
}

/// Whether the viewer is a member where it was answered.
fn is_here(ctx: &Context<'_>, row: &Model) -> bool {
    ctx.viewer().within(row.organization_id).is_some()
}

fn today(ctx: &Context<'_>) -> chrono::NaiveDate {
    Call::of(ctx).clock.now().date_naive()
}

fn kept(row: &Model) -> Answer<Option<Kept>> {
    let kept = row.outcome.as_deref().map(Kept::read).transpose();
    kept.map_err(|error| Fault::internal(&error))
}

async fn candidate(ctx: &Context<'_>, row: &Model) -> Answer<Option<String>> {
    if row.member_id.is_some() {
        return Ok(None);
    }
    let asked = Read::of(ctx).invitation(row).await?;
    Ok(asked.and_then(|it| it.external_name.clone()))
}

/// Why an algorithm that an organisation brought made no scores.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Failure")]
pub enum AlgorithmFailure {
    /// This service runs no algorithms of organisations, or too many waited: compute it again.
    NotRun,
    /// It gave up, did what it must not, or wanted more memory than it may have.
    Trapped,
    /// It did not end in time.
    OutOfFuel,
    /// It is no module that can be run.
    NotAModule,
    /// What it answered is not of the form that is asked for.
    WrongAnswer,
}
