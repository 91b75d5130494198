use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, FeedbackInvitationId, Ref};

use super::{by::FeedbackInvitationBy, doorstep, form::FeedbackForm};
use crate::{
    loader::Loaders,
    requests::{
        By,
        by::Held,
        decline::{DeclineFeedbackRequestError, decline},
        form::filled,
        mute::{MuteFeedbackRemindersError, mute},
    },
};

#[derive(Default)]
pub struct DeclineMute;

#[Object]
impl DeclineMute {
    /// Says no to a request for feedback: as a member who is asked, or by a link. Who asks is
    /// told, with your reason, if you say one; no mail about it follows.
    async fn decline_feedback_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is declined, and why.")] input: DeclineFeedbackRequestInput,
    ) -> Answer<DeclineFeedbackRequestPayload> {
        Loaders::of(ctx).forget();
        let by: By = input.by.try_into()?;
        let told = decline(Call::of(ctx), by.clone(), input.reason).await?;
        let ((invitation, form), errors) = match told {
            Ok(it) => (settled(ctx, &by, it).await?, vec![]),
            Err(error) => ((None, None), vec![error.into()]),
        };
        Ok(DeclineFeedbackRequestPayload { invitation, form, errors })
    }

    /// Wants no further reminders of a request for feedback: as a member who is asked, or by a
    /// link. It can still be answered. Once more changes nothing.
    async fn mute_feedback_reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which.")] input: MuteFeedbackRemindersInput,
    ) -> Answer<MuteFeedbackRemindersPayload> {
        Loaders::of(ctx).forget();
        let by: By = input.by.try_into()?;
        let told = mute(Call::of(ctx), by.clone()).await?;
        let ((invitation, form), errors) = match told {
            Ok(it) => (settled(ctx, &by, it).await?, vec![]),
            Err(error) => ((None, None), vec![error.into()]),
        };
        Ok(MuteFeedbackRemindersPayload { invitation, form, errors })
    }
}

type Told = (Option<Ref<FeedbackInvitationId>>, Option<FeedbackForm>);

/// As it stands now, in the form that who acts on it reads.
async fn settled(ctx: &Context<'_>, by: &By, it: Held) -> Answer<Told> {
    if matches!(by, By::Link(_)) {
        let form = filled(Call::of(ctx), doorstep(ctx), it).await?;
        return Ok((None, Some(form.into())));
    }
    let id = it.invitation.id;
    Loaders::of(ctx).requests.invitations.feed([(id, Arc::new(it.invitation))]);
    Ok((Some(Ref(id)), None))
}

/// What is declined, and why.
#[derive(InputObject)]
struct DeclineFeedbackRequestInput {
    /// As whom you are asked.
    by: FeedbackInvitationBy,
    /// For who asks, 1 to 500 characters; may be left out.
    reason: Option<String>,
}

/// Of what no reminders are wanted.
#[derive(InputObject)]
struct MuteFeedbackRemindersInput {
    /// As whom you are asked.
    by: FeedbackInvitationBy,
}

/// What came of it.
#[derive(SimpleObject)]
struct DeclineFeedbackRequestPayload {
    /// As it is now; null, if nothing was declined, or by a link.
    invitation: Option<Ref<FeedbackInvitationId>>,
    /// As it is now, for whoever declined by a link.
    form: Option<FeedbackForm>,
    /// Why nothing was declined.
    errors: Vec<DeclineFeedbackRequestError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct MuteFeedbackRemindersPayload {
    /// As it is now; null, if there is none of yours, or by a link.
    invitation: Option<Ref<FeedbackInvitationId>>,
    /// As it is now, for whoever asked it by a link.
    form: Option<FeedbackForm>,
    /// Why reminders go on.
    errors: Vec<MuteFeedbackRemindersError>,
}
