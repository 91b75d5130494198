//! What a close makes of the sheets of a campaign, in its transaction: from then on nothing is
//! written, and nothing tells when or in which order it was.

use kernel::{Answer, Call, Tx, audit::Entry};

use super::repo::{
    lock::{With, hold},
    settle::{self, AT_ONCE},
};
use crate::campaigns::{Mode, campaign};

const ACTION: &str = "answerCampaign";

/// How many answered. Called once its state is written in `tx`: this waits for whoever is writing
/// an answer, and whoever comes later waits for the end of `tx` and is refused. What was not
/// submitted is erased.
pub async fn settle(call: &Call, tx: &Tx, campaign: &campaign::Model) -> Answer<i64> {
    let (organization, id) = (campaign.organization_id, campaign.id);
    let day = campaign.closed_on.unwrap_or_else(|| call.clock.now().date_naive());
    hold(tx, organization, id, With::Nobody).await?;
    match campaign.mode {
        Mode::Identified => settle::forget_open(tx, campaign).await?,
        Mode::Confidential => {
            note(call, tx, campaign, settle::acts(tx, campaign).await?).await?;
            settle::forget_open(tx, campaign).await?;
            let mut sheets = settle::submitted(tx, campaign).await?;
            call.clock.shuffle(&mut sheets);
            for some in sheets.chunks(AT_ONCE) {
                settle::write_anew(tx, organization, some, day).await?;
            }
        }
        Mode::Anonymous => {
            note(call, tx, campaign, settle::drafts(tx, campaign).await?).await?;
            let codes = settle::codes(tx, campaign).await?;
            let mut all: Vec<_> =
                codes.into_iter().map(|code| (code, call.clock.random_id())).collect();
            call.clock.shuffle(&mut all);
            for some in all.chunks(AT_ONCE) {
                settle::write_out(tx, campaign, some, day).await?;
            }
            settle::forget_drafts(tx, organization, id).await?;
        }
    }
    Ok(settle::answered(tx, campaign).await?)
}

/// Of whom it was nothing is said.
async fn note(call: &Call, tx: &Tx, campaign: &campaign::Model, acts: i64) -> Answer<()> {
    if acts == 0 {
        return Ok(());
    }
    let entry = Entry::counted(campaign.organization_id, ACTION, acts);
    Ok(tx.write(entry.by_nobody(call)).await.map(drop)?)
}
