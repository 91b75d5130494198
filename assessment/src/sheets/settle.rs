//! What a close makes of the sheets of a campaign, in its transaction: from then on nothing is
//! written, and nothing tells when or in which order it was.

use std::collections::BTreeSet;

use kernel::{Answer, Call, Tx, audit::Entry};

use super::{
    repo::{
        lock::{With, hold},
        settle::{self, AT_ONCE},
    },
    traits::Traits,
};
use crate::campaigns::{Mode, campaign};

const ACTION: &str = "answerCampaign";

/// How many answered. Called once its state is written in `tx`: this waits for whoever is writing
/// an answer, and whoever comes later waits for the end of `tx` and is refused. What was not
/// submitted is erased; so is what was written with a ticket, where too few drew one.
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
            let drawn = settle::drawn(tx, campaign).await?;
            let answered = if is_crowd(&drawn, campaign.threshold) {
                settle::submitted_drafts(tx, campaign).await?
            } else {
                vec![]
            };
            let left_out = too_few(drawn, campaign.threshold);
            let bare = answered.iter().filter(|(_, traits)| left_out.contains(traits));
            let bare: Vec<_> = bare.map(|(code, _)| code.clone()).collect();
            for some in bare.chunks(AT_ONCE) {
                settle::make_bare(tx, campaign, some).await?;
            }
            let mut all: Vec<_> =
                answered.into_iter().map(|(code, _)| (code, call.clock.random_id())).collect();
            call.clock.shuffle(&mut all);
            for some in all.chunks(AT_ONCE) {
                settle::write_out(tx, campaign, some, day).await?;
            }
            settle::forget_drafts(tx, organization, id).await?;
        }
    }
    Ok(settle::answered(tx, campaign).await?)
}

/// Whether enough drew a ticket that an answer is one of enough people's. Else each is known to be
/// one of a few, whatever stands on it: nothing of it is kept.
fn is_crowd(drawn: &[(Traits, i64)], threshold: i64) -> bool {
    drawn.iter().map(|(_, share)| share).sum::<i64>() >= threshold
}

/// What may not stand on answers. It is known who drew a ticket, and only they can have answered:
/// so each combination is shared by enough of them, not only of those who were invited. Answers
/// with another one keep nothing; so do those with the next smallest, until enough drew a ticket
/// of all of these together.
fn too_few(mut drawn: Vec<(Traits, i64)>, threshold: i64) -> BTreeSet<Traits> {
    drawn.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
    let mut left_out = BTreeSet::new();
    let mut people = 0;
    for (traits, share) in drawn {
        if share >= threshold && (people == 0 || people >= threshold) {
            break;
        }
        people += share;
        left_out.insert(traits);
    }
    left_out
}

/// Of whom it was nothing is said.
async fn note(call: &Call, tx: &Tx, campaign: &campaign::Model, acts: i64) -> Answer<()> {
    if acts == 0 {
        return Ok(());
    }
    let entry = Entry::counted(campaign.organization_id, ACTION, acts);
    Ok(tx.write(entry.by_nobody(call)).await.map(drop)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many drew a ticket in each unit, and in how many the answers keep theirs.
    fn kept(drawn: &[i64]) -> usize {
        let traits = |n: usize| Traits { kind: Some(format!("{n:02}")), ..Traits::default() };
        let all = drawn.iter().enumerate().map(|(n, share)| (traits(n), *share)).collect();
        drawn.len() - too_few(all, 5).len()
    }

    #[test]
    fn what_is_left_out_is_shared_by_enough_of_those_who_drew() {
        assert_eq!(kept(&[]), 0);
        assert_eq!(kept(&[5, 6, 40]), 3, "nothing is left out");
        assert_eq!(kept(&[40, 1, 6]), 1, "the next smallest too");
        assert_eq!(kept(&[2, 3, 40]), 1, "five are enough");
        assert_eq!(kept(&[4, 9]), 0);
        assert_eq!(kept(&[4]), 0);
    }

    #[test]
    fn answers_are_kept_where_enough_drew_a_ticket_in_all() {
        let drawn = |shares: &[i64]| -> Vec<_> {
            shares.iter().map(|share| (Traits::default(), *share)).collect()
        };
        assert!(is_crowd(&drawn(&[5]), 5) && is_crowd(&drawn(&[2, 1, 2]), 5));
        assert!(!is_crowd(&drawn(&[4]), 5) && !is_crowd(&drawn(&[2, 2]), 5));
        assert!(!is_crowd(&drawn(&[]), 3));
    }
}
