//! What everybody may do about it, asked so that nothing changes.

use std::sync::Arc;

use feedback::{
    Kind, Visibility,
    requests::{
        By, Question, Wants,
        answer::{Respond, RespondError, respond},
        ask::{About, Ask, AskError, External, ask},
        decline::{DeclineError, decline},
        templates::{
            create::{Create, CreateError, create},
            revise::{Revise, ReviseError, revise},
        },
    },
};
use gateway::ports::DirectoryDoorstep;
use identity::Directory;
use kernel::{
    Answer, Code, EmailAddress, FeedbackInvitationId, FeedbackTemplateId, MembershipId,
    OrganizationId,
};

use super::{Asking, Standing};
use crate::{
    stage::{Asker, Stage},
    told::Compared,
    universe::{State, Universe},
};

pub async fn compare(stage: &Stage, it: &Universe, all: &Asking, compared: &mut Compared) {
    for person in 0..it.people.len() {
        let asker = stage.asker(person).await;
        request(it, person, &asker, compared).await;
        settle(it, all, person, &asker, compared).await;
        manage(it, all, person, &asker, compared).await;
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

async fn request(it: &Universe, person: usize, asker: &Asker, compared: &mut Compared) {
    let port = asker.colleagues();
    for (m, member) in it.members.iter().enumerate() {
        let me = it.place(person, member.organization);
        let rules = me.is_some_and(|me| it.may_ask_about(me, m));
        let input = Ask {
            about: About::Member(MembershipId(member.id)),
            members: vec![],
            group: None,
            externals: vec![External {
                name: "Eva".into(),
                address: EmailAddress::try_new("eva@example.org").unwrap(),
                language: None,
            }],
            template: None,
            competencies: vec![],
            message: "\0".into(),
            visibility: Visibility::Recipient,
            due_on: None,
        };
        let told = ask(&asker.call, &port, input, None).await;
        let code = only(told, &vec![AskError::MessageTooLong]);
        compared.one(|| format!("person {person} asks about {}", member.id), rules, code);
    }
}

async fn settle(
    it: &Universe,
    all: &Asking,
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    let port = asker.colleagues();
    let doorstep = DirectoryDoorstep(Arc::new(Directory::bounded(1 << 20)));
    for invitation in &all.invitations {
        let of = &all.requests[invitation.request];
        let me = it.place(person, of.organization);
        let open = me.is_some() && invitation.member == me && invitation.standing == Standing::Open;
        let id = FeedbackInvitationId(invitation.id);
        let told = decline(&asker.call, By::Invitation(id), Some(" ".into())).await;
        let code = only(told, &DeclineError::ReasonInvalid);
        compared.one(|| format!("person {person} declines {id}"), open, code);
        let rules =
            open && it.licensed(of.organization) && it.members[of.about].state == State::Active;
        let input = Respond {
            by: By::Invitation(id),
            name: None,
            kind: Kind::Praise,
            text: " ".into(),
            marks: vec![],
            answers: vec![],
        };
        let told = respond(&asker.call, &port, &doorstep, input, None).await;
        let code = only(told, &vec![RespondError::Empty]);
        compared.one(|| format!("person {person} answers {id}"), rules, code);
    }
}

async fn manage(
    it: &Universe,
    all: &Asking,
    person: usize,
    asker: &Asker,
    compared: &mut Compared,
) {
    let questions = || vec![Question { text: "How?".into(), wants: Wants::Text }];
    for (n, organization) in it.organizations.iter().enumerate() {
        let me = it.place(person, n).filter(|_| it.licensed(n));
        let rules = me.is_some_and(|me| it.administers_all(me));
        let input = Create {
            organization: OrganizationId(organization.id),
            name: String::new(),
            introduction: String::new(),
            questions: questions(),
        };
        let told = create(&asker.call, input, None).await;
        let code = only(told, &vec![CreateError::NameInvalid]);
        compared.one(|| format!("person {person} makes a template in {n}"), rules, code);
    }
    for template in &all.templates {
        let me = it.place(person, template.organization);
        let me = me.filter(|_| it.licensed(template.organization) && !template.retired);
        let rules = me.is_some_and(|me| it.administers_all(me));
        let id = FeedbackTemplateId(template.id);
        let input = Revise {
            template: id,
            name: String::new(),
            introduction: String::new(),
            questions: questions(),
        };
        let told = revise(&asker.call, input, None).await;
        let code = only(told, &vec![ReviseError::NameInvalid]);
        compared.one(|| format!("person {person} changes {id}"), rules, code);
    }
}
