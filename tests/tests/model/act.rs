//! What everybody may do: asked so that nothing changes where that is possible; what does
//! change something stands last.

use feedback::{
    CreateCompetency, CreateError, Edit, EditError, Give, GiveError, Given, Kind, To, Visibility,
    acknowledge, create_competency, edit, give, withdraw,
};
use kernel::{Code, FeedbackId, GroupId, MembershipId, OrganizationId, UnitId};

use crate::{
    chance::Chance,
    stage::{Asker, Stage},
    told::Compared,
    universe::{Feedback, Universe},
};

pub async fn compare(stage: &Stage, it: &Universe, compared: &mut Compared) {
    let mut chance = Chance(it.seed);
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        give_to_members(it, person, &asker, compared).await;
        competencies(it, person, &asker, compared).await;
        for f in &it.feedback {
            // All that may be, and some of what may not.
            let me = it.place(person, f.organization);
            if me.is_some_and(|me| it.took_part(me, f)) || chance.percent(15) {
                change(person, me, it, f, &asker, compared).await;
            }
        }
    }
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        for f in &it.feedback {
            let me = it.place(person, f.organization);
            if me.is_some_and(|me| f.author == Some(me)) || chance.percent(5) {
                let rules = me.is_some_and(|me| f.author == Some(me));
                let code = withdraw(&asker.call, FeedbackId(f.id)).await.unwrap().is_ok();
                compared.one(|| format!("person {person} withdraws {}", f.id), rules, code);
            }
        }
        give_to_many(it, person, &asker, compared).await;
    }
}

fn praise(to: To, text: &str) -> Give {
    let (kind, visibility) = (Kind::Praise, Visibility::Recipient);
    Give { to, kind, visibility, text: text.into(), marks: vec![] }
}

/// Without a text nothing is given; everything else that is wrong is told too.
async fn give_to_members(it: &Universe, person: usize, asker: &Asker, compared: &mut Compared) {
    let port = asker.colleagues();
    for (m, member) in it.members.iter().enumerate() {
        let me = it.place(person, member.organization);
        let rules = me.is_some_and(|me| it.may_receive(me, m));
        let to = To::Members(vec![MembershipId(member.id)]);
        let told = give(&asker.call, &port, praise(to, ""), None).await.unwrap().unwrap_err();
        let code = told == [GiveError::Empty];
        compared.one(|| format!("person {person} gives to {}", member.id), rules, code);
    }
}

/// To a group or a unit, and to one member: those receive it who are in it now.
async fn give_to_many(it: &Universe, person: usize, asker: &Asker, compared: &mut Compared) {
    let groups = it.groups.iter().enumerate().map(|(n, group)| {
        let me = it.place(person, group.organization);
        let may = it.group_exists(person, n);
        (
            To::Group(GroupId(group.id)),
            group.organization,
            me.filter(|_| may),
            group.members.clone(),
        )
    });
    let units = it.units.iter().enumerate().map(|(n, unit)| {
        let me = it.place(person, unit.organization);
        let may = it.may_give_to_unit(person, n);
        (To::Unit(UnitId(unit.id)), unit.organization, me.filter(|_| may), it.inside_unit(n))
    });
    for (to, organization, me, inside) in groups.chain(units) {
        let mut rules = me.map(|me| it.receivers(me, inside.into_iter())).unwrap_or_default();
        rules.sort_by_key(|m| it.members[*m].id);
        let mut rules: Vec<_> = rules.into_iter().map(|m| MembershipId(it.members[m].id)).collect();
        if !it.licensed(organization) {
            rules.clear();
        }
        let what = format!("person {person} gives to {to:?}");
        let given = give(&asker.call, &asker.colleagues(), praise(to, "Thank you."), None).await;
        let code = match given {
            Ok(Ok(Given::Now(written))) => written.row.recipients().to_vec(),
            Ok(Ok(Given::Before(_))) => panic!("{what}"),
            Ok(Err(_)) => vec![],
            Err(fault) => {
                assert_eq!(fault.code, Code::Forbidden, "{what}");
                vec![]
            }
        };
        compared.one(|| what.clone(), rules, code);
    }
}

/// Without a name nothing is made, but who may not is told so.
async fn competencies(it: &Universe, person: usize, asker: &Asker, compared: &mut Compared) {
    for (n, organization) in it.organizations.iter().enumerate() {
        let me = it.place(person, n);
        let rules = me.is_some_and(|me| it.may_manage_competencies(me));
        let input = CreateCompetency {
            organization: OrganizationId(organization.id),
            name: String::new(),
            description: String::new(),
        };
        let code = match create_competency(&asker.call, input, None).await {
            Ok(told) => told.unwrap_err() == [CreateError::NameEmpty],
            Err(fault) => {
                let code = if me.is_some() { Code::Forbidden } else { Code::NotFound };
                assert_eq!(fault.code, code);
                false
            }
        };
        compared.one(|| format!("person {person} manages competencies of {n}"), rules, code);
    }
}

/// An edit of what was not read last changes nothing.
async fn change(
    person: usize,
    me: Option<usize>,
    it: &Universe,
    f: &Feedback,
    asker: &Asker,
    compared: &mut Compared,
) {
    let id = FeedbackId(f.id);
    let rules = me.is_some_and(|me| it.may_edit(me, f));
    let input = Edit { feedback: id, version: 0, edited_at: None, text: "x".into(), marks: None };
    let code = match edit(&asker.call, input).await {
        Ok(told) => told.unwrap_err() == [EditError::Stale],
        Err(fault) => fault.code != Code::Forbidden,
    };
    compared.one(|| format!("person {person} edits {id}"), rules, code);
    let rules = me.is_some_and(|me| it.may_acknowledge(me, f));
    let code = match acknowledge(&asker.call, id).await {
        Ok(told) => told.is_ok(),
        Err(fault) => fault.code != Code::Forbidden,
    };
    compared.one(|| format!("person {person} acknowledges {id}"), rules, code);
}
