//! What the job keeps of what was released.

use chrono::NaiveDate;
use kernel::{CampaignId, OrganizationId, Write};
use sea_orm::sea_query::{Expr, ExprTrait, Query};

/// How many rows go in one statement.
const CHUNK: usize = 50;

/// Whose campaign.
pub type Of = (OrganizationId, CampaignId);

/// That there is a plan now; the key refuses a second one.
pub fn plan((organization, campaign): Of, made_on: NaiveDate, thresholds: (u32, u32)) -> Write {
    Query::insert()
        .into_table("release_plan")
        .columns(["organization_id", "campaign_id", "made_on", "threshold", "comments_threshold"])
        .values_panic([
            Expr::val(organization.0),
            Expr::val(campaign.0),
            Expr::val(made_on),
            Expr::val(i64::from(thresholds.0)),
            Expr::val(i64::from(thresholds.1)),
        ])
        .to_owned()
        .into()
}

/// That there is none: of one that the same transaction made in order to hold its key.
pub fn no_plan((organization, campaign): Of) -> Write {
    Query::delete()
        .from_table("release_plan")
        .and_where(Expr::col("organization_id").eq(organization.0))
        .and_where(Expr::col("campaign_id").eq(campaign.0))
        .to_owned()
        .into()
}

/// A view as it is kept.
pub struct Row {
    pub place: i64,
    pub kind: &'static str,
    pub view: String,
    pub label: Option<String>,
    pub parent: Option<i64>,
    pub numbers: String,
}

pub fn views((organization, campaign): Of, rows: &[Row]) -> Vec<Write> {
    let columns =
        ["organization_id", "campaign_id", "place", "kind", "view", "label", "parent", "numbers"];
    let insert = |rows: &[Row]| {
        let mut insert = Query::insert().into_table("release_view").columns(columns).to_owned();
        for row in rows {
            insert.values_panic([
                Expr::val(organization.0),
                Expr::val(campaign.0),
                Expr::val(row.place),
                Expr::val(row.kind),
                Expr::val(row.view.as_str()),
                Expr::val(row.label.as_deref()),
                Expr::val(row.parent),
                Expr::val(row.numbers.as_str()),
            ]);
        }
        insert.into()
    };
    rows.chunks(CHUNK).map(insert).collect()
}

/// What was written to an item, in its order.
pub struct Written {
    pub place: i64,
    pub item: String,
    pub texts: Vec<String>,
}

pub fn comments((organization, campaign): Of, written: &[Written]) -> Vec<Write> {
    let columns = ["organization_id", "campaign_id", "place", "item", "position", "text"];
    let texts: Vec<_> = written
        .iter()
        .flat_map(|it| it.texts.iter().zip(0_i64..).map(move |(text, at)| (it, at, text)))
        .collect();
    let insert = |texts: &[(&Written, i64, &String)]| {
        let mut insert = Query::insert().into_table("release_comment").columns(columns).to_owned();
        for (of, position, text) in texts {
            insert.values_panic([
                Expr::val(organization.0),
                Expr::val(campaign.0),
                Expr::val(of.place),
                Expr::val(of.item.as_str()),
                Expr::val(*position),
                Expr::val(text.as_str()),
            ]);
        }
        insert.into()
    };
    texts.chunks(CHUNK).map(insert).collect()
}

/// What was known of who takes part goes.
pub fn forget_participation((organization, campaign): Of) -> Write {
    Query::delete()
        .from_table("participation_view")
        .and_where(Expr::col("organization_id").eq(organization.0))
        .and_where(Expr::col("campaign_id").eq(campaign.0))
        .to_owned()
        .into()
}

/// What is known now: view and numbers.
pub fn participation((organization, campaign): Of, rows: &[(String, String)]) -> Vec<Write> {
    let columns = ["organization_id", "campaign_id", "view", "numbers"];
    let insert = |rows: &[(String, String)]| {
        let mut insert =
            Query::insert().into_table("participation_view").columns(columns).to_owned();
        for (view, numbers) in rows {
            insert.values_panic([
                Expr::val(organization.0),
                Expr::val(campaign.0),
                Expr::val(view.as_str()),
                Expr::val(numbers.as_str()),
            ]);
        }
        insert.into()
    };
    rows.chunks(CHUNK).map(insert).collect()
}
