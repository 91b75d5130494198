//! By which ways an object can be reached.

use tests::{Persona, people};

/// Documents with `$it` where the object is selected. Each tells few objects of the noun, so
/// that no error is lost among too many.
pub fn paths(noun: &str, id: &str) -> Vec<String> {
    let (acme, praxis) = (people::organization("acme"), people::organization("praxis"));
    let member = people::member("acme", Persona::Member);
    let mut paths = vec![format!(r#"{{ nodes(ids: ["{id}"]) {{ ...it }} }}"#)];
    paths.extend(match noun {
        "User" | "Organization" | "Session" | "PolicyVersion" => accounts(noun, id, member),
        "Membership" | "Unit" | "Group" | "CoachGrant" => directory(noun, member),
        "Competency" | "Feedback" => giving(noun, member),
        "Reply" | "Notification" => talk(noun, acme, member),
        "FeedbackTemplate" | "FeedbackRequest" | "FeedbackInvitation" | "Candidate" => {
            asking(noun, acme)
        }
        "Goal" | "Meeting" | "Sponsorship" | "Opportunity" | "Interest" => {
            growing(noun, [acme, praxis], member)
        }
        "Instrument" | "Campaign" | "CampaignInvitation" | "AssessmentResult" | "Algorithm" => {
            assessing(noun, acme, member)
        }
        _ => vec![],
    });
    paths
}

/// Who there is, and as what they sign in.
fn accounts(noun: &str, id: &str, member: kernel::MembershipId) -> Vec<String> {
    let (acme, praxis) = (people::organization("acme"), people::organization("praxis"));
    match noun {
        "User" => vec![
            "{ viewer { ...it } }".to_owned(),
            members(acme, "user { ...it }"),
            members(praxis, "user { ...it }"),
            of_member(member, "user { ...it }"),
        ],
        "Organization" => vec![
            format!(r#"{{ organization(id: "{id}") {{ ...it }} }}"#),
            "{ viewer { memberships { organization { ...it } } } }".to_owned(),
            of_member(member, "organization { ...it }"),
            "{ organizations(first: 2) { nodes { ...it } } }".to_owned(),
        ],
        "Session" => vec![
            "{ viewer { sessions(first: 1) { nodes { ...it } edges { node { ...it } } } } }".into(),
        ],
        "PolicyVersion" => vec!["{ privacyPolicy { ...it } }".to_owned()],
        _ => vec![],
    }
}

/// Where they stand in an organisation.
fn directory(noun: &str, member: kernel::MembershipId) -> Vec<String> {
    let (acme, praxis) = (people::organization("acme"), people::organization("praxis"));
    match noun {
        "Membership" => vec![
            members(acme, "...it"),
            members(praxis, "...it"),
            "{ viewer { memberships { ...it } } }".to_owned(),
            feed(acme, "author { ...it }"),
            feed(acme, "recipients(first: 1) { ...it }"),
            feed(praxis, "author { ...it } recipients(first: 1) { ...it }"),
            format!(
                r#"{{ node(id: "{member}") {{ ... on Membership {{ manager {{ reports(first: 1) {{
                    nodes {{ ...it }} }} }} }} }} }}"#
            ),
        ],
        "Unit" => vec![
            format!(r#"{{ organization(id: "{acme}") {{ units {{ nodes {{ ...it }} }} }} }}"#),
            of_member(member, "unit { ...it }"),
            of_member(member, "unit { parent { ...it children { nodes { ...it } } } }"),
            feed(acme, "unit { ...it }"),
        ],
        "Group" => vec![
            format!(r#"{{ organization(id: "{acme}") {{ groups {{ nodes {{ ...it }} }} }} }}"#),
            feed(acme, "group { ...it }"),
        ],
        "CoachGrant" => vec![
            of_member(member, "coachGrants { ...it }"),
            of_member(people::member("acme", Persona::Coach), "coachGrants { ...it }"),
        ],
        _ => vec![],
    }
}

/// What is given, and the words for it.
fn giving(noun: &str, member: kernel::MembershipId) -> Vec<String> {
    let (acme, praxis) = (people::organization("acme"), people::organization("praxis"));
    match noun {
        "Competency" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ competencies(first: 1) {{ nodes {{ ...it }}
                    edges {{ node {{ ...it }} }} }} }} }}"#
            ),
            feed(acme, "marks { competency { ...it } }"),
        ],
        "Feedback" => vec![
            feed(acme, "...it"),
            feed(praxis, "...it"),
            search(acme, "FEEDBACK", "feedback { ...it }"),
            format!(
                r#"{{ organization(id: "{acme}") {{ flaggedFeedback(first: 2) {{ nodes {{ ...it }} }} }} }}"#
            ),
            of_member(member, "feedbackReceived(first: 5) { nodes { ...it } }"),
            of_member(
                people::member("acme", Persona::Peer),
                "feedbackGiven(first: 5) { edges { node { ...it } } }",
            ),
        ],
        _ => vec![],
    }
}

