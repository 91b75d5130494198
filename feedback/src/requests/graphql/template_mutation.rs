use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use kernel::{Answer, Call, Fault, FeedbackTemplateId, Markdown, Ref};

use crate::{
    graphql::{id, key, problems, shown},
    loader::{Loaders, Read},
    requests::{
        Question, Wants,
        entity::template::Model,
        templates::{
            create::{Create, CreateFeedbackTemplateError, Created, create},
            retire::{RetireFeedbackTemplateError, retire},
            revise::{Revise, ReviseFeedbackTemplateError, Revised, revise},
        },
    },
};

#[derive(Default)]
pub struct TemplateMutation;

#[Object]
impl TemplateMutation {
    /// Visible to administrators. Adds questions that feedback is asked for with; for
    /// administrators of everybody.
    #[graphql(visible = "shown::to_administrators")]
    async fn create_feedback_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is added.")] input: CreateFeedbackTemplateInput,
    ) -> Answer<CreateFeedbackTemplatePayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let new = Create {
            organization: id(&input.organization)?,
            name: input.name,
            introduction: input.introduction.map(Markdown::into_string).unwrap_or_default(),
            questions: questions(input.questions)?,
        };
        let template = match create(Call::of(ctx), new, key).await? {
            Ok(Created::Now(row)) => Some(fed(ctx, row)),
            Ok(Created::Before(id)) => Read::of(ctx).template(id).await?.map(|_| Ref(id)),
            Err(errors) => {
                let errors = problems(errors);
                return Ok(CreateFeedbackTemplatePayload { template: None, errors });
            }
        };
        Ok(CreateFeedbackTemplatePayload { template, errors: vec![] })
    }

    /// Visible to administrators. Changes a template: another version takes its place, and what
    /// was asked with the one before stays. For administrators of everybody.
    #[graphql(visible = "shown::to_administrators")]
    async fn revise_feedback_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is from now on.")] input: ReviseFeedbackTemplateInput,
    ) -> Answer<ReviseFeedbackTemplatePayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let new = Revise {
            template: id(&input.template)?,
            name: input.name,
            introduction: input.introduction.map(Markdown::into_string).unwrap_or_default(),
            questions: questions(input.questions)?,
        };
        let template = match revise(Call::of(ctx), new, key).await? {
            Ok(Revised::Now(row)) => Some(fed(ctx, row)),
            Ok(Revised::Before(id)) => Read::of(ctx).template(id).await?.map(|_| Ref(id)),
            Err(errors) => {
                let errors = problems(errors);
                return Ok(ReviseFeedbackTemplatePayload { template: None, errors });
            }
        };
        Ok(ReviseFeedbackTemplatePayload { template, errors: vec![] })
    }

    /// Visible to administrators. Ends asking with a template; what was asked with it stays. For
    /// administrators of everybody; once more changes nothing.
    #[graphql(visible = "shown::to_administrators")]
    async fn retire_feedback_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RetireFeedbackTemplateInput,
    ) -> Answer<RetireFeedbackTemplatePayload> {
        Loaders::of(ctx).forget();
        Ok(match retire(Call::of(ctx), id(&input.template)?).await? {
            Ok(row) => {
                RetireFeedbackTemplatePayload { template: Some(fed(ctx, row)), errors: vec![] }
            }
            Err(error) => {
                RetireFeedbackTemplatePayload { template: None, errors: vec![error.into()] }
            }
        })
    }
}

fn fed(ctx: &Context<'_>, row: Model) -> Ref<FeedbackTemplateId> {
    let id = row.id;
    Loaders::of(ctx).requests.templates.feed([(id, Arc::new(row))]);
    Ref(id)
}

fn questions(all: Vec<FeedbackQuestionInput>) -> Answer<Vec<Question>> {
    all.into_iter().map(Question::try_from).collect()
}

/// What is added.
#[derive(InputObject)]
struct CreateFeedbackTemplateInput {
    /// Where.
    organization: ID,
    /// What it is called, 1 to 200 characters: `After a project`.
    name: String,
    /// What whoever is asked reads first, at most 2,000 characters, kept as they are.
    introduction: Option<Markdown>,
    /// 1 to 30, in order.
    questions: Vec<FeedbackQuestionInput>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input add it once.
    idempotency_key: Option<String>,
}

/// What a template is from now on.
#[derive(InputObject)]
struct ReviseFeedbackTemplateInput {
    /// The newest version, as you read it.
    template: ID,
    /// What it is called, 1 to 200 characters.
    name: String,
    /// What whoever is asked reads first, at most 2,000 characters, kept as they are.
    introduction: Option<Markdown>,
    /// 1 to 30, in order.
    questions: Vec<FeedbackQuestionInput>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input change it
    /// once.
    idempotency_key: Option<String>,
}

/// Which template is retired.
#[derive(InputObject)]
struct RetireFeedbackTemplateInput {
    /// Which.
    template: ID,
}

/// What is asked.
#[derive(InputObject)]
struct FeedbackQuestionInput {
    /// 1 to 500 characters on one line.
    text: String,
    /// What answers it.
    wants: FeedbackWantsInput,
}

/// What answers a question.
#[derive(OneofObject)]
enum FeedbackWantsInput {
    /// Text, if this is true.
    Text(bool),
    /// A mark for this competency; for each at most once in a template.
    Mark(ID),
    /// One of these, 2 to 10, each of 1 to 200 characters and unlike the others.
    Choices(Vec<String>),
}

impl TryFrom<FeedbackQuestionInput> for Question {
    type Error = Fault;

    fn try_from(input: FeedbackQuestionInput) -> Answer<Self> {
        let wants = match input.wants {
            FeedbackWantsInput::Text(true) => Wants::Text,
            FeedbackWantsInput::Text(false) => {
                return Err(Fault::bad_input("A question wants text, a mark or a choice."));
            }
            FeedbackWantsInput::Mark(competency) => Wants::Mark(id(&competency)?),
            FeedbackWantsInput::Choices(choices) => Wants::Choice(choices),
        };
        Ok(Self { text: input.text, wants })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateFeedbackTemplatePayload {
    /// What was added; null, if nothing was.
    template: Option<Ref<FeedbackTemplateId>>,
    /// Why nothing was added.
    errors: Vec<CreateFeedbackTemplateError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct ReviseFeedbackTemplatePayload {
    /// The version that is in use now; null, if nothing was changed.
    template: Option<Ref<FeedbackTemplateId>>,
    /// Why nothing was changed.
    errors: Vec<ReviseFeedbackTemplateError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RetireFeedbackTemplatePayload {
    /// As it is now; null, if there is none.
    template: Option<Ref<FeedbackTemplateId>>,
    /// Why it was not retired.
    errors: Vec<RetireFeedbackTemplateError>,
}
