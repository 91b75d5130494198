//! What respondents are told before they answer: who will see what, by the campaign's mode, and by
//! whose right it asks. Each version is the same for everybody and is never changed: another text
//! is another version.

use kernel::Speech;

use super::{Mode, Origin, campaign};

/// The version that campaigns promise from now on.
pub const PROMISE: i64 = 1;

/// In the language of the request. None, if there is no such version.
pub fn text(campaign: &campaign::Model) -> Option<String> {
    let (name, english) = chosen(campaign.mode, campaign.origin, campaign.promise)?;
    Some(Speech::say("CampaignPromise", name, english))
}

fn chosen(mode: Mode, origin: Origin, version: i64) -> Option<(&'static str, &'static str)> {
    Some(match (mode, version) {
        // No administrator reads what somebody asks themself.
        (Mode::Identified, 1) if origin == Origin::Person => ("OWN_V1", OWN),
        (Mode::Identified, 1) => ("IDENTIFIED_V1", IDENTIFIED),
        (Mode::Confidential, 1) => ("CONFIDENTIAL_V1", CONFIDENTIAL),
        (Mode::Anonymous, 1) => ("ANONYMOUS_V1", ANONYMOUS),
        _ => return None,
    })
}

const IDENTIFIED: &str = "Your answers stand under your name. You see your own results; if this \
questionnaire asks for a talk first, after it. Besides you they are seen by the administrators who \
are responsible for you, by a coach to whom your results were granted, and, if somebody outside the \
organisation's members answers by a link, by whoever invited them. Each time somebody opens your \
results it is recorded, and you can read who it was. In statistics nothing is shown of fewer people \
than the threshold stated here. Taking part is voluntary: you can decline, leave out any question \
that is not marked as required, save and go on later on another device, and withdraw your answers \
until the close.";

const OWN: &str = "You ask yourself this. Your answers stand under your name, and you see your \
results. Besides you nobody reads them but a coach to whom your questionnaire results were granted, \
as long as that grant runs; administrators and managers do not. Each time somebody opens your \
results it is recorded, and you can read who it was. You can leave out any question that is not \
marked as required, save and go on later on another device, and withdraw your answers until the \
close.";

const CONFIDENTIAL: &str = "Your answers are kept with your invitation, so that you can go on later \
and be reminded, and so that groups can be compared. Nobody sees them but you: no administrator, no \
manager, no coach reads what a single person answered, or whether they answered. That you \
began, and when, stands in the audit log, which compliance managers read. Results are shown \
after the close and of groups only, of at least as many respondents as the threshold stated here, \
and of twice as many for words; the threshold can only rise. This is confidential and not \
anonymous: whoever controls the running server or reads its database could find out what you \
answered. Taking part is voluntary: you can decline, leave out any question that is not marked as \
required, and withdraw your answers until the close.";

const ANONYMOUS: &str = "You answer with a ticket instead of your sign-in. No table, log, mail, trace \
or backup links you to your answers. It is kept that you drew the ticket, so that you are not \
reminded again; that you did, and when, stands in the audit log, which compliance managers read, and \
nothing of the ticket. On your answers stands at most what is listed here, made so coarse that \
at least as many of the invited share each combination as the threshold says. Results are shown \
after the close and of groups only, of at least as many respondents as the threshold stated here, \
and of twice as many for words; the threshold can only rise. Your own words may give you away. Keep \
the ticket: it alone opens your answers, on each device, and withdraws them until the close. We \
cannot find out who gave them (GDPR, Article 11), and a lost ticket cannot be replaced. This does \
not protect you against whoever controls the running server or reads the database's write-ahead \
log, nor against whoever watches your device or your network. Taking part is voluntary.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_promises_something_of_its_own_and_no_later_version_is_there() {
        let of = |mode| chosen(mode, Origin::Administrator, PROMISE).unwrap().1;
        let all = [Mode::Identified, Mode::Confidential, Mode::Anonymous].map(of);
        assert_eq!(all, [IDENTIFIED, CONFIDENTIAL, ANONYMOUS]);
        assert!(all.iter().all(|it| it.contains("threshold stated here")));
        assert_eq!(chosen(Mode::Anonymous, Origin::Administrator, PROMISE + 1), None);
    }

    #[test]
    fn what_somebody_asks_themself_no_administrator_sees() {
        let of = |origin| chosen(Mode::Identified, origin, PROMISE).unwrap().1;
        assert_eq!([Origin::Coach, Origin::Person].map(of), [IDENTIFIED, OWN]);
        assert!(OWN.contains("administrators and managers do not"));
    }
}
