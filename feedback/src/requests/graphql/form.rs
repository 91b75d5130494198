use async_graphql::{Context, ID, Object, SimpleObject};
use kernel::{Answer, Call, Date, Locale, Markdown};

use super::{doorstep, invitation::FeedbackInvitationState, template::FeedbackQuestionKind};
use crate::{
    candidates::graphql::{CandidateForm, candidate_form},
    graphql::FeedbackVisibility,
    requests::{
        Question,
        form::{Form, form},
        repo::door::Asked,
    },
};

/// What can be asked without being signed in, by whoever holds a link.
#[derive(Default)]
pub struct FeedbackFormQuery;

#[Object]
impl FeedbackFormQuery {
    /// What the link in a mail to somebody from outside asks; null, if it opens nothing (any
    /// more): it was revoked, never was, or its last day is over for more than a week.
    async fn feedback_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the link carries.")] link: String,
    ) -> Answer<Option<FeedbackForm>> {
        let noticed = ctx.look_ahead().field("privacyNotice").exists();
        Ok(form(Call::of(ctx), doorstep(ctx), link, noticed).await?.map(FeedbackForm::from))
    }

    /// What the link in a mail to a candidate shows; null, if it opens nothing (any more): it
    /// never was one, or they are erased.
    async fn candidate_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the link carries.")] link: String,
    ) -> Answer<Option<CandidateForm>> {
        candidate_form(ctx, doorstep(ctx), &link).await
    }
}

/// A request for feedback, as whoever holds the link is asked it.
#[derive(SimpleObject)]
pub struct FeedbackForm {
    /// How it stands: only what is open can be answered.
    state: FeedbackInvitationState,
    /// The organisation's name.
    organization_name: String,
    /// The name of who asks.
    requester_name: String,
    /// The name of whom it is about, who receives the answer.
    about_name: Option<String>,
    /// How you are named; you may say another name when you answer.
    your_name: Option<String>,
    /// In which you are written to.
    language: Locale,
    /// What who asks says to you, as it was typed; may be empty.
    message: Markdown,
    /// What the questions begin with.
    introduction: Option<Markdown>,
    /// What is asked, in order; any may be left out.
    questions: Vec<FeedbackFormQuestion>,
    /// What marks are asked for; may be empty.
    competencies: Vec<FeedbackFormCompetency>,
    /// Who will read the answer besides whom it is about.
    visibility: FeedbackVisibility,
    /// The last day on which it is answered.
    due_on: Date,
    /// Whether you want no reminders.
    reminders_muted: bool,
    /// What becomes of what you write. That you were told, and in which version, is kept.
    privacy_notice: FeedbackPrivacyNotice,
}

/// A question, as whoever holds the link is asked it.
#[derive(SimpleObject)]
struct FeedbackFormQuestion {
    /// Its place, from 0.
    position: usize,
    /// What is asked.
    text: String,
    /// What answers it.
    kind: FeedbackQuestionKind,
    /// What a mark is asked for: an id of one of the competencies. Null, if none is.
    competency: Option<ID>,
    /// What it offers, in order; empty, if nothing is to be chosen.
    choices: Vec<String>,
}

/// What marks are asked for.
#[derive(SimpleObject)]
struct FeedbackFormCompetency {
    /// To be said with the mark.
    id: ID,
    /// What it is called: `Listening`.
    name: String,
    /// What is looked at; may be empty.
    description: String,
}

/// What somebody from outside is told of what becomes of their words.
#[derive(SimpleObject)]
struct FeedbackPrivacyNotice {
    /// Which version; it is kept with the answer.
    version: String,
    /// In the language of the invitation.
    text: Markdown,
}

impl From<Form> for FeedbackForm {
    fn from(it: Form) -> Self {
        let questions = answerable(&it).map(Into::into).collect();
        Self {
            questions,
            state: it.standing.into(),
            organization_name: it.organization,
            requester_name: it.requester,
            about_name: it.about,
            your_name: it.name,
            language: Locale::kept(it.language),
            message: Markdown::kept(it.message),
            introduction: it.introduction.map(Markdown::kept),
            competencies: it.competencies.into_iter().map(Into::into).collect(),
            visibility: it.visibility.into(),
            due_on: Date(it.due_on),
            reminders_muted: it.muted,
            privacy_notice: FeedbackPrivacyNotice {
                version: it.notice.version,
                text: Markdown::kept(it.notice.text),
            },
        }
    }
}

/// With their places. What a mark is asked for that nobody can give any more is left out.
fn answerable(it: &Form) -> impl Iterator<Item = (usize, &Question)> {
    let open = |wanted| it.competencies.iter().any(|competency| competency.id == wanted);
    let questions = it.questions.iter().enumerate();
    questions.filter(move |(_, question)| question.wants.competency().is_none_or(open))
}

impl From<(usize, &Question)> for FeedbackFormQuestion {
    fn from((position, it): (usize, &Question)) -> Self {
        Self {
            position,
            text: it.text.clone(),
            kind: it.wants.kind().into(),
            competency: it.wants.competency().map(|id| id.to_string().into()),
            choices: it.wants.choices().to_vec(),
        }
    }
}

impl From<Asked> for FeedbackFormCompetency {
    fn from(it: Asked) -> Self {
        Self { id: it.id.to_string().into(), name: it.name, description: it.description }
    }
}
