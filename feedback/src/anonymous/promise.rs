//! What somebody is told before they write without a name. Each version is the same for
//! everybody and is never changed: another text is another version.

use kernel::Speech;

/// The version that is told now.
pub const PROMISE: i64 = 2;

/// In the language of the request. None, if there is no such version.
pub fn text(version: i64) -> Option<String> {
    match version {
        1 => Some(Speech::say("AnonymousPromise", "V1", FIRST)),
        2 => Some(Speech::say("AnonymousPromise", "V2", SECOND)),
        _ => None,
    }
}

const FIRST: &str = "You write with a ticket instead of your sign-in. No table, log, mail, trace \
or backup links you to what you write. What you write waits without a time; once a day all that \
waits is delivered in mixed order, with the day as its only date. It is delivered only if at least \
as many members as stated here drew tickets of the same month and could have written it. Until then \
it waits, and you are not notified; if too few have drawn by the end of the month, it is never \
delivered. Your recipients are named, and read your words: your style and what only you can know may \
give you away. Until it is delivered you can change it or take it back; afterwards you can withdraw it \
with the next delivery. Keep the code: it alone opens what you wrote. We cannot find out who wrote it \
(GDPR, Article 11), so access, rectification and erasure go by the code, and a lost code cannot be \
replaced. This does not protect you against whoever controls the running server or reads the \
database's write-ahead log, nor against whoever watches your device or your network.";

const SECOND: &str = "You write with a ticket instead of your sign-in. No table, log, mail, trace \
or backup links you to what you write. What you write waits without a time; once a day all that \
waits is delivered in mixed order, with the day as its only date. It is delivered only if at least \
as many members as stated here drew tickets of the same month and could have written it. Until then \
it waits, and you are not notified; if too few have drawn by the end of the month, it is never \
delivered. Your recipients are named, and read your words: your style and what only you can know may \
give you away. Until it is delivered you can change it or take it back; afterwards you can withdraw it \
with the next delivery. Keep the code: it alone opens what you wrote. With it you read what is \
answered, by people with their names, and reply without yours; you are not notified. Your replies \
wait for the delivery too, and its day tells that you wrote since the one before. All replies in a \
conversation are known to be of one person. We cannot find out who that is (GDPR, Article 11), so \
access, rectification and erasure go by the code, and a lost code cannot be replaced. This does not \
protect you against whoever controls the running server or reads the database's write-ahead log, nor \
against whoever watches your device or your network.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_now_is_there_and_no_later_one() {
        assert_eq!(text(PROMISE).as_deref(), Some(SECOND));
        assert_eq!(text(1).as_deref(), Some(FIRST), "as it was told then");
        assert_eq!(text(PROMISE + 1), None);
    }
}
