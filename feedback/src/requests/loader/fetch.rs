//! Requests, and who is asked.

use std::{collections::HashMap, sync::Arc};

use futures_util::FutureExt;
use kernel::{Batches, FeedbackInvitationId, FeedbackRequestId, FeedbackTemplateId};

use super::{InvitationsIn, Own, TotalIn};
use crate::{
    loader::{Fetched, Read, group::grouped},
    requests::{
        entity::{invitation, request, template},
        repo::{self, invitations, templates},
    },
};

impl Batches<FeedbackRequestId, Arc<request::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<FeedbackRequestId>,
    ) -> Fetched<'_, FeedbackRequestId, Arc<request::Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<FeedbackTemplateId, Arc<template::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<FeedbackTemplateId>,
    ) -> Fetched<'_, FeedbackTemplateId, Arc<template::Model>> {
        async move {
            let rows = templates::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<FeedbackInvitationId, Arc<invitation::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<FeedbackInvitationId>,
    ) -> Fetched<'_, FeedbackInvitationId, Arc<invitation::Model>> {
        async move {
            let rows = invitations::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<Own, Option<FeedbackInvitationId>> for Read<'_> {
    fn fetch(&self, keys: Vec<Own>) -> Fetched<'_, Own, Option<FeedbackInvitationId>> {
        async move {
            let mut found: HashMap<_, _> = keys.iter().map(|key| (*key, None)).collect();
            let ids = keys.into_iter().map(|key| key.0).collect();
            let rows = invitations::own(&self.call.db, &self.call.viewer, ids).await?;
            found.extend(rows.iter().map(|row| (Own(row.request_id), Some(row.id))));
            let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
            self.loaders.requests.invitations.feed(rows);
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<InvitationsIn, Arc<[FeedbackInvitationId]>> for Read<'_> {
    fn fetch(
        &self,
        keys: Vec<InvitationsIn>,
    ) -> Fetched<'_, InvitationsIn, Arc<[FeedbackInvitationId]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = keys.iter().map(|key| (*key, vec![])).collect();
            let all = grouped(keys, |key| (key.of.organization, key.page));
            for ((organization, page), keys) in all {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let ids = keys.iter().map(|key| key.of.request).collect();
                let rows = invitations::in_each(&self.call.db, place, ids, &page).await?;
                for row in &rows {
                    let of = TotalIn { organization, request: row.request_id };
                    found.entry(InvitationsIn { of, page }).or_default().push(row.id);
                }
                let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
                self.loaders.requests.invitations.feed(rows);
            }
            for (key, ids) in &mut found {
                ids.sort_unstable();
                if !key.page.backwards {
                    ids.reverse();
                }
            }
            Ok(found.into_iter().map(|(key, ids)| (key, ids.into())).collect())
        }
        .boxed()
    }
}

impl Batches<TotalIn, i64> for Read<'_> {
    fn fetch(&self, keys: Vec<TotalIn>) -> Fetched<'_, TotalIn, i64> {
        async move {
            let mut found = HashMap::new();
            for (organization, keys) in grouped(keys, |key| key.organization) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let ids = keys.iter().map(|key| key.request).collect();
                let totals = invitations::count_in_each(&self.call.db, place, ids).await?;
                let key = |request| TotalIn { organization, request };
                found.extend(totals.into_iter().map(|(id, total)| (key(id), total)));
            }
            Ok(found)
        }
        .boxed()
    }
}
