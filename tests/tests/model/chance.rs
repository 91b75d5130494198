//! A universe as chance makes it from a seed, always the same from the same.

use uuid::Uuid;

use crate::universe::{
    ADMINISTRATOR, COACH, COACH_KIND, COMPLIANCE, EMPLOYEE, Feedback, Grant, Group, House, IT,
    Looked, Member, OPERATOR, Organization, Sight, State, Target, Unit, Universe,
};

/// When all this is, in milliseconds of Unix: noon of some day.
pub const BEGINNING: u64 = 20_000 * 86_400_000 + 43_200_000;

/// Numbers that follow from a seed (`SplitMix64`).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    /// So many times in a hundred.
    pub fn percent(&mut self, n: u64) -> bool {
        self.next() % 100 < n
    }

    pub fn pick(&mut self, of: &[usize]) -> Option<usize> {
        if of.is_empty() { None } else { Some(of[self.below(of.len())]) }
    }

    /// What became of a text: mostly nothing.
    pub fn looked(&mut self) -> Option<Looked> {
        [Some(Looked::Flagged), Some(Looked::Hidden), None, None, None, None][self.below(6)]
    }

    pub fn uuid(&mut self) -> Uuid {
        let random = (u128::from(self.next()) << 64 | u128::from(self.next())).to_be_bytes();
        let random: [u8; 10] = std::array::from_fn(|i| random[i]);
        uuid::Builder::from_unix_timestamp_millis(BEGINNING, &random).into_uuid()
    }
}

impl Universe {
    pub fn of(seed: u64) -> Self {
        let mut it = Self {
            seed,
            organizations: vec![],
            people: vec![],
            members: vec![],
            units: vec![],
            groups: vec![],
            scopes: vec![],
            grants: vec![],
            feedback: vec![],
        };
        let c = &mut Chance(seed);
        it.people = (0..34).map(|_| c.uuid()).collect();
        it.platform(c);
        it.houses(c);
        for organization in 0..it.organizations.len() {
            if matches!(it.organizations[organization].house, House::Company | House::Practice) {
                it.furnish(organization, c);
            }
        }
        // By a chance of its own, so that the rest stays as it was.
        let c = &mut Chance(seed ^ 0x666c_6167);
        for f in &mut it.feedback {
            f.moderation = c.looked();
        }
        it
    }

    fn organization(&mut self, house: House, licences: Vec<(i64, i64)>, c: &mut Chance) -> usize {
        self.organizations.push(Organization { id: c.uuid(), house, licences });
        self.organizations.len() - 1
    }

    fn member(&mut self, organization: usize, person: Option<usize>, c: &mut Chance) -> usize {
        let state = State::Active;
        let member = Member {
            id: c.uuid(),
            organization,
            person,
            state,
            kind: EMPLOYEE,
            roles: 0,
            unit: None,
            manager: None,
        };
        self.members.push(member);
        self.members.len() - 1
    }

    /// The service itself, of which two are operators, and everybody's own account.
    fn platform(&mut self, c: &mut Chance) {
        let platform = self.organization(House::Platform, vec![], c);
        self.organizations[platform].id = Uuid::nil();
        for person in 0..2 {
            let operator = self.member(platform, Some(person), c);
            self.members[operator].roles = 1 << OPERATOR;
        }
        for person in 0..self.people.len() {
            if c.percent(60) {
                let own = self.organization(House::Personal, vec![], c);
                self.member(own, Some(person), c);
            }
        }
    }

    fn houses(&mut self, c: &mut Chance) {
        for house in [House::Company, House::Company, House::Practice] {
            let licences = match c.below(5) {
                0 => vec![(-30, -1)],
                1 => vec![(1, 30)],
                2 => vec![(-60, -31), (-30, 0)],
                _ => vec![(0, 300)],
            };
            let organization = self.organization(house, licences, c);
            let mut people: Vec<_> = (0..self.people.len()).collect();
            for _ in 0..14 + c.below(6) {
                let person = people.swap_remove(c.below(people.len()));
                let state = match c.below(20) {
                    0 | 1 => State::Invited,
                    2 => State::Suspended,
                    3 | 4 => State::Left,
                    _ => State::Active,
                };
                let person = (state != State::Invited).then_some(person);
                let member = self.member(organization, person, c);
                let it = &mut self.members[member];
                it.state = state;
                let external = if house == House::Practice { 80 } else { 25 };
                it.kind = if c.percent(external) { 1 + c.below(6) } else { EMPLOYEE };
                for role in [ADMINISTRATOR, ADMINISTRATOR, IT, COMPLIANCE, COACH] {
                    if c.percent(9) {
                        it.roles |= 1 << role;
                    }
                }
            }
        }
    }

