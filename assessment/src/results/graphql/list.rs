use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use kernel::{
    Answer, AsViewer, AssessmentResultId, Call, CampaignId, List, MembershipId, OrganizationId,
    Page, PageInput, Ref, Sealed, Total, UserId, list,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};

use super::id;
use crate::{
    campaigns::Audience,
    results::{
        entity::result::Column,
        loader::Loaders,
        policy::{self, Companies},
        repo,
    },
};

type Results = List<Ref<AssessmentResultId>>;

/// What results add to `User`.
pub struct UserResults(pub UserId);

/// What results add to `User`.
#[Object]
impl UserResults {
    /// Visible to the person. Your results that are released, of all organisations, also of those
    /// you have left; the newest first.
    async fn results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<Results>> {
        let own = policy::own(ctx.viewer()).filter(|_| ctx.viewer().is(self.0));
        let Some(own) = own else { return Ok(ctx.deny()) };
        let sealed = Sealed::new(Call::of(ctx), "User.results", &[self.0.0.as_bytes()]);
        let page = PageInput { first, after, last, before };
        Ok(Some(listed(ctx, &sealed, &page, own).await?))
    }
}

/// What results add to `Membership`.
pub struct MembershipResults(pub MembershipId);

/// What results add to `Membership`.
#[Object]
impl MembershipResults {
    /// Visible to administrators in scope and granted coaches. The member's results that you may
    /// read, the newest first; to list them opens none.
    async fn results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<Results>> {
        let companies = Companies::of(ctx);
        let audience = &**ctx.data_unchecked::<Box<dyn Audience>>();
        let home = audience.organization_of(self.0);
        let place = home.and_then(|home| ctx.viewer().within(home));
        let place = place.filter(|place| policy::reads_of(place, &companies, self.0));
        let Some(place) = place else { return Ok(ctx.deny()) };
        let backend = Call::of(ctx).db.get_database_backend();
        let rule =
            policy::professional_in(place, &companies, backend).add(Column::MemberId.eq(self.0));
        let sealed = Sealed::new(Call::of(ctx), "Membership.results", &[self.0.0.as_bytes()]);
        let page = PageInput { first, after, last, before };
        Ok(Some(listed(ctx, &sealed, &page, rule).await?))
    }
}

/// What results add to `Organization`.
pub struct OrganizationResults(pub OrganizationId);

/// What results add to `Organization`.
#[Object]
impl OrganizationResults {
    /// Visible to administrators and coaches. Results of others that you may read here, the newest
    /// first; to list them opens none. Nobody is ranked by them.
    async fn results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this campaign.")] campaign: Option<ID>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<Results>> {
        let campaign: Option<CampaignId> = campaign.as_ref().map(id).transpose()?;
        let place = ctx.viewer().within(self.0).filter(|place| policy::asks(place));
        let Some(place) = place else { return Ok(ctx.deny()) };
        let backend = Call::of(ctx).db.get_database_backend();
        let of = campaign.map(|id| Column::CampaignId.eq(id));
        let rule = policy::professional_in(place, &Companies::of(ctx), backend).add_option(of);
        let told = campaign.map(|id| id.to_string()).unwrap_or_default();
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), told.as_bytes()];
        let sealed = Sealed::new(Call::of(ctx), "Organization.results", &bound);
        let page = PageInput { first, after, last, before };
        Ok(Some(listed(ctx, &sealed, &page, rule).await?))
    }
}

/// One page of those under a rule that begins with what the viewer may see.
async fn listed(
    ctx: &Context<'_>,
    sealed: &Sealed,
    page: &PageInput,
    rule: Condition,
) -> Answer<Results> {
    let page = Page::try_new(page, sealed)?;
    let rows = repo::list(&Call::of(ctx).db, rule.clone(), &page).await?;
    let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
    Loaders::of(ctx).rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
    let total = Total::counted(move |ctx| {
        let rule = rule.clone();
        Box::pin(async move { Ok(Some(repo::count(&Call::of(ctx).db, rule).await?)) })
    });
    Ok(list(&page, sealed, nodes, total))
}
