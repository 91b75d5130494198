//! What people of the company ask each other at the end of the story: some of it waits for an
//! answer.

use feedback::{
    Kind, Visibility,
    requests::{
        By, Question, Said, Wants,
        answer::{Respond, respond},
        ask::{About, Ask, Asked, External, ask},
        decline::decline,
        remind::remind,
        templates::create::{Create, Created, create},
    },
};
use identity::Directory;
use kernel::{
    Answer, Call, CompetencyId, EmailAddress, Fault, FeedbackRequestId, FeedbackTemplateId, Locale,
};

use super::{
    company::{ADMINISTRATOR, Company, MANAGER, MEMBER},
    story::actor,
};
use crate::{cli::Failure, ports::DirectoryDoorstep};

/// The company, and who in it asks and is asked.
pub struct Round<'a> {
    pub call: &'a Call,
    pub company: &'a Company,
    pub directory: Directory,
}

impl Round<'_> {
    /// A template, a request about a report that is answered in part, and one about oneself.
    pub async fn play(self, by: &[CompetencyId]) -> Result<(), Failure> {
        let template = self.template(by).await?;
        let about = About::Member(self.company.member(MEMBER));
        let report = Ask {
            template: Some(template),
            message: "We talk about the last quarter next week; your view helps us both.".into(),
            visibility: Visibility::Manager,
            members: [105, 106, 150].map(|it| self.company.member(it)).to_vec(),
            ..blank(about)
        };
        let asked = self.ask(MANAGER, report).await?;
        self.answer(105, asked).await?;
        self.decline(150, asked).await?;
        let own = Ask {
            message: "What should I do more of, and what less?".into(),
            members: vec![self.company.member(MANAGER)],
            externals: vec![External {
                name: "Maud Verhoeven".into(),
                address: EmailAddress::try_new("maud@customer.example").ok_or("an address")?,
                language: Locale::try_new("nl"),
            }],
            ..blank(about)
        };
        self.ask(MEMBER, own).await?;
        self.candidate().await?;
        remind(&self.call.db, &self.call.clock, None).await.map_err(words_of)?;
        Ok(())
    }

    async fn template(&self, by: &[CompetencyId]) -> Result<FeedbackTemplateId, Failure> {
        let (call, _) = self.actor(ADMINISTRATOR).await?;
        let question = |text: &str, wants| Question { text: text.into(), wants };
        let mut questions = vec![question("What went well?", Wants::Text)];
        let marked = by.first().map(|it| question("How well do they listen?", Wants::Mark(*it)));
        questions.extend(marked);
        let choices = ["Gladly", "Why not", "Rather not"].map(String::from).to_vec();
        questions.push(question("Would you work together again?", Wants::Choice(choices)));
        let input = Create {
            organization: self.company.founding.id,
            name: "After a project".into(),
            introduction: "A few minutes are enough; leave out what you cannot say.".into(),
            questions,
        };
        match create(&call, input, None).await.map_err(words_of)? {
            Ok(Created::Now(row)) => Ok(row.id),
            Ok(Created::Before(id)) => Ok(id),
            Err(errors) => Err(format!("the demo's template: {errors:?}")),
        }
    }

    pub(super) async fn ask(&self, who: u32, input: Ask) -> Result<FeedbackRequestId, Failure> {
        let (call, port) = self.actor(who).await?;
        match ask(&call, &port, input, None).await.map_err(words_of)? {
            Ok(Asked::Now(row)) => Ok(row.id),
            Ok(Asked::Before(id)) => Ok(id),
            Err(errors) => Err(format!("the demo's request: {errors:?}")),
        }
    }

    async fn answer(&self, who: u32, request: FeedbackRequestId) -> Result<(), Failure> {
        let (call, port) = self.actor(who).await?;
        let input = Respond {
            by: By::Invitation(asked_as(&call, request).await.map_err(words_of)?),
            name: None,
            kind: Kind::Praise,
            text: "The calm way you took the outage apart helped all of us.".into(),
            marks: vec![],
            answers: vec![
                Said { question: 0, text: Some("The handover.".into()), choice: None },
                Said { question: 2, text: None, choice: Some(0) },
            ],
        };
        let doorstep = doorstep();
        let answered = respond(&call, &port, &doorstep, input, None).await.map_err(words_of)?;
        answered.map(drop).map_err(|errors| format!("the demo's answer: {errors:?}"))
    }

    async fn decline(&self, who: u32, request: FeedbackRequestId) -> Result<(), Failure> {
        let (call, _) = self.actor(who).await?;
        let by = By::Invitation(asked_as(&call, request).await.map_err(words_of)?);
        let reason = Some("We have not worked together since spring.".to_owned());
        let declined = decline(&call, by, reason).await.map_err(words_of)?;
        declined.map(drop).map_err(|error| format!("the demo's refusal: {error:?}"))
    }

    pub(super) async fn actor(
        &self,
        who: u32,
    ) -> Result<(Call, crate::ports::DirectoryPort), Failure> {
        let at = self.company.by_number[&who];
        let person = self.company.people[at].member.person;
        actor(self.call, &self.directory, (self.company.founding.id, person)).await
    }
}

pub(super) fn doorstep() -> DirectoryDoorstep {
    DirectoryDoorstep(Directory::bounded(1 << 20).into())
}

pub(super) fn blank(about: About) -> Ask {
    Ask {
        about,
        members: vec![],
        group: None,
        externals: vec![],
        template: None,
        competencies: vec![],
        message: String::new(),
        visibility: Visibility::Recipient,
        due_on: None,
    }
}

async fn asked_as(call: &Call, request: FeedbackRequestId) -> Answer<kernel::FeedbackInvitationId> {
    feedback::requests::own_invitation(call, request).await?.ok_or_else(Fault::not_found)
}

/// What a fault may say of itself; its cause is in the log.
#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
pub(super) fn words_of(fault: Fault) -> Failure {
    fault.message().to_owned()
}
