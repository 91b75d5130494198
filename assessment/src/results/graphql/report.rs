use async_graphql::{ComplexObject, Context, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{AsViewer, AssessmentResultId, Date, Locale, MembershipId, Ref};

use super::{
    quality::ResultQuality,
    recognition::ResultRecognition,
    scale::{ResultRoleFit, ResultScale},
    source::ResultSource,
};
use crate::{
    answering::Outcome,
    instruments::document::Combine,
    results::{
        entity::{recognition, result::Model},
        loader::Edition,
        notice::{self, Notice},
        outcome::Kept,
        policy::{self, Side},
        report::pointed,
    },
    scoring,
};

/// All that a result says, as one object: for a talk about it, or to be printed.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ClientReport {
    /// Of which result.
    result: Ref<AssessmentResultId>,
    /// The language it is told in, where there are texts in it.
    language: Locale,
    /// Whose it is; null of somebody from outside, and where you are no member any more.
    member: Option<Ref<MembershipId>>,
    /// The name of somebody from outside; null of a member.
    candidate: Option<String>,
    /// What was answered, and all that the result came from.
    source: ResultSource,
    /// On which day it was answered.
    answered_on: Date,
    /// When it was computed.
    computed_at: DateTime<Utc>,
    /// The profile: all scales in their order.
    scales: Vec<ResultScale>,
    /// What stands out towards an end that the instrument calls a strength, the farthest first:
    /// by a standard deviation of the group and more, or without a group in the outer third.
    strengths: Vec<ResultPoint>,
    /// What stands out towards the other end, likewise.
    development_areas: Vec<ResultPoint>,
    /// How the attitudes stand to what a role asks for; null without a role.
    role_fit: Option<ResultRoleFit>,
    /// How the person sees it.
    recognitions: Vec<ResultRecognition>,
    /// What it is worth.
    validity: ResultValidity,
    #[graphql(skip)]
    quality: Option<ResultQuality>,
}

#[ComplexObject]
impl ClientReport {
    /// Visible to administrators in scope and granted coaches. How it was answered: signs, by which
    /// nothing is decided.
    async fn quality(&self, ctx: &Context<'_>) -> Option<&ResultQuality> {
        match &self.quality {
            Some(quality) => Some(quality),
            None => ctx.deny(),
        }
    }
}

/// A scale that stands out.
#[derive(SimpleObject)]
struct ResultPoint {
    /// The code of the scale.
    scale: String,
    /// What it is called.
    name: String,
    /// The words for the range it lies in; empty, if there are none.
    text: String,
}

/// What a result is worth, and for how long.
#[derive(SimpleObject)]
struct ResultValidity {
    /// Its last day but one: from this day on it is due for a retest.
    expires_on: Date,
    /// Whether it is due by now.
    due_for_retest: bool,
    /// How many of the scales have a score or points.
    scored: i64,
    /// What has to be said with it, in the language of the report.
    notices: Vec<String>,
}

/// From what a report is put together.
pub struct Parts<'a> {
    pub row: &'a Model,
    pub side: Side,
    pub edition: &'a Edition,
    pub kept: &'a Kept,
    pub recognitions: &'a [recognition::Model],
    pub candidate: Option<String>,
    pub today: chrono::NaiveDate,
    /// Whether the reader is a member where it was answered.
    pub here: bool,
}

impl ClientReport {
    pub fn of(parts: &Parts<'_>, language: &Locale) -> Self {
        let Parts { row, edition, kept, .. } = parts;
        let document = &edition.document;
        let group = row.norm_group.as_deref();
        let told = Some(language);
        let scale = |it: &Outcome| ResultScale::of(it, group, told, document);
        let points = |places: Vec<usize>| {
            let outcomes =
                places.into_iter().filter_map(|at| kept.outcome(&document.scales.get(at)?.code));
            outcomes.filter_map(scale).map(ResultPoint::of).collect()
        };
        let found = pointed(document, &kept.outcomes);
        let role = document.roles.iter().find(|it| Some(&it.code) == row.role.as_ref());
        Self {
            result: Ref(row.id),
            language: language.clone(),
            member: row.member_id.filter(|_| parts.here).map(Ref),
            candidate: parts.candidate.clone(),
            source: ResultSource::of(row, edition, told),
            answered_on: Date(row.answered_on),
            computed_at: row.computed_at,
            scales: kept.outcomes.iter().filter_map(scale).collect(),
            strengths: points(found.strengths),
            development_areas: points(found.developments),
            role_fit: role.map(|role| ResultRoleFit::of(role, &kept.fits, told, document)),
            recognitions: ResultRecognition::all(parts.recognitions),
            validity: ResultValidity {
                expires_on: Date(row.expires_on),
                due_for_retest: parts.today >= row.expires_on,
                scored: i64::try_from(scored(&kept.outcomes)).unwrap_or(i64::MAX),
                notices: notices(parts)
                    .into_iter()
                    .map(|it| notice::text(it, language.as_str()).to_owned())
                    .collect(),
            },
            quality: policy::reads_quality(parts.side).then(|| (&kept.quality).into()),
        }
    }
}

impl ResultPoint {
    fn of(scale: ResultScale) -> Self {
        let (scale, name, text) = scale.words();
        Self { scale, name, text }
    }
}

fn scored(outcomes: &[Outcome]) -> usize {
    let has =
        |it: &&Outcome| it.points.is_some() || it.score.is_some_and(|score| score.value.is_some());
    outcomes.iter().filter(has).count()
}

fn notices(parts: &Parts<'_>) -> Vec<Notice> {
    let document = &parts.edition.document;
    let attitudes = document.scales.iter().any(|it| it.poles.is_some());
    let ipsative = document.scales.iter().any(|it| it.combine == Combine::Ipsative);
    let all = [
        (true, Notice::Profile),
        (attitudes, Notice::Attitudes),
        (ipsative, Notice::Ipsative),
        (parts.row.norm_group.is_none() && !ipsative, Notice::NoGroup),
        (parts.row.algorithm != scoring::ALGORITHM, Notice::Brought),
    ];
    all.into_iter().filter(|(said, _)| *said).map(|(_, notice)| notice).collect()
}

#[cfg(test)]
mod tests;
