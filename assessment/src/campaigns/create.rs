//! Beginning a campaign.

use kernel::{Answer, Call, CampaignId, IdempotencyKey, Once, OrganizationId, audit};
use sea_orm::ConnectionTrait;

use super::{
    Audience, Content, Made,
    content::{Wrong, sound},
    repo::write,
};

#[derive(Clone, Debug)]
pub struct Create {
    pub organization: OrganizationId,
    pub content: Content,
}

const ACTION: &str = "createCampaign";

kernel::problems! {
    /// Why a campaign was not begun.
    CreateError as CreateCampaignError, CreateCampaignErrorCode {
        /// It does not exist there, or is not published.
        NoSuchInstrument => ("content.instrument", "There is no such instrument."),
        /// Its results are talked over before they are shown: nobody asks themself with it.
        DebriefNeeded => ("content.instrument", "Its results are talked over first: nobody asks themself with it."),
        /// The name says nothing, has more than 200 characters or more than one line.
        NameInvalid => ("content.name", "A name has 1 to 200 characters on one line."),
        /// The purpose says nothing or has more than 2,000 characters.
        PurposeInvalid => ("content.purpose", "A purpose has 1 to 2,000 characters."),
        /// It is below 3 or above 100.
        ThresholdInvalid => ("content.threshold", "A threshold is 3 to 100."),
        /// It closes before it opens, is over, or is open for more than 366 days.
        WindowInvalid => ("content.closesAt", "It closes after it opens, later than now, and at most 366 days on."),
        /// One stands there twice, or there are more than 40.
        LanguagesInvalid => ("content.languages", "Name each language once, at most 40."),
        /// Whom to ask for help does not exist for you, or takes no part at present.
        NoSuchContact => ("content.contact", "There is no such member to ask for help."),
        /// The instrument has no such role.
        NoSuchRole => ("content.role", "The instrument has no such role."),
        /// One of them does not exist for you there.
        NoSuchTarget => ("content.audience", "There is no such unit, group or member."),
        /// Administrators ask those in their scope, coaches their clients, everybody themself.
        NotYours => ("content.audience", "One asks those in one's scope, one's clients, or oneself."),
        /// Coaches' clients and oneself are asked under their names.
        OnlyIdentified => ("content.mode", "Here people are asked under their names."),
        /// There are more than 250.
        TooManyTargets => ("content.audience", "Name at most 250 units, groups and members."),
        /// One stands there twice.
        AttributesInvalid => ("content.attributes", "Name each attribute once."),
    }
}

pub async fn create(
    call: &Call,
    audience: &dyn Audience,
    input: Create,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Made, Vec<CreateError>>> {
    let (place, organization) = (call.viewer.place(input.organization)?, input.organization);
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = place.require_licence() {
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(Made::Before(CampaignId(made))));
    }
    let draft = match sound(call, place, audience, input.content).await? {
        Ok(draft) => draft,
        Err(wrong) => {
            let before = before(call, once.as_ref()).await?;
            return Ok(before.ok_or_else(|| wrong.into_iter().map(Into::into).collect()));
        }
    };
    let mut writes = write::created(call.db.get_database_backend(), &draft);
    writes.push(audit::Entry::done(organization, ACTION, draft.row.id).by(call));
    let before = Once::make(once, call, writes, draft.row.id.0).await?;
    let now = || Made::Now(Box::new(draft.row));
    Ok(Ok(before.map_or_else(now, |id| Made::Before(CampaignId(id)))))
}

/// What was done once stays done, though it could not be done again.
pub(super) async fn before(call: &Call, once: Option<&Once>) -> Answer<Option<Made>> {
    let ids = match once {
        Some(once) => once.earlier(call).await?,
        None => None,
    };
    let id = ids.and_then(|ids| ids.first().copied());
    Ok(id.map(|id| Made::Before(CampaignId(id))))
}

impl From<Wrong> for CreateError {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::NoSuchInstrument => Self::NoSuchInstrument,
            Wrong::DebriefNeeded => Self::DebriefNeeded,
            Wrong::NameInvalid => Self::NameInvalid,
            Wrong::PurposeInvalid => Self::PurposeInvalid,
            Wrong::ThresholdInvalid => Self::ThresholdInvalid,
            Wrong::WindowInvalid => Self::WindowInvalid,
            Wrong::LanguagesInvalid => Self::LanguagesInvalid,
            Wrong::NoSuchContact => Self::NoSuchContact,
            Wrong::NoSuchRole => Self::NoSuchRole,
            Wrong::NoSuchTarget => Self::NoSuchTarget,
            Wrong::NotYours => Self::NotYours,
            Wrong::OnlyIdentified => Self::OnlyIdentified,
            Wrong::TooManyTargets => Self::TooManyTargets,
            Wrong::AttributesInvalid => Self::AttributesInvalid,
        }
    }
}
