//! How a snapshot follows from an earlier one and the rows that changed since.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use imbl::OrdSet;
use kernel::{Answer, DataKinds, MembershipId, OrganizationId, Roles};
use sea_orm::ConnectionTrait;

use super::{
    right::{Grant, Target},
    snapshot::{About, Group, Map, Member, Snapshot, Unit, display_name},
};
use crate::{
    entity::{administrator_scope, coach_grant, membership, organization, unit},
    repo::directory as repo,
};

impl Snapshot {
    pub(crate) async fn brought_up(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        have: Option<Arc<Self>>,
    ) -> Answer<Self> {
        let since = have.as_ref().map_or(-1, |snapshot| snapshot.version);
        // The version is read first: rows read after it may be newer, never older.
        let row = repo::organization_unchecked(db, organization).await?;
        let licences = repo::licences_unchecked(db, organization).await?;
        let units = repo::units_changed_unchecked(db, organization, since).await?;
        let members = repo::members_changed_unchecked(db, organization, since).await?;
        let (groups, group_members) =
            repo::groups_changed_unchecked(db, organization, since).await?;
        let scopes = repo::scopes_touched_unchecked(db, organization, since).await?;
        let grants = repo::grants_touched_unchecked(db, organization, since).await?;

        let mut next = have.map_or_else(|| Self::empty(organization), |have| have.copied());
        next.version = row.directory_version;
        next.about = Arc::new(About {
            name: row.name,
            slug: row.slug,
            kind: row.kind,
            controller: row.controller,
            processor: row.processor,
            licences,
            version: row.changed_in,
        });
        let touched: Vec<_> = members.iter().map(|member| member.id).collect();
        next.put_all(members.into_iter().map(|row| Arc::new(Member::from(row))).collect());
        next.put_units(units);
        for group in groups {
            let members = group_members.iter().filter(|it| it.group_id == group.id);
            let members = members.map(|it| it.membership_id).collect();
            let (id, removed, version) = (group.id, group.removed, group.changed_in);
            let group = Group { id, name: group.name, removed, members, version };
            next.groups.insert(id, Arc::new(group));
        }
        next.put_scopes(&touched, scopes);
        next.put_grants(&touched, grants);
        Ok(next)
    }

    pub(super) fn empty(organization: OrganizationId) -> Self {
        Self {
            organization,
            version: -1,
            about: Arc::new(About {
                name: String::new(),
                slug: String::new(),
                kind: organization::Kind::Company,
                controller: None,
                processor: None,
                licences: vec![],
                version: 1,
            }),
            members: Map::default(),
            by_user: Map::default(),
            by_name: OrdSet::new(),
            by_id: OrdSet::new(),
            in_unit: Map::default(),
            reports: Map::default(),
            units: Map::default(),
            children: Map::default(),
            groups: Map::default(),
            targets: Map::default(),
            by_coach: Map::default(),
            by_client: Map::default(),
            scopes: std::sync::Mutex::default(),
        }
    }

    /// Shares everything with the one it is copied from, but what depends on the version.
    fn copied(&self) -> Self {
        Self {
            organization: self.organization,
            version: self.version,
            about: self.about.clone(),
            members: self.members.clone(),
            by_user: self.by_user.clone(),
            by_name: self.by_name.clone(),
            by_id: self.by_id.clone(),
            in_unit: self.in_unit.clone(),
            reports: self.reports.clone(),
            units: self.units.clone(),
            children: self.children.clone(),
            groups: self.groups.clone(),
            targets: self.targets.clone(),
            by_coach: self.by_coach.clone(),
            by_client: self.by_client.clone(),
            scopes: std::sync::Mutex::default(),
        }
    }

    pub(super) fn put(&mut self, member: Arc<Member>) {
        self.put_all(vec![member]);
    }

    fn put_all(&mut self, members: Vec<Arc<Member>>) {
        let (mut units, mut managers) = (Changes::default(), Changes::default());
        for member in members {
            if let Some(old) = self.members.get(&member.id).cloned() {
                self.by_name.remove(&(old.sort.clone(), old.id));
                self.by_id.remove(&old.id);
                if let Some(user) = old.user {
                    self.by_user.remove(&user);
                }
                if old.is_present() {
                    units.remove(old.unit, old.id);
                    managers.remove(old.manager, old.id);
                }
            }
            if let Some(user) = member.user {
                self.by_user.insert(user, member.id);
            }
            if member.state != membership::State::Left {
                self.by_name.insert((member.sort.clone(), member.id));
                self.by_id.insert(member.id);
            }
            if member.is_present() {
                units.add(member.unit, member.id);
                managers.add(member.manager, member.id);
            }
            self.members.insert(member.id, member);
        }
        units.apply(&mut self.in_unit);
        managers.apply(&mut self.reports);
    }

