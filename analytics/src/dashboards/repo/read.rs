//! What was released, and for whom it is another thing to read it.

use kernel::{CampaignId, Db, MembershipId, OrganizationId};
use sea_orm::{DbErr, FromQueryResult};

use super::{among, array, found};

#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Plan {
    pub campaign_id: CampaignId,
    pub threshold: i64,
    pub comments_threshold: i64,
}

/// The plans of those of the campaigns that have one.
pub async fn plans_unchecked(
    db: &Db,
    organizations: Vec<OrganizationId>,
    campaigns: Vec<CampaignId>,
) -> Result<Vec<Plan>, DbErr> {
    let (of, which) = (among(db, "organization_id", 1), among(db, "campaign_id", 2));
    let sql = format!(
        "select campaign_id, threshold, comments_threshold from release_plan where {of} and {which}"
    );
    found(db, &sql, [array(db, organizations), array(db, campaigns)]).await
}

/// A view without its numbers.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Outline {
    pub campaign_id: CampaignId,
    pub place: i64,
    pub view: String,
    pub label: Option<String>,
}

/// The whole and the tree of units of each campaign, in the order of the plan.
pub async fn trees_unchecked(
    db: &Db,
    organizations: Vec<OrganizationId>,
    campaigns: Vec<CampaignId>,
) -> Result<Vec<Outline>, DbErr> {
    let (of, which) = (among(db, "organization_id", 1), among(db, "campaign_id", 2));
    let sql = format!(
        "select campaign_id, place, view, label from release_view \
         where {of} and {which} and kind in ('whole', 'unit') order by campaign_id, place"
    );
    found(db, &sql, [array(db, organizations), array(db, campaigns)]).await
}

/// A view with its numbers.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Full {
    pub place: i64,
    pub view: String,
    pub label: Option<String>,
    pub parent: Option<i64>,
    pub numbers: String,
}

const FULL: &str = "select place, view, label, parent, numbers from release_view \
                    where organization_id = $1 and campaign_id = $2";

/// The view of this kind and these people, if it is in the plan.
pub async fn view_unchecked(
    db: &Db,
    (organization, campaign): (OrganizationId, CampaignId),
    view: &str,
) -> Result<Option<Full>, DbErr> {
    let sql = format!("{FULL} and view = $3");
    let values = [organization.0.into(), campaign.0.into(), view.into()];
    Ok(found(db, &sql, values).await?.pop())
}

/// The parts of a view, in the order of the plan.
pub async fn parts_unchecked(
    db: &Db,
    (organization, campaign): (OrganizationId, CampaignId),
    parent: i64,
) -> Result<Vec<Full>, DbErr> {
    let sql = format!("{FULL} and parent = $3 order by place");
    found(db, &sql, [organization.0.into(), campaign.0.into(), parent.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Participation {
    pub view: String,
    pub numbers: String,
}

/// How many take part, of all views.
pub async fn participation_unchecked(
    db: &Db,
    organization: OrganizationId,
    campaign: CampaignId,
) -> Result<Vec<Participation>, DbErr> {
    let sql = "select view, numbers from participation_view \
               where organization_id = $1 and campaign_id = $2 order by view";
    found(db, sql, [organization.0.into(), campaign.0.into()]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Comment {
    pub item: String,
    pub text: String,
}

/// What was written, as it is shown of a view.
pub async fn comments_unchecked(
    db: &Db,
    (organization, campaign): (OrganizationId, CampaignId),
    place: i64,
) -> Result<Vec<Comment>, DbErr> {
    let sql = "select item, text from release_comment \
               where organization_id = $1 and campaign_id = $2 and place = $3 \
               order by item, position";
    found(db, sql, [organization.0.into(), campaign.0.into(), place.into()]).await
}

#[derive(FromQueryResult)]
struct Invited {
    campaign_id: CampaignId,
}

/// Those of the campaigns that asked one of these members.
pub async fn asked_unchecked(
    db: &Db,
    members: Vec<MembershipId>,
    organizations: Vec<OrganizationId>,
    campaigns: Vec<CampaignId>,
) -> Result<Vec<CampaignId>, DbErr> {
    let of = among(db, "organization_id", 1);
    let which = among(db, "campaign_id", 2);
    let who = among(db, "member_id", 3);
    let sql =
        format!("select campaign_id from analytics_invitation where {of} and {which} and {who}");
    let values = [array(db, organizations), array(db, campaigns), array(db, members)];
    let found: Vec<Invited> = found(db, &sql, values).await?;
    Ok(found.into_iter().map(|it| it.campaign_id).collect())
}
