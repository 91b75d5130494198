//! What everybody may do about it, asked so that nothing changes.

use feedback::talk::{
    Reason, Subject,
    edit::{EditError, edit},
    flag::{Flag, FlagFeedbackProblem, FlagReplyProblem, flag_feedback, flag_reply},
    reply::{ReplyError, reply},
    resolve::{Decision, ResolveError, resolve},
};
use kernel::{Answer, Code, FeedbackId, ReplyId};

use super::Reply;
use crate::{
    chance::Chance,
    stage::{Asker, Stage},
    told::Compared,
    universe::Universe,
};

pub async fn compare(stage: &Stage, it: &Universe, all: &[Reply], compared: &mut Compared) {
    let mut chance = Chance(it.seed ^ 0x6163_7473);
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        for f in 0..it.feedback.len() {
            let me = it.place(person, it.feedback[f].organization);
            // All that may be, and some of what may not.
            if me.is_some_and(|me| it.reads(me, &it.feedback[f])) || chance.percent(10) {
                about_feedback(it, f, person, &asker, compared).await;
            }
        }
        for reply in all {
            let me = it.place(person, reply.organization);
            if me.is_some_and(|me| it.reply_exists(me, reply)) || chance.percent(10) {
                about_reply(it, reply, person, &asker, compared).await;
            }
        }
    }
}

/// Whether only this was wrong; without a licence everything is refused.
fn only<E: PartialEq>(told: Answer<Result<impl Sized, E>>, error: &E) -> bool {
    match told {
        Ok(told) => told.err().as_ref() == Some(error),
        Err(fault) => {
            assert!(matches!(fault.code, Code::Forbidden | Code::NotFound));
            false
        }
    }
}

/// With a note that is too long nothing is flagged.
fn long() -> Flag {
    Flag { reason: Reason::Other, note: "x".repeat(1_001) }
}

async fn about_feedback(
    it: &Universe,
    n: usize,
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    let f = &it.feedback[n];
    let me = it.place(person, f.organization).filter(|_| it.licensed(f.organization));
    let id = FeedbackId(f.id);
    let joins = me.is_some_and(|me| it.joins(me, f)) && Universe::stands(f);
    let told = reply(&asker.call, id, String::new(), None).await;
    let code = only(told, &ReplyError::ReplyInvalid);
    compared.one(|| format!("person {person} replies to {id}"), joins, code);
    let told = flag_feedback(&asker.call, id, long()).await;
    let code = only(told, &FlagFeedbackProblem::FlagNoteTooLong);
    compared.one(|| format!("person {person} flags {id}"), joins && f.author != me, code);
    if f.moderation.is_none() {
        let told =
            resolve(&asker.call, &asker.colleagues(), Subject::Feedback(id), Decision::Hide).await;
        let code = only(told, &ResolveError::NotFlagged);
        let rules = me.is_some_and(|me| it.reads(me, f) && it.moderates(me, f));
        compared.one(|| format!("person {person} decides on {id}"), rules && f.author != me, code);
    }
}

async fn about_reply(
    it: &Universe,
    reply: &Reply,
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    let me = it.place(person, reply.organization).filter(|_| it.licensed(reply.organization));
    let id = ReplyId(reply.id);
    let own = me.is_some() && reply.author == me;
    let told = edit(&asker.call, id, 0, String::new()).await;
    let code = only(told, &EditError::Stale);
    let joins = me.is_some_and(|me| it.joins(me, &it.feedback[reply.about]));
    let discussed = joins && reply.stands() && Universe::stands(&it.feedback[reply.about]);
    compared.one(|| format!("person {person} edits {id}"), own && discussed, code);
    let told = flag_reply(&asker.call, id, long()).await;
    let code = only(told, &FlagReplyProblem::FlagNoteTooLong);
    let rules = joins && reply.stands() && !own;
    compared.one(|| format!("person {person} flags {id}"), rules, code);
    if reply.moderation.is_none() {
        let told =
            resolve(&asker.call, &asker.colleagues(), Subject::Reply(id), Decision::Hide).await;
        let code = only(told, &ResolveError::NotFlagged);
        let looks = |me| it.reply_exists(me, reply) && it.moderates_reply(me, reply);
        let rules = me.is_some_and(looks) && !reply.withdrawn && !own;
        compared.one(|| format!("person {person} decides on {id}"), rules, code);
    }
}