    fn put_units(&mut self, changed: Vec<unit::Model>) {
        if changed.is_empty() {
            return;
        }
        for row in changed {
            let unit = Unit {
                id: row.id,
                code: row.code,
                name: row.name,
                parent: row.parent_id,
                removed: row.removed,
                version: row.changed_in,
            };
            self.units.insert(unit.id, Arc::new(unit));
        }
        let mut units: Vec<_> = self.units().cloned().collect();
        units.sort_unstable_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let mut children: HashMap<_, Vec<_>> = HashMap::new();
        for unit in &units {
            if let Some(parent) = unit.parent {
                children.entry(parent).or_default().push(unit.id);
            }
        }
        self.children = children.into_iter().map(|(id, them)| (id, them.into())).collect();
    }

    fn put_scopes(&mut self, touched: &[MembershipId], rows: Vec<administrator_scope::Model>) {
        let mut by_member: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            let target = match (row.unit_id, row.group_id, row.member_id) {
                (Some(unit), _, _) => Target::Unit(unit),
                (_, Some(group), _) => Target::Group(group),
                (_, _, Some(member)) => Target::Member(member),
                (None, None, None) => Target::Everybody,
            };
            by_member.entry(row.membership_id).or_default().push(target);
        }
        replace(&mut self.targets, touched, by_member);
    }

    fn put_grants(&mut self, touched: &[MembershipId], rows: Vec<coach_grant::Model>) {
        let mut by_coach: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            by_coach.entry(row.coach_id).or_default().push(Grant {
                id: row.id,
                coach: row.coach_id,
                client: row.client_id,
                kinds: DataKinds(row.kinds),
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                awaits_confirmation: row.needs_confirmation && row.confirmed_by.is_none(),
            });
        }
        let had = touched.iter().any(|coach| self.by_coach.contains_key(coach));
        if by_coach.is_empty() && !had {
            return;
        }
        replace(&mut self.by_coach, touched, by_coach);
        let mut by_client: HashMap<_, Vec<_>> = HashMap::new();
        for grant in self.by_coach.values().flat_map(|grants| grants.iter()) {
            by_client.entry(grant.client).or_default().push(*grant);
        }
        self.by_client = by_client.into_iter().map(|(id, them)| (id, them.into())).collect();
    }
}

/// What the touched members had is gone; what was read for them is there.
fn replace<V: Clone>(
    map: &mut Map<MembershipId, Arc<[V]>>,
    touched: &[MembershipId],
    mut rows: HashMap<MembershipId, Vec<V>>,
) {
    for member in touched {
        match rows.remove(member) {
            Some(rows) => drop(map.insert(*member, rows.into())),
            None => drop(map.remove(member)),
        }
    }
}

/// Who came to and went from the lists of a map.
struct Changes<K>(HashMap<K, (HashSet<MembershipId>, HashSet<MembershipId>)>);

impl<K> Default for Changes<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Copy + Eq + std::hash::Hash> Changes<K> {
    fn add(&mut self, key: Option<K>, member: MembershipId) {
        if let Some(key) = key {
            self.0.entry(key).or_default().0.insert(member);
        }
    }

    fn remove(&mut self, key: Option<K>, member: MembershipId) {
        if let Some(key) = key {
            self.0.entry(key).or_default().1.insert(member);
        }
    }

    /// The lists stay sorted by id.
    fn apply(self, lists: &mut Map<K, Arc<[MembershipId]>>) {
        for (key, (come, gone)) in self.0 {
            let old = lists.get(&key).cloned().unwrap_or_default();
            let mut list: Vec<_> = old.iter().copied().filter(|id| !gone.contains(id)).collect();
            list.extend(come);
            list.sort_unstable();
            list.dedup();
            if list.is_empty() {
                lists.remove(&key);
            } else {
                lists.insert(key, list.into());
            }
        }
    }
}

impl From<repo::MemberRow> for Member {
    fn from(row: repo::MemberRow) -> Self {
        let name = display_name(&row.given_name, row.infix.as_deref(), &row.family_name);
        let sort = format!("{}\u{1}{}", row.family_name, row.given_name).to_lowercase();
        Self {
            id: row.id,
            user: row.person_id,
            name,
            sort: sort.into(),
            job_title: row.job_title,
            state: row.state,
            kind: row.kind,
            roles: Roles(row.roles),
            unit: row.unit_id,
            manager: row.manager_id,
            photo_mark: row.photo_mark,
            work_address: row.work_address,
            version: row.changed_in,
        }
    }
}
