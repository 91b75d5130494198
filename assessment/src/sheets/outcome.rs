//! What answers under a name say: made with the sheet that is handed in, gone with the one that is
//! withdrawn.

use kernel::{Answer, Call, Write};

use super::{
    by::Held,
    desk::{Paper, Row},
    entity::sheet,
    page::{Page, answers},
    repo::named,
};
use crate::{
    campaigns::Mode,
    instruments::document::Document,
    results::{self, Submitted},
};

/// What belongs to the transaction that hands in a sheet with this page. It is asked for before
/// that begins, since computing may take its time.
pub async fn computed(
    call: &Call,
    held: &Held,
    paper: &Paper,
    page: &Page,
    document: &Document,
) -> Answer<Vec<Write>> {
    let (Row::Named(row), Some(invitation)) = (&paper.row, held.invitation()) else {
        return Ok(vec![]);
    };
    if held.campaign.mode != Mode::Identified {
        return Ok(vec![]);
    }
    let sheet = named::handed_in(&call.clock, &held.campaign, row);
    let begun = named::begun_at_unchecked(&call.db, row).await?;
    let seconds = begun.map(|it| (call.clock.now() - it).num_seconds());
    let submitted = Submitted {
        campaign: &held.campaign,
        invitation,
        sheet: &sheet,
        document,
        answers: &answers(page),
        seconds,
    };
    results::computed(call, submitted).await
}

/// What belongs to the transaction that withdraws a sheet.
pub fn forgotten(sheet: &sheet::Model) -> Vec<Write> {
    results::forgotten(sheet)
}
