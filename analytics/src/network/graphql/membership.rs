use async_graphql::{Context, Object, SimpleObject};
use kernel::{Answer, AsViewer, Call, Date, Fault, MembershipId};

use super::organization::asked;
use crate::network::{Own, measure::Mixing, repo};

/// What interactions add to `Membership`.
pub struct MembershipInteractions(pub MembershipId);

/// What interactions add to `Membership`.
#[Object]
impl MembershipInteractions {
    /// Visible to the member. Their own ties in a month and what follows from them; null, if they
    /// did not stand in its snapshot, or it is not there.
    async fn own_interactions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A day of the month; the last month that has ended, if nothing is said.")]
        month: Option<Date>,
    ) -> Answer<Option<OwnInteractions>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.places.iter().find(|place| place.member == self.0) else {
            return Ok(ctx.deny());
        };
        let month = asked(call, month)?.first();
        let Some(row) = repo::own(&call.db, place, month).await? else { return Ok(None) };
        let own: Own =
            serde_json::from_str(&row.measures).map_err(|error| Fault::internal(&error))?;
        Ok(Some(OwnInteractions::of(Date(month), own)))
    }
}

/// Somebody's own ties in a month, by feedback that was given and requests that were answered, by
/// name. From one person to another there is one tie, however often. Nobody else is told.
#[derive(SimpleObject)]
struct OwnInteractions {
    /// The first day of the month.
    month: Date,
    /// How many people tied themselves to you.
    ties_received: i64,
    /// How many you tied yourself to.
    ties_given: i64,
    /// How many you are tied to, whichever way.
    people: i64,
    /// How often others did, in all.
    strength_received: f64,
    /// How often you did, in all.
    strength_given: f64,
    /// On how many of the shortest ways between two others you stand.
    betweenness: f64,
    /// Null, if betweenness is exact. In large organisations it is estimated from 256 people drawn
    /// by chance (Brandes and Pich, 2007): so far it may be off, in 95 of 100 cases.
    betweenness_margin: Option<f64>,
    /// How near you are to the others, from 0 to 1 (Wasserman and Faust, 1994).
    closeness: f64,
    /// How far you are tied to people who are tied to many: 0 to 1. Null where it does not settle.
    eigenvector: Option<f64>,
    /// How often a walker along the ties would meet you (`PageRank`, damping 0.85), as a multiple of
    /// the average: 1 is average.
    page_rank: f64,
    /// (E − I)/(E + I) of those you are tied to: −1 if all are of your own group of units, 1 if
    /// none is. Null without ties.
    ei_index: Option<f64>,
}

impl OwnInteractions {
    fn of(month: Date, own: Own) -> Self {
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        let hundredths = |it: f64| (it * 100.0).round() / 100.0;
        #[expect(clippy::cast_precision_loss, reason = "far fewer people than 2^52")]
        let people = own.people as f64;
        Self {
            month,
            ties_received: count(own.in_degree),
            ties_given: count(own.out_degree),
            people: count(own.degree),
            strength_received: own.in_strength,
            strength_given: own.out_strength,
            betweenness: hundredths(own.betweenness),
            betweenness_margin: Some(own.betweenness_margin).filter(|it| *it > 0.0).map(hundredths),
            closeness: hundredths(own.closeness),
            eigenvector: own.eigenvector.map(hundredths),
            page_rank: hundredths(own.pagerank * people),
            ei_index: Mixing { internal: own.internal, external: own.external }
                .ei()
                .map(hundredths),
        }
    }
}
