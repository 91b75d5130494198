use async_graphql::{InputObject, OneofObject, SimpleObject};
use kernel::{Answer, Date, Fault};

use crate::{
    answering::Given,
    sheets::page::{Change, Kept},
};

/// What stands at a question. All but one of the ways to answer are null.
#[derive(SimpleObject)]
pub struct QuestionnaireAnswer {
    /// The code of the question.
    item: String,
    /// From 1, one more for each change; `saveAnswers` tells by it whether another tab or device
    /// was faster.
    revision: i64,
    /// Whether it was taken back: nothing stands there, and it counts its changes on.
    taken_back: bool,
    /// A point, a number, or 0 to 10.
    number: Option<f64>,
    /// The code of the option, or of the statement that is most like you.
    choice: Option<String>,
    /// The codes of the options that were chosen.
    choices: Option<Vec<String>>,
    /// The codes of all options or statements, the first one first.
    order: Option<Vec<String>>,
    /// The code of the statement that is most like you, where one is the least.
    most: Option<String>,
    /// The code of the statement that is least like you.
    least: Option<String>,
    /// A day.
    date: Option<Date>,
    /// In your own words.
    text: Option<String>,
    /// That you could not observe it.
    not_observed: bool,
    /// That you prefer not to say.
    prefer_not_to_say: bool,
}

impl QuestionnaireAnswer {
    pub fn of(item: &str, kept: &Kept) -> Self {
        let mut told = Self {
            item: item.to_owned(),
            revision: kept.revision,
            taken_back: kept.given.is_none(),
            number: None,
            choice: None,
            choices: None,
            order: None,
            most: None,
            least: None,
            date: None,
            text: None,
            not_observed: false,
            prefer_not_to_say: false,
        };
        match kept.given.clone() {
            Some(Given::Number(it)) => told.number = Some(it),
            Some(Given::Choice(it)) => told.choice = Some(it),
            Some(Given::Choices(it)) => told.choices = Some(it),
            Some(Given::Order(it)) => told.order = Some(it),
            Some(Given::MostAndLeast { most, least }) => {
                (told.most, told.least) = (Some(most), Some(least));
            }
            Some(Given::Day(it)) => told.date = Some(Date(it)),
            Some(Given::Text(it)) => told.text = Some(it),
            Some(Given::NotObserved) => told.not_observed = true,
            Some(Given::PreferNotToSay) => told.prefer_not_to_say = true,
            None => (),
        }
        told
    }
}

/// What is to stand at a question.
#[derive(InputObject)]
pub struct QuestionnaireAnswerInput {
    /// The code of the question.
    item: String,
    /// What you answer; left out, what stands there is taken back.
    answer: Option<QuestionnaireGivenInput>,
    /// The revision you read, 0 where nothing stood: if it was answered since, you are told, and
    /// nothing is saved. Left out, whatever stands there is overwritten.
    revision: Option<i64>,
}

impl QuestionnaireAnswerInput {
    pub fn try_into_change(self) -> Answer<Change> {
        let given = self.answer.map(TryInto::try_into).transpose()?;
        Ok(Change { item: self.item, given, revision: self.revision })
    }

    pub fn try_into_all(all: Vec<Self>) -> Answer<Vec<Change>> {
        all.into_iter().map(Self::try_into_change).collect()
    }
}

/// An answer, in the way its question is answered.
#[derive(OneofObject)]
enum QuestionnaireGivenInput {
    /// A point, a number, or 0 to 10.
    Number(f64),
    /// The code of the option, or of the statement that is most like you.
    Choice(String),
    /// The codes of the options you choose.
    Choices(Vec<String>),
    /// The codes of all options or statements, the first one first.
    Order(Vec<String>),
    /// Of statements the one that is most and the one that is least like you.
    MostAndLeast(QuestionnaireMostAndLeastInput),
    /// A day.
    Date(Date),
    /// In your own words.
    Text(String),
    /// True: you could not observe it.
    NotObserved(bool),
    /// True: you prefer not to say.
    PreferNotToSay(bool),
}

/// Of statements the one that is most and the one that is least like you.
#[derive(InputObject)]
struct QuestionnaireMostAndLeastInput {
    /// The code of the statement that is most like you.
    most: String,
    /// The code of the statement that is least like you.
    least: String,
}

impl TryFrom<QuestionnaireGivenInput> for Given {
    type Error = Fault;

    fn try_from(input: QuestionnaireGivenInput) -> Answer<Self> {
        use QuestionnaireGivenInput as Input;
        Ok(match input {
            Input::Number(it) => Self::Number(it),
            Input::Choice(it) => Self::Choice(it),
            Input::Choices(it) => Self::Choices(it),
            Input::Order(it) => Self::Order(it),
            Input::MostAndLeast(it) => Self::MostAndLeast { most: it.most, least: it.least },
            Input::Date(it) => Self::Day(it.0),
            Input::Text(it) => Self::Text(it),
            Input::NotObserved(true) => Self::NotObserved,
            Input::PreferNotToSay(true) => Self::PreferNotToSay,
            Input::NotObserved(false) | Input::PreferNotToSay(false) => {
                return Err(Fault::bad_input("Say true, or leave it out."));
            }
        })
    }
}
