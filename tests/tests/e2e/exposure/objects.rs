//! What is asked for: of each noun one object or some in different states.

use kernel::NodeId;
use tests::{Persona, content::Content, people};

pub struct Object {
    pub noun: &'static str,
    pub what: &'static str,
    pub id: String,
}

pub fn object(what: &'static str, id: impl Into<NodeId>) -> Object {
    let id: NodeId = id.into();
    Object { noun: id.noun(), what, id: id.to_string() }
}

fn written(what: &'static str, id: &str) -> Object {
    let id: NodeId = id.parse().expect("an id");
    object(what, id)
}

pub fn objects(content: &Content) -> Vec<Object> {
    use Persona::{Client, Coach, Member, OtherCoach};
    vec![
        object("a member of a company", people::user(Member)),
        object("a client of a practice", people::user(Client)),
        object("a company", people::organization("acme")),
        object("a practice", people::organization("praxis")),
        object("somebody's own", people::newcomer(Member).home),
        object("of a company's member", people::member("acme", Member)),
        object("of a coach of the member", people::member("acme", Coach)),
        object("of a coach of nobody", people::member("acme", OtherCoach)),
        object("of a practice's client", people::member("praxis", Client)),
        object("the member's", people::unit("inside")),
        object("the member's", people::group("Mentors")),
        written("the member's", &content.session),
        written("in force", &content.policy),
        written("of the company", &content.competency),
        written("for the recipient", &content.recipient),
        written("for recipient and manager", &content.manager),
        written("for the team", &content.team),
        written("for the organisation", &content.organization),
        written("for the organisation, withdrawn", &content.withdrawn),
        written("an evaluation, edited and acknowledged", &content.evaluation),
        written("of a practice", &content.practice),
        written("about a company's member", &content.grant),
        written("to a company", &content.invitation),
        written("of the member's, private", &content.growth.private_goal),
        written("of the member's, shared with the manager", &content.growth.managed_goal),
        written("of the member's, shared with the coach", &content.growth.coached_goal),
        written("of a practice's client, shared with the coach", &content.growth.client_goal),
        written("of the member and the manager", &content.growth.check_in),
        written("of the member and the coach", &content.growth.session),
        written("of a practice's client and the coach", &content.growth.client_session),
        written("of a practice's client, who releases goals", &content.growth.sponsorship),
        written("of a practice's client, over", &content.growth.former_sponsorship),
        written("by another unit's administrator", &content.growth.opportunity),
        written("of the member, discussed", &content.growth.interest),
        written("of the peer, not discussed", &content.growth.quiet_interest),
        written("of the colleague, withdrawn", &content.growth.withdrawn_interest),
        written("for the recipient, flagged", &content.talk.flagged_feedback),
        written("for the recipient, hidden", &content.talk.hidden_feedback),
        written("about what the team reads, edited", &content.talk.reply),
        written("about what the team reads, withdrawn", &content.talk.withdrawn),
        written("about what the team reads, flagged", &content.talk.flagged),
        written("about what the team reads, hidden", &content.talk.hidden),
        written("about what the recipient reads", &content.talk.private),
        written("of the company, a draft", &content.instruments.draft),
        written("of the company, published", &content.instruments.published),
        written("of the company, retired", &content.instruments.retired),
        written("to the member, of a reply", &content.talk.notification),
        written("on request", &content.asking.answer),
        written("on request, from outside", &content.asking.answer_from_outside),
        written("of the company", &content.asking.template),
        written("by the manager about the member", &content.asking.about_report),
        written("by the member about themself", &content.asking.about_self),
        written("under evaluation", &content.asking.candidate),
        written("of the peer, answered", &content.asking.answered),
        written("of the colleague, declined", &content.asking.declined),
        written("of the peer, open", &content.asking.open),
        written("of somebody from outside", &content.asking.outside),
    ]
}
