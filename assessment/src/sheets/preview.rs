//! A questionnaire as each kind of respondent gets it, before or while it is asked. Nothing is
//! stored.

use kernel::{Answer, Call, CampaignId, Locale};

use super::{
    Doorstep,
    entity::sheet::State,
    form::{Form, preferred, spoken},
    page::{Change, Flaw, Page, change},
    repo::edition::edition_unchecked,
    standing::Standing,
};
use crate::campaigns::{campaign, policy::may_manage, repo::by_id};

/// As whom it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum As {
    Member,
    /// With a ticket.
    Anonymous,
    /// By a link.
    Guest,
}

/// With these answers: what is shown follows from them. Of a campaign that the caller was found to
/// manage.
pub async fn preview(
    call: &Call,
    doorstep: &dyn Doorstep,
    campaign: campaign::Model,
    seen_as: As,
    language: Option<&Locale>,
    given: &[Change],
) -> Answer<Result<Form, Vec<Flaw>>> {
    let (organization, contact) = (campaign.organization_id, campaign.contact_id);
    let house = doorstep.house_unchecked(call, organization, contact).await?;
    let document = edition_unchecked(&call.db, organization, campaign.instrument_id).await?;
    let page = match change(&document, &Page::new(), given) {
        Ok(page) => page,
        Err(flaws) => return Ok(Err(flaws)),
    };
    let language = language
        .and_then(|wanted| spoken(&campaign, wanted.as_str()))
        .unwrap_or_else(|| preferred(call, &campaign, None));
    let notice = (seen_as == As::Guest).then(|| doorstep.notice(&language, &house.name));
    Ok(Ok(Form {
        campaign,
        document,
        house,
        notice,
        language,
        standing: Standing::Open,
        state: Some(State::Open),
        page,
        preview: true,
    }))
}

/// A campaign that the caller may look at as a respondent gets it; none, if it is none of those.
pub async fn managed(call: &Call, id: CampaignId) -> Answer<Option<campaign::Model>> {
    let found = by_id(&call.db, &call.viewer, id).await?;
    Ok(found.filter(|row| {
        let place = call.viewer.within(row.organization_id);
        place.is_some_and(|place| may_manage(place, row))
    }))
}
