# What mails say. Each letter has a subject, a text, the words of its link, and what is said after it.
language = de
greeting = Guten Tag { $name },
greeting-nobody = Guten Tag,
closing = HEI hat diese Mail automatisch geschrieben; Antworten darauf werden nicht gelesen.

registration-subject = Schließen Sie Ihre Registrierung ab
registration-text = Jemand, wahrscheinlich Sie, möchte mit dieser Adresse ein Konto eröffnen.
registration-action = Registrierung abschließen
registration-after = Der Link gilt einmal, bis { $until }. Waren Sie es nicht, dann tun Sie nichts: Es wird kein Konto eröffnet.

exists-subject = Sie haben schon ein Konto
exists-text = Jemand, wahrscheinlich Sie, wollte sich mit dieser Adresse registrieren. Sie hat schon ein Konto: Melden Sie sich an, oder wählen Sie ein neues Passwort, wenn Sie Ihres nicht mehr wissen.
exists-action = Neues Passwort wählen
exists-after = Der Link gilt einmal, bis { $until }. Waren Sie es nicht, dann tun Sie nichts: Ihr Konto bleibt, wie es ist.

reset-subject = Wählen Sie ein neues Passwort
reset-text = Jemand, wahrscheinlich Sie, hat ein neues Passwort für Ihr Konto verlangt.
reset-action = Neues Passwort wählen
reset-after = Der Link gilt einmal, bis { $until }. Waren Sie es nicht, dann tun Sie nichts: Ihr Passwort bleibt, wie es ist.

verification-subject = Bestätigen Sie Ihre Adresse
verification-text = Diese Adresse soll zu einem Konto hinzugefügt werden. Bitte bestätigen Sie, dass Sie ihre Mails lesen.
verification-action = Diese Adresse bestätigen
verification-after = Der Link gilt einmal, bis { $until }. Waren Sie es nicht, dann tun Sie nichts: Die Adresse wird nicht hinzugefügt.

password-changed-subject = Ihr Passwort wurde geändert
password-changed-text = Das Passwort Ihres Kontos wurde geändert. Waren Sie es, dann ist nichts zu tun.
password-changed-action = Neues Passwort anfordern
password-changed-after = Waren Sie es nicht, dann fordern Sie sofort ein neues Passwort an.

address-added-subject = Ihrem Konto wurde eine Adresse hinzugefügt
address-added-text = Ihrem Konto wurde eine Adresse hinzugefügt: Mit ihr kann man sich anmelden und ein neues Passwort anfordern. Waren Sie es, dann ist nichts zu tun.
address-added-action = Neues Passwort anfordern
address-added-after = Waren Sie es nicht, dann fordern Sie sofort ein neues Passwort an und entfernen danach die Adresse.

feedback-subject = Es gibt neues Feedback für Sie
feedback-text = Jemand hat Ihnen Feedback gegeben. Was darin steht, steht nicht in dieser Mail: Sie lesen es, wenn Sie sich angemeldet haben.
feedback-action = Feedback lesen
feedback-after = In Ihren Einstellungen können Sie diese Mails abschalten.

reply-subject = Es gibt eine neue Antwort für Sie
reply-text = Jemand hat in einem Gespräch über Feedback geantwortet, an dem Sie teilnehmen. Was darin steht, steht nicht in dieser Mail: Sie lesen es, wenn Sie sich angemeldet haben.
reply-action = Gespräch lesen
reply-after = In Ihren Einstellungen können Sie diese Mails abschalten.

digest-subject = Es gibt Neues für Sie
digest-text = Im Lauf des letzten Tages gab es etwas, das Sie noch nicht gelesen haben: Feedback, Antworten oder einen Dank. Was darin steht, steht nicht in dieser Mail.
digest-action = Neues ansehen
digest-after = In Ihren Einstellungen können Sie diese Zusammenfassungen abschalten.

invitation-subject = Sie sind eingeladen
invitation-text = { $by } lädt Sie ein, auf HEI Mitglied von { $organization } zu werden.
invitation-action = Einladung ansehen
invitation-after = Der Link gilt einmal, bis { $until }. Möchten Sie nicht beitreten, dann tun Sie nichts.

coach-granted-subject = Ein Coach darf sehen, was Sie betrifft
coach-granted-text = In { $organization } hat ein Coach, { $by }, Zugang zu dem erhalten, was Sie betrifft.
coach-granted-action = Ansehen, was der Coach sehen darf
coach-granted-after = Haben Sie das nicht erwartet, dann fragen Sie Ihre Organisation.

coach-revoked-subject = Ein Coach sieht nicht mehr, was Sie betrifft
coach-revoked-text = In { $organization } hat ein Coach, { $by }, keinen Zugang mehr zu dem, was Sie betrifft.
coach-revoked-action = Ansehen, welche Coaches es gibt
coach-revoked-after = Für Sie ist nichts zu tun.

awaited-subject = Sie werden um Feedback gebeten
awaited-text = Sie werden um Feedback gebeten, das auf Ihre Antwort wartet. Wer fragt, nach wem und bis wann, steht nicht in dieser Mail: Sie lesen es nach der Anmeldung und können auch ablehnen oder Erinnerungen abstellen.
awaited-action = Ansehen, was gefragt ist
awaited-after = In Ihren Einstellungen können Sie diese Mails abstellen.

asked-subject = Sie werden um Feedback gebeten
asked-text = { $by } von { $organization } bittet Sie um Feedback. Sie brauchen kein Konto: Sie antworten hinter dem Link, wo Sie auch lesen, was aus Ihrer Antwort wird.
asked-action = Die Anfrage lesen
asked-after = Der Link gilt bis { $until }. Dort können Sie auch ablehnen, Erinnerungen abstellen oder Ihren Namen und Ihre Adresse vergessen lassen. Geben Sie ihn an niemanden weiter.

candidate-subject = Sie werden um Ihre Einwilligung gebeten
candidate-text = { $by } von { $organization } bittet Sie um Ihre Einwilligung, Sie im Rahmen Ihrer Bewerbung zu beurteilen. Vorher wird nichts über Sie geschrieben. Sie brauchen kein Konto: Hinter dem Link lesen Sie, was aufbewahrt wird, wer es liest und bis wann.
candidate-action = Lesen und entscheiden
candidate-after = Der Link gilt bis { $until }; sagen Sie nichts, wird dann alles gelöscht, was von Ihnen aufbewahrt ist. Dort können Sie auch ablehnen oder die Einwilligung später widerrufen: dann wird sofort alles gelöscht. Geben Sie ihn an niemanden weiter.
