use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use kernel::{
    Answer, AsViewer, Call, FeedbackId, MembershipId, OrganizationId, Place, Ref, ReplyId,
};
use sea_orm::Iterable;

use super::subject::{TextInput, refs};
use crate::{
    graphql::colleagues,
    loader::Loaders,
    talk::{
        entity::reaction::Kind,
        react::{AddReactionError, RemoveReactionError, react, take_back},
    },
};

#[derive(Default)]
pub struct ReactionMutation;

#[Object]
impl ReactionMutation {
    /// Reacts to feedback or to a reply that you read; once more changes nothing. Thanks are to
    /// its author.
    async fn add_reaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To what, and how.")] input: AddReactionInput,
    ) -> Answer<AddReactionPayload> {
        Loaders::of(ctx).forget();
        let on = input.on.try_into()?;
        let done = react(Call::of(ctx), on, input.kind.into()).await?;
        let ((feedback, reply), errors) = match done {
            Ok(()) => (refs(on), vec![]),
            Err(error) => ((None, None), vec![error.into()]),
        };
        Ok(AddReactionPayload { feedback, reply, errors })
    }

    /// Takes a reaction of yours back; once more changes nothing.
    async fn remove_reaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From what, and which.")] input: RemoveReactionInput,
    ) -> Answer<RemoveReactionPayload> {
        Loaders::of(ctx).forget();
        let on = input.on.try_into()?;
        let done = take_back(Call::of(ctx), on, input.kind.into()).await?;
        let ((feedback, reply), errors) = match done {
            Ok(()) => (refs(on), vec![]),
            Err(error) => ((None, None), vec![error.into()]),
        };
        Ok(RemoveReactionPayload { feedback, reply, errors })
    }
}

/// To what somebody reacts, and how.
#[derive(InputObject)]
struct AddReactionInput {
    /// To what.
    on: TextInput,
    /// How.
    kind: ReactionKind,
}

/// Which reaction is taken back.
#[derive(InputObject)]
struct RemoveReactionInput {
    /// To what it was.
    on: TextInput,
    /// Which.
    kind: ReactionKind,
}

/// What came of it.
#[derive(SimpleObject)]
struct AddReactionPayload {
    /// The feedback, if it was about that.
    feedback: Option<Ref<FeedbackId>>,
    /// The reply, if it was about that.
    reply: Option<Ref<ReplyId>>,
    /// Why nothing was added.
    errors: Vec<AddReactionError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RemoveReactionPayload {
    /// The feedback, if it was about that.
    feedback: Option<Ref<FeedbackId>>,
    /// The reply, if it was about that.
    reply: Option<Ref<ReplyId>>,
    /// Why nothing was taken back.
    errors: Vec<RemoveReactionError>,
}

/// How one reacts to a text without words.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Kind")]
enum ReactionKind {
    /// Thanks to the author.
    Thanks,
    /// I see it so too.
    Agree,
    /// How good.
    Celebrate,
    /// I am with you.
    Support,
    /// I did not know.
    Insight,
}

/// Who reacted in one way.
pub struct ReactionTally {
    kind: Kind,
    mine: bool,
    count: i64,
    /// The first of them.
    members: Vec<MembershipId>,
}

/// Who reacted in one way.
#[Object]
impl ReactionTally {
    /// How.
    async fn kind(&self) -> ReactionKind {
        self.kind.into()
    }

    /// How many; to an external as many as they are told of.
    async fn count(&self) -> i64 {
        self.count
    }

    /// Whether you are one of them.
    async fn mine(&self) -> bool {
        self.mine
    }

    /// Who, the first first. An external is told only of those whom they may see.
    async fn members(
        &self,
        #[graphql(desc = "At most so many, 0 to 100.", default = 20)] first: i32,
    ) -> Answer<Vec<Ref<MembershipId>>> {
        let first = usize::try_from(first).ok().filter(|first| *first <= kernel::MOST);
        let first = first.ok_or_else(|| kernel::Fault::bad_input("Ask for 0 to 100."))?;
        Ok(self.members.iter().copied().take(first).map(Ref).collect())
    }
}

impl ReactionTally {
    /// Those kinds that somebody chose of whom the viewer is told, in the order of the kinds.
    pub fn all(
        ctx: &Context<'_>,
        organization: OrganizationId,
        reactions: impl Iterator<Item = (Kind, MembershipId, i64)>,
    ) -> Vec<Self> {
        let Some(place) = ctx.viewer().within(organization) else { return vec![] };
        let told: Vec<_> =
            reactions.filter(|(_, member, _)| is_told(ctx, place, *member)).collect();
        let tally = |kind| {
            let of = || told.iter().filter(|(it, ..)| *it == kind);
            let members: Vec<_> = of().map(|(_, member, _)| *member).collect();
            let count = match of().next() {
                Some((.., all)) if !place.is_external() => *all,
                _ => i64::try_from(members.len()).unwrap_or(i64::MAX),
            };
            Self { kind, mine: members.contains(&place.member), count, members }
        };
        Kind::iter().map(tally).filter(|it| !it.members.is_empty()).collect()
    }
}

/// Two clients of one coach do not learn of each other.
pub fn is_told(ctx: &Context<'_>, place: &Place, member: MembershipId) -> bool {
    !place.is_external()
        || place.member == member
        || colleagues(ctx).organization_of(member).is_some()
}