    fn furnish(&mut self, organization: usize, c: &mut Chance) {
        let here = |it: &Self| -> Vec<usize> {
            (0..it.members.len()).filter(|m| it.members[*m].organization == organization).collect()
        };
        let members = here(self);
        let mut units = vec![];
        for _ in 0..5 {
            let parent = if c.percent(60) { c.pick(&units) } else { None };
            let parent = parent.filter(|it: &usize| !self.units[*it].removed);
            let (id, removed) = (c.uuid(), c.percent(10));
            self.units.push(Unit { id, organization, parent, removed });
            units.push(self.units.len() - 1);
        }
        // A unit is removed when it is empty.
        let open: Vec<_> = units.iter().copied().filter(|it| !self.units[*it].removed).collect();
        for (n, member) in members.iter().enumerate() {
            self.members[*member].unit = if c.percent(75) { c.pick(&open) } else { None };
            if c.percent(70) {
                self.members[*member].manager = c.pick(&members[..n.min(6)]);
            }
        }
        for _ in 0..4 {
            let (id, removed, mut inside) = (c.uuid(), c.percent(25), vec![]);
            for member in &members {
                if c.percent(25) {
                    inside.push(*member);
                }
            }
            self.groups.push(Group { id, organization, members: inside, removed });
        }
        let groups = self.groups.len() - 4..self.groups.len();
        for member in &members {
            // Rows of those who are no administrators any more mean nothing.
            let is = self.members[*member].roles & 1 << ADMINISTRATOR != 0;
            for _ in 0..if is || c.percent(8) { 1 + c.below(3) } else { 0 } {
                let target = match c.below(5) {
                    0 => Target::Everybody,
                    1 | 2 => Target::Unit(c.pick(&units).unwrap()),
                    3 => Target::Group(groups.start + c.below(4)),
                    _ => Target::Member(c.pick(&members).unwrap()),
                };
                self.scopes.push((*member, target));
            }
        }
        self.grant(organization, &members, c);
        self.say(organization, &members, c);
    }

    fn grant(&mut self, organization: usize, members: &[usize], c: &mut Chance) {
        for _ in 0..16 {
            let coaches: Vec<_> = members
                .iter()
                .copied()
                .filter(|it| {
                    self.members[*it].roles & 1 << COACH != 0
                        || self.members[*it].kind == COACH_KIND
                })
                .collect();
            // Some were coaches once.
            let from = if c.percent(85) && !coaches.is_empty() { &coaches[..] } else { members };
            let (Some(coach), Some(client)) = (c.pick(from), c.pick(members)) else { continue };
            if coach == client {
                continue;
            }
            let (starts, ends) = match c.below(6) {
                0 => (-48, Some(-1)),
                1 => (1, None),
                2 => (-48, None),
                _ => (0, Some(48)),
            };
            let grant = Grant {
                id: c.uuid(),
                organization,
                coach,
                client,
                kinds: u32::try_from(c.below(32)).unwrap(),
                starts,
                ends,
                awaits: c.percent(12),
                revoked: c.percent(12),
            };
            self.grants.push(grant);
        }
    }

    fn say(&mut self, organization: usize, members: &[usize], c: &mut Chance) {
        // Whoever took part once; invited members never did.
        let known: Vec<_> = members
            .iter()
            .copied()
            .filter(|it| self.members[*it].state != State::Invited)
            .collect();
        for _ in 0..80 {
            // Nobody, where it was given without a name.
            let author = c.pick(&known).filter(|_| c.percent(85));
            let mut to = vec![];
            for _ in 0..[1, 1, 1, 2, 3, 5][c.below(6)] {
                let Some(it) = c.pick(&known) else { continue };
                if Some(it) == author || to.iter().any(|(other, _)| *other == it) {
                    continue;
                }
                // The manager of then may lead them still, or another, or nobody.
                let manager = match c.below(4) {
                    0 => c.pick(&known),
                    1 => None,
                    _ => self.members[it].manager,
                };
                to.push((it, manager));
            }
            if to.is_empty() {
                continue;
            }
            let all = [Sight::Recipient, Sight::Manager, Sight::Team, Sight::Organization];
            let feedback = Feedback {
                id: c.uuid(),
                organization,
                author,
                to,
                kind: c.below(3),
                sight: all[c.below(4)],
                withdrawn: c.percent(12),
                moderation: None,
            };
            self.feedback.push(feedback);
        }
    }
}
