//! What people say to each other in the demo. The same number says the same.

/// What the people of each division do.
const DEEDS: [(&str, [&str; 8]); 5] = [
    (
        "TECH",
        [
            "the fix for the nightly export",
            "the review of the sign-in changes",
            "the clean-up of the build",
            "the runbook for the on-call week",
            "the move of the stock tables",
            "the demo for the sales team",
            "the tests around the price engine",
            "the calm hour during Tuesday's outage",
        ],
    ),
    (
        "OPS",
        [
            "the new layout of bay four",
            "the handover to the night shift",
            "the stock count before the audit",
            "the loading of the Rotterdam order",
            "the training of the two new clerks",
            "the labels for the cold store",
            "the quick answer to the carrier",
            "the safety walk on Friday",
        ],
    ),
    (
        "COM",
        [
            "the pitch to the garden centres",
            "the follow-up with the Leeds account",
            "the price list for spring",
            "the notes from the trade fair",
            "the second meeting with Harlow & Sons",
            "the forecast for the quarter",
            "the campaign mail",
            "the visit to the new branch",
        ],
    ),
    (
        "FIN",
        [
            "the month-end closing",
            "the reconciliation of the supplier accounts",
            "the answers for the auditors",
            "the forecast model",
            "the breakdown of travel costs",
            "the help with the tax forms",
            "the credit check for the new client",
            "the clean-up of old invoices",
        ],
    ),
    (
        "CORP",
        [
            "the welcome day for newcomers",
            "the minutes of the board meeting",
            "the press note about the new warehouse",
            "the plan for the office move",
            "the interview questions",
            "the holiday calendar",
            "the page about benefits",
            "the spring meeting",
        ],
    ),
];

const PRAISE: [&str; 11] = [
    "Thank you for {}. It saved the rest of us a good half day.",
    "I want to thank you for {}: clear, on time and without a fuss.",
    "I noticed {}. That is the kind of care that customers feel in the end.",
    "You made {} look easy. I know how much work was in it.",
    "Great work on {}! You asked the right questions early.",
    "Thanks for {} — and for explaining it so patiently to those of us who were new to it.",
    "With {} you kept your word although everything else changed around you. Thank you.",
    "Everybody talks about {}. Well deserved.",
    "What I liked about {}: you brought people in before they had to ask.",
    "Grazie! Without you {} would still be on my list. 🙌",
    "You took {} over at short notice and I never had to look after it. That helped me a lot.",
];

const SUGGESTION: [&str; 9] = [
    "About {}: tell us a day earlier next time, so that we can plan around it.",
    "I think {} could be shorter. Half of it would have been enough for me.",
    "For {} I would have liked to be asked before it was decided, not after.",
    "One thought on {}: write down why, not only what. We look it up later.",
    "You did {} alone although two of us had time. Ask; we are glad to help.",
    "Could we look at {} together once a month? I believe most of the surprises would go away.",
    "Next time, for {}:\n\n- agree on who decides\n- fix the date\n- tell the others when it is done",
    "In {} you were right, but it sounded harsher than you meant it. A call instead of a mail?",
    "I would split {} into two steps. The first one already helps most people.",
];

const EVALUATION: [&str; 7] = [
    "Looking back at {}: well prepared and reliable. The next step is to let others see the plan.",
    "Judged by {}, you have grown a lot this quarter. Keep an eye on the details at the end.",
    "My view of {}: strong in the matter, and increasingly at ease in front of others.",
    "For {} I could rely on you fully. I would like to see you propose the goal yourself.",
    "With {} you showed that you can lead without a title. Deadlines were close at times.",
    "On {}: good judgement, good pace. Share what you learn a little more often.",
    "In {} you kept the customer in mind throughout; the paperwork came a bit late.",
];

const BETTER: &str = "I read this again and want to add: it was noticed beyond our team, too.";

pub const COMPETENCIES: [(&str, &str); 6] = [
    ("Collaboration", "Brings people in, shares what is known, helps before being asked."),
    ("Communication", "Says what matters clearly, listens, and chooses the right way to say it."),
    ("Reliability", "Keeps promises, and says early when one cannot be kept."),
    ("Customer focus", "Thinks from the customer's side and follows up."),
    ("Initiative", "Sees what is to be done and begins."),
    ("Leadership", "Gives direction and room, also without a title."),
];

/// A privacy policy that a demonstration can have.
pub const POLICY: &str = "# Privacy in this demonstration\n\n\
    All people here are made up. What you write stays in the folder that this demonstration \
    names at its start, is sent to nobody, and is gone when the folder is.\n\n\
    - **Who reads feedback** is chosen by whoever gives it, each time.\n\
    - **What you sign in with** is yours alone; no organisation can change it.\n\
    - **Coaches** read what was granted to them, as long as the grant runs.\n";

pub fn praise(n: usize, division: &str) -> String {
    of(&PRAISE, n, division)
}

pub fn suggestion(n: usize, division: &str) -> String {
    of(&SUGGESTION, n, division)
}

pub fn evaluation(n: usize, division: &str) -> String {
    of(&EVALUATION, n, division)
}

/// The same, said better.
pub fn edited(text: &str) -> String {
    format!("{text}\n\n{BETTER}")
}

fn of(said: &[&str], n: usize, division: &str) -> String {
    let deeds = DEEDS.iter().find(|(code, _)| *code == division).map_or(&DEEDS[4].1, |it| &it.1);
    said[n % said.len()].replace("{}", deeds[(n / 3) % deeds.len()])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn people_do_not_all_say_the_same() {
        let said: HashSet<_> = (0..100).map(|n| praise(n, "OPS")).collect();
        assert!(said.len() > 50, "{}", said.len());
        assert_eq!(praise(7, "OPS"), praise(7, "OPS"));
        assert_ne!(praise(7, "OPS"), praise(7, "TECH"));
    }
}
