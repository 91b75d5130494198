//! A page of a conversation, for whoever holds its code.

use async_graphql::Context;
use kernel::{Answer, Call, FeedbackId, List, Page, PageInput, ReplyId, Sealed, Total, list};

use super::{anonymous_reply::AnonymousReply, bearer};
use crate::{
    anonymous::{
        Said,
        entity::waiting::Kind as Waits,
        repo::conversation::{count_unchecked, following, page_unchecked, versions_unchecked},
    },
    talk::Model,
};

/// What was said, with the places of what was withdrawn or hidden.
pub async fn said(
    ctx: &Context<'_>,
    about: Option<FeedbackId>,
    page: PageInput,
) -> Answer<List<AnonymousReply>> {
    let call = Call::of(ctx);
    let code = bearer(ctx)?.holder.code();
    let (organization, hash) = (code.organization, code.hash());
    let sealed = Sealed::new(call, "AnonymousFeedback.replies", &[&hash]);
    let page: Page<ReplyId> = Page::try_new(&page, &sealed)?.read_for(ctx);
    let Some(about) = about else {
        return Ok(list(&page, &sealed, vec![], Total::known(0)));
    };
    let rows = page_unchecked(&call.db, organization, about, &page).await?;
    let leaving = if rows.iter().any(|row| row.anonymous) {
        following(&call.db, &call.secret, organization, &hash).await?
    } else {
        vec![]
    };
    let edited: Vec<_> = rows.iter().filter(|row| row.version > 1).map(|row| row.id).collect();
    let versions = if edited.is_empty() {
        vec![]
    } else {
        versions_unchecked(&call.db, organization, edited).await?
    };
    let node = |row: Model| {
        let id = row.id;
        let leaves = leaving.iter().any(|it| it.reply_id == Some(id));
        let before = versions.iter().filter(|it| it.reply_id == id).cloned().collect();
        (id, AnonymousReply::new(Said::Delivered(row, leaves), before))
    };
    let nodes = rows.into_iter().map(node).collect();
    let total = Total::counted(move |ctx| {
        Box::pin(
            async move { Ok(Some(count_unchecked(&Call::of(ctx).db, organization, about).await?)) },
        )
    });
    Ok(list(&page, &sealed, nodes, total))
}

/// What waits for its delivery.
pub async fn waiting(ctx: &Context<'_>) -> Answer<Vec<AnonymousReply>> {
    let (call, code) = (Call::of(ctx), bearer(ctx)?.holder.code());
    let rows = following(&call.db, &call.secret, code.organization, &code.hash()).await?;
    let replies = rows.into_iter().filter(|row| row.kind == Waits::Reply);
    Ok(replies.map(|row| AnonymousReply::new(Said::Waiting(row), vec![])).collect())
}
