//! What is said about the feedback of a universe, and what of it was flagged. Made by a chance
//! of its own, so that the rest stays as it was.

mod act;
mod ask;
mod rules;

use sea_orm::sea_query::Expr;
use uuid::Uuid;

use crate::{
    chance::Chance,
    rows::now,
    stage::Stage,
    told::Compared,
    universe::{Looked, State, Universe},
};

pub struct Reply {
    id: Uuid,
    organization: usize,
    /// Which feedback.
    about: usize,
    /// Whoever it is: they may read the feedback no more.
    author: Option<usize>,
    withdrawn: bool,
    moderation: Option<Looked>,
}

pub async fn compare(stage: &Stage, it: &Universe, compared: &mut Compared) {
    let replies = said(it);
    write(stage, it, &replies).await;
    ask::compare(stage, it, &replies, compared).await;
    act::compare(stage, it, &replies, compared).await;
}

fn said(it: &Universe) -> Vec<Reply> {
    let c = &mut Chance(it.seed ^ 0x7461_6c6b);
    let mut replies = vec![];
    for (about, f) in it.feedback.iter().enumerate() {
        let here = |m: &usize| {
            let member = &it.members[*m];
            member.organization == f.organization && member.state != State::Invited
        };
        let known: Vec<_> = (0..it.members.len()).filter(here).collect();
        for _ in 0..c.below(3) {
            let took_part = if c.percent(50) { f.author } else { f.to.first().map(|(to, _)| *to) };
            let author = if c.percent(60) { took_part } else { c.pick(&known) };
            replies.push(Reply {
                id: c.uuid(),
                organization: f.organization,
                about,
                author: author.filter(|_| c.percent(95)),
                withdrawn: c.percent(15),
                moderation: c.looked(),
            });
        }
    }
    replies
}

async fn write(stage: &Stage, it: &Universe, replies: &[Reply]) {
    let columns = [
        "organization_id",
        "id",
        "feedback_id",
        "author_id",
        "text",
        "version",
        "created_at",
        "withdrawn_at",
        "moderation",
        "anonymous",
    ];
    let rows = replies.iter().map(|reply| {
        vec![
            Expr::val(it.organizations[reply.organization].id),
            Expr::val(reply.id),
            Expr::val(it.feedback[reply.about].id),
            Expr::val(reply.author.map(|author| it.members[author].id)),
            Expr::val("Well."),
            Expr::val(1_i64),
            Expr::val(now()),
            Expr::val(reply.withdrawn.then(now)),
            Expr::val(reply.moderation.map(|looked| match looked {
                Looked::Flagged => "flagged",
                Looked::Hidden => "hidden",
            })),
            Expr::val(false),
        ]
    });
    stage.insert("feedback_reply", &columns, rows).await;
}
