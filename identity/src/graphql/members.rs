//! Lists of members, from the directory.

use std::{
    collections::HashSet,
    ops::Bound::{Excluded, Unbounded},
    str::FromStr,
    sync::Arc,
};

use async_graphql::{Context, Enum, ID, InputObject};
use futures_util::FutureExt;
use kernel::{
    Answer, Call, GroupId, List, MembershipId, Noun, Page, PageInput, Ref, Sealed, Total, UnitId,
};

use super::{
    by_name::Stand,
    membership::{MembershipKind, MembershipState},
};
use crate::directory::{Member, Standing};

/// Which members.
#[derive(InputObject, Clone, Debug, Default)]
pub struct MemberFilter {
    /// Part of the name, whatever its case; at most 200 characters.
    #[graphql(validator(chars_max_length = 200))]
    pub text: Option<String>,
    /// Of this unit and all below it.
    pub unit: Option<ID>,
    /// Of this group.
    pub group: Option<ID>,
    /// Of one of these kinds.
    #[graphql(validator(max_items = 10))]
    pub kinds: Option<Vec<MembershipKind>>,
    /// In one of these states; if not given, all but those who left.
    #[graphql(validator(max_items = 10))]
    pub states: Option<Vec<MembershipState>>,
    #[graphql(skip)]
    pub manager: Option<MembershipId>,
}

/// In which order members stand.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberOrder {
    /// By family name, then given name.
    #[default]
    Name,
    /// By the time at which the organisation entered them.
    Entered,
}

/// A page of the members who exist for the viewer.
pub fn list(
    ctx: &Context<'_>,
    standing: &Standing,
    field: &str,
    filter: MemberFilter,
    order: MemberOrder,
    page: &PageInput,
) -> Answer<List<Ref<MembershipId>>> {
    let organization = standing.snapshot.organization;
    let bound = format!("{organization} {filter:?} {order:?}");
    let sealed = Sealed::new(Call::of(ctx), field, &[bound.as_bytes()]);
    let page = Page::<Stand>::try_new(page, &sealed)?;
    let wanted = Wanted::try_new(standing.clone(), filter, order)?;
    let rows: Vec<_> = wanted.page(&page).map(|stand| (stand.clone(), Ref(stand.1))).collect();
    let total = Total::counted(move |_| {
        let count = wanted.count();
        async move { Ok(i64::try_from(count).ok()) }.boxed()
    });
    Ok(kernel::list(&page, &sealed, rows, total))
}

/// A filter that was understood.
struct Wanted {
    standing: Standing,
    order: MemberOrder,
    text: Option<String>,
    kinds: Option<Vec<MembershipKind>>,
    states: Option<Vec<MembershipState>>,
    /// The only ones that come into question.
    among: Option<HashSet<MembershipId>>,
}

impl Wanted {
    fn try_new(standing: Standing, filter: MemberFilter, order: MemberOrder) -> Answer<Self> {
        let snapshot = &standing.snapshot;
        let mut among: Option<HashSet<MembershipId>> = None;
        let mut only = |ids: HashSet<MembershipId>| {
            among = Some(match among.take() {
                Some(already) => already.intersection(&ids).copied().collect(),
                None => ids,
            });
        };
        if let Some(unit) = filter.unit {
            let unit: UnitId = parse(&unit)?;
            // One that does not exist here has no members.
            only(snapshot.in_subtree(unit).collect());
        }
        if let Some(group) = filter.group {
            let group: GroupId = parse(&group)?;
            let members = snapshot.group(group).filter(|group| !group.removed);
            only(members.into_iter().flat_map(|it| it.members.to_vec()).collect());
        }
        if let Some(manager) = filter.manager {
            only(snapshot.reports(manager).iter().copied().collect());
        }
        let text = filter.text.map(|text| text.to_lowercase());
        let (kinds, states) = (filter.kinds, filter.states);
        Ok(Self { standing, order, text, kinds, states, among })
    }