/// What people mean to become.
fn growing(
    noun: &str,
    [acme, praxis]: [kernel::OrganizationId; 2],
    member: kernel::MembershipId,
) -> Vec<String> {
    match noun {
        "Goal" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ goals(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            of_member(member, "goals(first: 3) { nodes { ...it } edges { node { ...it } } }"),
        ],
        "Meeting" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ meetings(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{praxis}") {{ meetings(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
        ],
        "Sponsorship" => vec![format!(
            r#"{{ organization(id: "{praxis}") {{ sponsorships(first: 2) {{ nodes {{ ...it }} }} }} }}"#
        )],
        "Opportunity" => vec![format!(
            r#"{{ organization(id: "{acme}") {{ opportunities(first: 1) {{ nodes {{ ...it }} }} }} }}"#
        )],
        "Interest" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ interests(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ opportunities(first: 1) {{ nodes {{
                    myInterest {{ ...it }} }} }} }} }}"#
            ),
        ],
        _ => vec![],
    }
}

/// Questionnaires, and what comes of them.
fn assessing(
    noun: &str,
    acme: kernel::OrganizationId,
    member: kernel::MembershipId,
) -> Vec<String> {
    match noun {
        "Instrument" => vec![format!(
            r#"{{ organization(id: "{acme}") {{ instruments(first: 6) {{ nodes {{ ...it }}
                edges {{ node {{ ...it }} }} }} }} }}"#
        )],
        "Campaign" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ campaigns(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ campaignInvitations(first: 2) {{ nodes {{
                    campaign {{ ...it }} }} }} }} }}"#
            ),
        ],
        "CampaignInvitation" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ campaignInvitations(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ campaigns(first: 3) {{ nodes {{
                    myInvitation {{ ...it }} }} }} }} }}"#
            ),
        ],
        "AssessmentResult" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ results(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            of_member(member, "results { nodes { ...it } }"),
            "{ viewer { results { nodes { ...it } } } }".into(),
        ],
        "Algorithm" => vec![format!(
            r#"{{ organization(id: "{acme}") {{ algorithms(first: 3) {{ nodes {{ ...it }}
                edges {{ node {{ ...it }} }} }} }} }}"#
        )],
        _ => vec![],
    }
}

fn members(organization: kernel::OrganizationId, selection: &str) -> String {
    let text = if organization == people::organization("acme") { "member e" } else { "client e" };
    format!(
        r#"{{ organization(id: "{organization}") {{ members(first: 1, filter: {{ text: "{text}" }}) {{
            nodes {{ {selection} }} edges {{ node {{ {selection} }} }} }} }} }}"#
    )
}

fn of_member(member: kernel::MembershipId, selection: &str) -> String {
    format!(r#"{{ node(id: "{member}") {{ ... on Membership {{ {selection} }} }} }}"#)
}

/// What belongs to requests for feedback.
fn asking(noun: &str, acme: kernel::OrganizationId) -> Vec<String> {
    match noun {
        "FeedbackTemplate" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ feedbackTemplates(first: 1) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ feedbackRequests(first: 3) {{ nodes {{
                    template {{ ...it }} }} }} }} }}"#
            ),
        ],
        "Candidate" => vec![format!(
            r#"{{ organization(id: "{acme}") {{ candidates(first: 1) {{ nodes {{ ...it }} }} }} }}"#
        )],
        "FeedbackRequest" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ feedbackRequests(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ feedbackInvitations(first: 3) {{ nodes {{
                    request {{ ...it }} }} }} }} }}"#
            ),
        ],
        "FeedbackInvitation" => vec![
            format!(
                r#"{{ organization(id: "{acme}") {{ feedbackInvitations(first: 3) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ feedbackRequests(first: 3) {{ nodes {{
                    myInvitation {{ ...it }} }} }} }} }}"#
            ),
        ],
        _ => vec![],
    }
}

/// What is said about feedback, and what one is told of it.
fn talk(noun: &str, acme: kernel::OrganizationId, member: kernel::MembershipId) -> Vec<String> {
    match noun {
        "Reply" => vec![
            search(acme, "REPLY", "reply { ...it }"),
            of_member(
                member,
                "feedbackReceived(first: 10) { nodes { replies(first: 5) { nodes { ...it } } } }",
            ),
            of_member(
                member,
                "feedbackReceived(first: 10) { nodes { replies(last: 5) { edges { node { ...it } } } } }",
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ flaggedReplies(first: 2) {{ nodes {{ ...it }} }} }} }}"#
            ),
            format!(
                r#"{{ organization(id: "{acme}") {{ flaggedReplies(first: 2, state: HIDDEN) {{ nodes {{ ...it }} }} }} }}"#
            ),
        ],
        "Notification" => vec![format!(
            r#"{{ organization(id: "{acme}") {{ notifications(first: 2) {{ nodes {{ ...it }} edges {{ node {{ ...it }} }} }} }} }}"#
        )],
        _ => vec![],
    }
}

/// What has a word that stands in most of what is said.
fn search(organization: kernel::OrganizationId, kind: &str, selection: &str) -> String {
    format!(
        r#"{{ organization(id: "{organization}") {{ search(text: "you", first: 4, kinds: [{kind}]) {{ nodes {{ {selection} }} }} }} }}"#
    )
}

fn feed(organization: kernel::OrganizationId, selection: &str) -> String {
    // Of feedback itself, and of units and groups, few fields are refused; of a member, most.
    let few = match selection {
        "...it" | "unit { ...it }" | "group { ...it }" => 5,
        _ => 2,
    };
    format!(
        r#"{{ organization(id: "{organization}") {{ feed(first: {few}) {{ nodes {{ {selection} }} }} }} }}"#
    )
}
