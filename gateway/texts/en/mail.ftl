# What mails say. Each letter has a subject, a text, the words of its link, and what is said after it.
language = en
greeting = Hello { $name },
greeting-nobody = Hello,
closing = HEI wrote this mail by itself; answers to it are not read.

registration-subject = Complete your registration
registration-text = Somebody, probably you, wants to open an account with this address.
registration-action = Complete the registration
registration-after = The link works once, until { $until }. If it was not you, do nothing: no account will be opened.

exists-subject = You already have an account
exists-text = Somebody, probably you, wanted to register with this address. It has an account already: sign in, or choose a new password if you do not remember yours.
exists-action = Choose a new password
exists-after = The link works once, until { $until }. If it was not you, do nothing: your account stays as it is.

reset-subject = Choose a new password
reset-text = Somebody, probably you, asked for a new password for your account.
reset-action = Choose a new password
reset-after = The link works once, until { $until }. If it was not you, do nothing: your password stays as it is.

verification-subject = Confirm your address
verification-text = This address is to be added to an account. Please confirm that you read its mail.
verification-action = Confirm this address
verification-after = The link works once, until { $until }. If it was not you, do nothing: the address will not be added.

password-changed-subject = Your password was changed
password-changed-text = The password of your account was changed. If it was you, there is nothing to do.
password-changed-action = Ask for a new password
password-changed-after = If it was not you, ask for a new password at once.

address-added-subject = An address was added to your account
address-added-text = An address was added to your account: one can sign in with it and ask for a new password. If it was you, there is nothing to do.
address-added-action = Ask for a new password
address-added-after = If it was not you, ask for a new password at once and then remove the address.

feedback-subject = There is new feedback for you
feedback-text = Somebody gave you feedback. What it says is not in this mail: you read it after you have signed in.
feedback-action = Read the feedback
feedback-after = In your preferences you can turn these mails off.

reply-subject = There is a new reply for you
reply-text = Somebody replied in a conversation about feedback that you take part in. What it says is not in this mail: you read it after you have signed in.
reply-action = Read the conversation
reply-after = In your preferences you can turn these mails off.

digest-subject = There is something new for you
digest-text = Within the last day you were told something that you have not read: feedback, replies or thanks. What it says is not in this mail.
digest-action = See what is new
digest-after = In your preferences you can turn these summaries off.

invitation-subject = You are invited
invitation-text = { $by } invites you to join { $organization } on HEI.
invitation-action = See the invitation
invitation-after = The link works once, until { $until }. If you do not want to join, do nothing.

coach-granted-subject = A coach may see what is about you
coach-granted-text = In { $organization } a coach, { $by }, was let in on what is about you.
coach-granted-action = See what the coach may see
coach-granted-after = Whom you do not expect, ask your organisation about.

coach-revoked-subject = A coach no longer sees what is about you
coach-revoked-text = In { $organization } a coach, { $by }, is no longer let in on what is about you.
coach-revoked-action = See which coaches there are
coach-revoked-after = There is nothing for you to do.

awaited-subject = You are asked for feedback
awaited-text = Feedback is asked of you and waits for your answer. Who asks, about whom and until when is not in this mail: you read it after you have signed in, and may also decline or turn reminders off.
awaited-action = See what is asked
awaited-after = In your preferences you can turn these mails off.

asked-subject = You are asked for feedback
asked-text = { $by } of { $organization } asks you for feedback. You need no account: you answer behind the link, where you also read what becomes of your answer.
asked-action = Read the request
asked-after = The link works until { $until }. Behind it you can also decline, turn reminders off, or have your name and address forgotten. Pass it on to nobody.

candidate-subject = Your consent is asked for
candidate-text = { $by } of { $organization } asks for your consent to evaluate you as a candidate. Nothing is written about you before you give it. You need no account: behind the link you read what is kept, who reads it and until when.
candidate-action = Read and decide
candidate-after = The link works until { $until }; if you say nothing, what is kept of you is erased then. Behind it you can also refuse, or take your consent back later: then all is erased at once. Pass it on to nobody.