    fn takes(&self, member: &Member) -> bool {
        let (kind, state) = (member.kind.into(), member.state.into());
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
            && self
                .states
                .as_ref()
                .map_or(state != MembershipState::Left, |states| states.contains(&state))
            && self.text.as_ref().is_none_or(|text| member.name.to_lowercase().contains(text))
            && self.standing.sees(member)
    }

    fn stand(&self, member: &Member) -> Stand {
        match self.order {
            MemberOrder::Name => Stand(member.sort.clone(), member.id),
            MemberOrder::Entered => Stand("".into(), member.id),
        }
    }

    fn page(&self, page: &Page<Stand>) -> impl Iterator<Item = Stand> {
        let most = page.size + 1;
        let between = |stand: &Stand| {
            page.after.as_ref().is_none_or(|after| stand > after)
                && page.before.as_ref().is_none_or(|before| stand < before)
        };
        let mut stands: Vec<_>;
        if self.narrow() {
            stands = self.all().map(|member| self.stand(member)).filter(between).collect();
            stands.sort_unstable();
            if page.backwards {
                stands.reverse();
            }
            stands.truncate(most);
        } else {
            let walk = self.walk(page).filter(|member| self.takes(member));
            stands = walk.map(|member| self.stand(member)).filter(between).take(most).collect();
        }
        stands.into_iter()
    }

    /// Few members come into question, or ones that stand in no order.
    fn narrow(&self) -> bool {
        self.among.is_some() || self.left_too() || !self.standing.has_directory()
    }

    fn left_too(&self) -> bool {
        self.states.as_ref().is_some_and(|states| states.contains(&MembershipState::Left))
    }

    /// Everybody, from where the page starts.
    fn walk<'a>(&'a self, page: &Page<Stand>) -> Box<dyn Iterator<Item = &'a Member> + 'a> {
        let snapshot = &self.standing.snapshot;
        let member = |id: MembershipId| snapshot.member(id).map(|member| &**member);
        match self.order {
            MemberOrder::Name => {
                let key = |stand: &Stand| (stand.0.clone(), stand.1);
                let from = page.after.as_ref().map_or(Unbounded, |it| Excluded(key(it)));
                let to = page.before.as_ref().map_or(Unbounded, |it| Excluded(key(it)));
                let ids = snapshot.by_name().range((from, to)).map(|(_, id)| *id);
                ends(ids, page.backwards, member)
            }
            MemberOrder::Entered => {
                let from = page.after.as_ref().map_or(Unbounded, |it| Excluded(it.1));
                let to = page.before.as_ref().map_or(Unbounded, |it| Excluded(it.1));
                ends(snapshot.by_id().range((from, to)).copied(), page.backwards, member)
            }
        }
    }

    fn all(&self) -> Box<dyn Iterator<Item = &Member> + '_> {
        let snapshot = &self.standing.snapshot;
        let member = |id: &MembershipId| snapshot.member(*id);
        let them: Box<dyn Iterator<Item = &Arc<Member>>> = match &self.among {
            Some(ids) => Box::new(ids.iter().filter_map(member)),
            None if self.left_too() => Box::new(snapshot.members()),
            None => Box::new(snapshot.by_id().iter().filter_map(member)),
        };
        Box::new(them.map(|member| &**member).filter(|member| self.takes(member)))
    }

    fn count(&self) -> usize {
        self.all().count()
    }
}

fn ends<'a>(
    ids: impl DoubleEndedIterator<Item = MembershipId> + 'a,
    backwards: bool,
    member: impl Fn(MembershipId) -> Option<&'a Member> + 'a,
) -> Box<dyn Iterator<Item = &'a Member> + 'a> {
    if backwards {
        Box::new(ids.rev().filter_map(member))
    } else {
        Box::new(ids.filter_map(member))
    }
}

/// That it is well formed says nothing of what it names.
pub fn parse<I: Noun + FromStr>(id: &ID) -> Answer<I> {
    id.parse().map_err(|_| kernel::wanted::<I>(id))
}
