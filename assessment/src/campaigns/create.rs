//! Beginning a campaign.

use kernel::{Answer, Call, CampaignId, IdempotencyKey, Once, OrganizationId, audit};
use sea_orm::ConnectionTrait;

use super::{Audience, Content, Made, content::sound, repo::write, wrong::content_problems};

#[derive(Clone, Debug)]
pub struct Create {
    pub organization: OrganizationId,
    pub content: Content,
}

const ACTION: &str = "createCampaign";

content_problems! {
    /// Why a campaign was not begun.
    CreateError as CreateCampaignError, CreateCampaignErrorCode {
        /// Coaches' clients and oneself are asked under their names.
        OnlyIdentified => ("content.mode", "Here people are asked under their names."),
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
