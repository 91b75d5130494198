use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use kernel::{Answer, Call, Date, EmailAddress, Fault, FeedbackRequestId, Locale, Markdown, Ref};

use crate::{
    graphql::{FeedbackVisibility, colleagues, id, key, problems},
    loader::{Loaders, Read},
    requests::ask::{About, Ask, Asked, External, RequestFeedbackError, ask},
};

#[derive(Default)]
pub struct RequestFeedback;

#[Object]
impl RequestFeedback {
    /// Asks colleagues, a group or people from outside for feedback: about yourself, somebody
    /// you lead, or somebody you administer. Who is asked is told who will read it, and may
    /// decline.
    async fn request_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who is asked, about whom, and what.")] input: RequestFeedbackInput,
    ) -> Answer<RequestFeedbackPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key.clone())?;
        let asked = ask(Call::of(ctx), colleagues(ctx), input.try_into()?, key).await?;
        let request = match asked {
            Ok(Asked::Now(row)) => {
                let id = row.id;
                Loaders::of(ctx).requests.rows.feed([(id, Arc::new(row))]);
                Some(id)
            }
            Ok(Asked::Before(id)) => Read::of(ctx).request(id).await?.map(|_| id),
            Err(errors) => {
                return Ok(RequestFeedbackPayload { request: None, errors: problems(errors) });
            }
        };
        Ok(RequestFeedbackPayload { request: request.map(Ref), errors: vec![] })
    }
}

/// Who is asked, about whom, and what.
#[derive(InputObject)]
struct RequestFeedbackInput {
    /// About whom.
    about: FeedbackAboutInput,
    /// Who is asked; at least one.
    asked: FeedbackAskedInput,
    /// Questions that are asked besides: an id of a `FeedbackTemplate` that is not retired.
    template: Option<ID>,
    /// What marks are asked for, besides those of the template; at most 30.
    #[graphql(default)]
    competencies: Vec<ID>,
    /// What you say to those who are asked, at most 2,000 characters, kept as they are.
    message: Option<Markdown>,
    /// Who will read the answers besides their authors and whom it is about. Those who are asked
    /// are told, and it never changes.
    visibility: FeedbackVisibility,
    /// The last day on which it is answered, at most 180 days from now; 14 days from now, if
    /// nothing is said.
    due_on: Option<Date>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input ask it once.
    idempotency_key: Option<String>,
}

/// What feedback is asked about.
#[derive(OneofObject)]
enum FeedbackAboutInput {
    /// A member, by an id of `Membership`: you yourself, somebody you lead, or somebody you
    /// administer.
    Member(ID),
    /// A candidate who consented, by an id of `Candidate`: whom you are responsible for, or who is
    /// in your scope. What is answered is read by those, so the visibility is `RECIPIENT`.
    Candidate(ID),
}

/// Who is asked. You and whom it is about are left out.
#[derive(InputObject)]
struct FeedbackAskedInput {
    /// Members, by ids of `Membership`; at most 250.
    #[graphql(default)]
    members: Vec<ID>,
    /// The present members of a group.
    group: Option<ID>,
    /// People from outside; at most 20, and 100 in a day. They answer by a link in a mail,
    /// without an account.
    #[graphql(default)]
    externals: Vec<FeedbackExternalInput>,
}

/// Somebody from outside.
#[derive(InputObject)]
struct FeedbackExternalInput {
    /// 1 to 200 characters on one line.
    name: String,
    /// Where the link is mailed to.
    address: EmailAddress,
    /// In which they are written to; your own, if nothing is said.
    language: Option<Locale>,
}

impl TryFrom<RequestFeedbackInput> for Ask {
    type Error = Fault;

    fn try_from(input: RequestFeedbackInput) -> Answer<Self> {
        let about = match input.about {
            FeedbackAboutInput::Member(member) => About::Member(id(&member)?),
            FeedbackAboutInput::Candidate(candidate) => About::Candidate(id(&candidate)?),
        };
        let external = |it: FeedbackExternalInput| External {
            name: it.name,
            address: it.address,
            language: it.language,
        };
        Ok(Self {
            about,
            members: input.asked.members.iter().map(id).collect::<Answer<_>>()?,
            group: input.asked.group.as_ref().map(id).transpose()?,
            externals: input.asked.externals.into_iter().map(external).collect(),
            template: input.template.as_ref().map(id).transpose()?,
            competencies: input.competencies.iter().map(id).collect::<Answer<_>>()?,
            message: input.message.map(Markdown::into_string).unwrap_or_default(),
            visibility: input.visibility.into(),
            due_on: input.due_on.map(|day| day.0),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct RequestFeedbackPayload {
    /// What is asked; null, if nothing is.
    request: Option<Ref<FeedbackRequestId>>,
    /// Why nothing is asked.
    errors: Vec<RequestFeedbackError>,
}
