//! From a submitted sheet to its result.

use chrono::{Months, NaiveDate};
use kernel::{Answer, AssessmentResultId, Call, Code, Fault, UserId, Write};

use super::{
    entity::result::{Failure, Model},
    outcome::{Beside, Kept, group, key_digest},
    repo::{self, write},
};
use crate::{
    algorithms::{self, Algorithm},
    answering::{self, Answers},
    campaigns::{Mode, Origin, campaign, invitation},
    instruments::document::Document,
    scoring,
    sheets::sheet,
};

/// For so long a result holds; from then on the questionnaire is due again.
pub const VALID_MONTHS: u32 = 18;

/// Whose answers are submitted, to what.
#[derive(Clone, Copy, Debug)]
pub struct Submitted<'a> {
    pub campaign: &'a campaign::Model,
    pub invitation: &'a invitation::Model,
    pub sheet: &'a sheet::Model,
    pub document: &'a Document,
    pub answers: &'a Answers,
    /// From the first answer to the last, where it is known.
    pub seconds: Option<i64>,
}

/// What belongs to the transaction that submits a sheet: the result, where answers stand under a
/// name. It is asked for before that transaction begins, since an algorithm of the organisation's
/// may take its time; answers that change in between make another result.
///
/// An algorithm that fails keeps nobody from submitting, nor does one that has no turn: that is
/// the result then.
pub async fn computed(call: &Call, submitted: Submitted<'_>) -> Answer<Vec<Write>> {
    Ok(result(call, submitted).await?.iter().map(write::created).collect())
}

async fn result(call: &Call, submitted: Submitted<'_>) -> Answer<Option<Model>> {
    let Submitted { campaign, invitation, sheet, document, answers, seconds } = submitted;
    if campaign.mode != Mode::Identified {
        return Ok(None);
    }
    let scoring = repo::scoring_unchecked(&call.db, campaign).await?;
    let asked = scoring.as_ref().and_then(|it| it.norm_group.as_deref());
    let chosen = scoring.as_ref().and_then(|it| it.algorithm_id);
    // Under a name there always is one.
    let language = sheet.language.as_deref().unwrap_or(&document.language);
    let with = algorithms::of(call, campaign.organization_id, chosen).await?;
    let basis = Basis {
        document,
        answers,
        beside: Beside { group: group(document, asked), role: campaign.role.as_deref(), seconds },
        edition: (campaign.instrument_id, language),
    };
    let said = match basis.said(&with).await {
        // Too many of the organisation wait. It is taken all the same, and can be computed again.
        Err(fault) if fault.code == Code::RateLimited => {
            Said { outcome: None, failure: Some(Failure::NotRun) }
        }
        said => said?,
    };
    let now = call.clock.now();
    let debrief = (campaign.debrief || document.debrief) && campaign.origin != Origin::Person;
    Ok(Some(Model {
        organization_id: campaign.organization_id,
        id: AssessmentResultId(call.clock.id()),
        sheet_id: sheet.id,
        campaign_id: campaign.id,
        invitation_id: invitation.id,
        member_id: invitation.member_id,
        person_id: person(call, invitation),
        asked_by: campaign.created_by,
        own: campaign.origin == Origin::Person,
        instrument_id: campaign.instrument_id,
        language: language.to_owned(),
        algorithm: with.name(),
        norm_group: basis.beside.group.map(Into::into),
        role: campaign.role.clone(),
        key_digest: digest(document)?,
        outcome: said.outcome,
        failure: said.failure,
        seconds,
        answered_on: now.date_naive(),
        computed_at: now,
        released_at: (!debrief).then_some(now),
        released_by: None,
        expires_on: expires(now.date_naive()),
        supersedes: None,
    }))
}

/// Who answers, if it is the member who was asked; whoever holds a link acts as that alone.
fn person(call: &Call, invitation: &invitation::Model) -> Option<UserId> {
    let member = invitation.member_id?;
    call.viewer.user().filter(|_| call.viewer.is_member(member))
}

pub(super) fn digest(document: &Document) -> Answer<String> {
    key_digest(document).map_err(|error| Fault::internal(&error))
}

/// The first day on which it is due again.
pub(super) fn expires(answered: NaiveDate) -> NaiveDate {
    answered.checked_add_months(Months::new(VALID_MONTHS)).unwrap_or(answered)
}

/// From what a result is computed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis<'a> {
    pub document: &'a Document,
    pub answers: &'a Answers,
    pub beside: Beside<'a>,
    /// The edition and the language, as an algorithm is told them.
    pub edition: (kernel::InstrumentId, &'a str),
}

/// One of the two is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub outcome: Option<String>,
    pub failure: Option<Failure>,
}

impl Basis<'_> {
    pub async fn said(self, with: &Algorithm) -> Answer<Said> {
        let outcomes = match with {
            Algorithm::BuiltIn => {
                answering::results(self.document, self.answers, self.beside.group)
            }
            Algorithm::Brought(module) => {
                let (edition, language) = self.edition;
                let told = algorithms::told(self.document, edition, language, self.answers);
                match algorithms::run(module, told, self.document).await? {
                    Ok(values) => answering::results_of(
                        self.document,
                        self.answers,
                        &values,
                        self.beside.group,
                    ),
                    Err(failure) => {
                        return Ok(Said { outcome: None, failure: Some(failure) });
                    }
                }
            }
        };
        // What was published has keys for its scales.
        let outcomes = outcomes.ok_or_else(|| Fault::internal(&"an edition without keys"))?;
        let kept = Kept::of(self.document, self.answers, outcomes, self.beside);
        let text = kept.to_text().map_err(|error| Fault::internal(&error))?;
        Ok(Said { outcome: Some(text), failure: None })
    }
}

impl Algorithm {
    /// As results name it.
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn => scoring::ALGORITHM.to_owned(),
            Self::Brought(module) => module.name(),
        }
    }
}
