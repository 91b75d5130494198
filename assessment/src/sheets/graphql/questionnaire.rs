use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, Locale, Markdown};

use super::{answer::QuestionnaireAnswer, item::QuestionnaireSection};
use crate::{
    campaigns::{
        graphql::{CampaignAttributeKind, CampaignMode},
        promise,
    },
    instruments::graphql::{InstrumentLegalBasis, said},
    sheets::{Form, Notice, Standing, entity::sheet::State, repo::attributes_unchecked},
};

/// A questionnaire, as one respondent gets it: what is asked, and what they answered so far.
pub struct Questionnaire(pub Form);

impl Questionnaire {
    fn tongue(&self) -> Locale {
        Locale::kept(self.0.language.as_str())
    }
}

/// A questionnaire, as one respondent gets it: what is asked, and what they answered so far. It
/// exists for nobody else.
#[Object]
impl Questionnaire {
    /// What the campaign is called.
    async fn campaign_name(&self) -> &str {
        &self.0.campaign.name
    }

    /// Who asks.
    async fn organization_name(&self) -> &str {
        &self.0.house.name
    }

    /// Whom to ask for help; null, if they are gone.
    async fn contact_name(&self) -> Option<&str> {
        self.0.house.contact.as_deref()
    }

    /// What the questionnaire is called.
    async fn name(&self) -> String {
        said(&self.0.document.name, Some(&self.tongue()), &self.0.document)
    }

    /// What it is for.
    async fn purpose(&self) -> String {
        said(&self.0.document.purpose, Some(&self.tongue()), &self.0.document)
    }

    /// What this campaign says of it besides; null, if it says nothing.
    async fn campaign_purpose(&self) -> Option<&str> {
        self.0.campaign.purpose.as_deref()
    }

    /// On what the processing of answers rests; null, if nothing is said.
    async fn legal_basis(&self) -> Option<InstrumentLegalBasis> {
        self.0.document.legal_basis.map(Into::into)
    }

    /// What you are promised, to be shown before anything is answered.
    async fn promise(&self, ctx: &Context<'_>) -> Answer<Option<QuestionnairePromise>> {
        let campaign = &self.0.campaign;
        let Some(text) = promise::text(campaign) else { return Ok(None) };
        let attributes = attributes_unchecked(&Call::of(ctx).db, campaign).await?;
        Ok(Some(QuestionnairePromise {
            version: campaign.promise,
            mode: campaign.mode.into(),
            threshold: campaign.threshold,
            attributes: attributes.into_iter().map(Into::into).collect(),
            text: Markdown::kept(text),
        }))
    }

    /// What becomes of your answers, for whoever comes by a link; null for others.
    async fn privacy_notice(&self) -> Option<QuestionnaireNotice> {
        let Notice { version, text } = self.0.notice.clone()?;
        Some(QuestionnaireNotice { version, text: Markdown::kept(text) })
    }

    /// In which it is told here.
    async fn language(&self) -> Locale {
        self.tongue()
    }

    /// In which it can be answered.
    async fn languages(&self) -> Vec<Locale> {
        self.0.campaign.languages.split(',').map(Locale::kept).collect()
    }

    /// How many minutes it takes, as its authors say; null, if they do not.
    async fn minutes(&self) -> Option<i64> {
        self.0.document.minutes.map(i64::from)
    }

    /// From when on it can be answered.
    async fn opens_at(&self) -> DateTime<Utc> {
        self.0.campaign.opens_at
    }

    /// Until when it can be answered.
    async fn closes_at(&self) -> DateTime<Utc> {
        self.0.campaign.closes_at
    }

    /// Whether the campaign takes answers now.
    async fn standing(&self) -> QuestionnaireStanding {
        self.0.standing.into()
    }

    /// How far you are; null, until you begin.
    async fn state(&self) -> Option<QuestionnaireState> {
        self.0.state.map(Into::into)
    }

    /// Whether you can answer now.
    async fn writable(&self) -> bool {
        self.0.is_open()
    }

    /// What is asked by now: what comes next may follow from what you answered.
    async fn sections(&self) -> Vec<QuestionnaireSection> {
        let language = self.tongue();
        let of = |(section, items): (_, Vec<_>)| {
            QuestionnaireSection::of(section, &items, &language, &self.0.document)
        };
        self.0.sections().into_iter().map(of).collect()
    }

    /// What stands at each question, also at those that are not shown any more and do not count.
    async fn answers(&self) -> Vec<QuestionnaireAnswer> {
        let page = self.0.page.iter();
        page.map(|(item, kept)| QuestionnaireAnswer::of(item, kept)).collect()
    }

    /// How far you are with what is shown.
    async fn progress(&self) -> QuestionnaireProgress {
        let told = self.0.progress();
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        QuestionnaireProgress {
            answered: count(told.answered),
            shown: count(told.shown),
            required: count(told.required),
        }
    }
}

/// What respondents are promised. Each version is the same for everybody and never changed.
#[derive(SimpleObject)]
pub struct QuestionnairePromise {
    /// Which version of the text.
    version: i64,
    /// How your answers are tied to you.
    mode: CampaignMode,
    /// Of fewer people nothing is shown.
    threshold: i64,
    /// What stands beside your answers, as it was at the launch, so that groups can be compared.
    attributes: Vec<CampaignAttributeKind>,
    /// In the language of the request.
    text: Markdown,
}

/// What somebody from outside is told of what becomes of their answers.
#[derive(SimpleObject)]
struct QuestionnaireNotice {
    /// Which version; it is kept with the answers.
    version: String,
    /// In the language of the questionnaire.
    text: Markdown,
}

/// How far somebody is with what is shown.
#[derive(SimpleObject)]
struct QuestionnaireProgress {
    /// Questions that are shown and answered.
    answered: i64,
    /// Questions that are shown.
    shown: i64,
    /// Questions that may not be skipped and are not answered.
    required: i64,
}

/// Whether a campaign takes answers.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Standing")]
pub enum QuestionnaireStanding {
    /// It begins later.
    NotYet,
    /// It takes answers.
    Open,
    /// It takes none at present.
    Paused,
    /// It takes none any more.
    Closed,
}

/// How far somebody is.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "State")]
pub enum QuestionnaireState {
    /// It was begun.
    Open,
    /// It was handed in.
    Submitted,
    /// It was taken back, and its answers are gone.
    Withdrawn,
}
