# What mails say. Each letter has a subject, a text, the words of its link, and what is said after it.
language = it
greeting = Buongiorno { $name },
greeting-nobody = Buongiorno,
closing = Questa e-mail è stata scritta automaticamente da HEI; le risposte non vengono lette.

registration-subject = Completi la registrazione
registration-text = Qualcuno, probabilmente Lei, vuole aprire un account con questo indirizzo.
registration-action = Completare la registrazione
registration-after = Il link funziona una sola volta, fino al { $until }. Se non è stato Lei, non faccia nulla: non verrà aperto alcun account.

exists-subject = Lei ha già un account
exists-text = Qualcuno, probabilmente Lei, voleva registrarsi con questo indirizzo. Esiste già un account: acceda, oppure scelga una nuova password se non ricorda la Sua.
exists-action = Scegliere una nuova password
exists-after = Il link funziona una sola volta, fino al { $until }. Se non è stato Lei, non faccia nulla: il Suo account resta com'è.

reset-subject = Scelga una nuova password
reset-text = Qualcuno, probabilmente Lei, ha chiesto una nuova password per il Suo account.
reset-action = Scegliere una nuova password
reset-after = Il link funziona una sola volta, fino al { $until }. Se non è stato Lei, non faccia nulla: la Sua password resta com'è.

verification-subject = Confermi il Suo indirizzo
verification-text = Questo indirizzo sta per essere aggiunto a un account. Confermi che ne legge la posta.
verification-action = Confermare questo indirizzo
verification-after = Il link funziona una sola volta, fino al { $until }. Se non è stato Lei, non faccia nulla: l'indirizzo non verrà aggiunto.

password-changed-subject = La Sua password è stata cambiata
password-changed-text = La password del Suo account è stata cambiata. Se è stato Lei, non deve fare nulla.
password-changed-action = Chiedere una nuova password
password-changed-after = Se non è stato Lei, chieda subito una nuova password.

address-added-subject = Un indirizzo è stato aggiunto al Suo account
address-added-text = Un indirizzo è stato aggiunto al Suo account: con esso si può accedere e chiedere una nuova password. Se è stato Lei, non deve fare nulla.
address-added-action = Chiedere una nuova password
address-added-after = Se non è stato Lei, chieda subito una nuova password e poi rimuova l'indirizzo.

feedback-subject = C'è un nuovo feedback per Lei
feedback-text = Qualcuno Le ha dato un feedback. Il contenuto non è in questa e-mail: lo leggerà dopo l'accesso.
feedback-action = Leggere il feedback
feedback-after = Nelle Sue preferenze può disattivare queste e-mail.

reply-subject = C'è una nuova risposta per Lei
reply-text = Qualcuno ha risposto in una conversazione su un feedback alla quale Lei partecipa. Il contenuto non è in questa e-mail: lo leggerà dopo l'accesso.
reply-action = Leggere la conversazione
reply-after = Nelle Sue preferenze può disattivare queste e-mail.

digest-subject = C'è qualcosa di nuovo per Lei
digest-text = Nell'ultimo giorno c'è stato qualcosa che non ha ancora letto: feedback, risposte o ringraziamenti. Il contenuto non è in questa e-mail.
digest-action = Vedere le novità
digest-after = Nelle Sue preferenze può disattivare questi riepiloghi.

invitation-subject = Ha ricevuto un invito
invitation-text = { $by } La invita a entrare in { $organization } su HEI.
invitation-action = Vedere l'invito
invitation-after = Il link funziona una sola volta, fino al { $until }. Se non desidera partecipare, non faccia nulla.

coach-granted-subject = Un coach può vedere ciò che La riguarda
coach-granted-text = In { $organization } un coach, { $by }, ha ottenuto l'accesso a ciò che La riguarda.
coach-granted-action = Vedere che cosa vede il coach
coach-granted-after = Se non se lo aspettava, chieda alla Sua organizzazione.

coach-revoked-subject = Un coach non vede più ciò che La riguarda
coach-revoked-text = In { $organization } un coach, { $by }, non ha più accesso a ciò che La riguarda.
coach-revoked-action = Vedere quali coach ci sono
coach-revoked-after = Non deve fare nulla.

awaited-subject = Le viene chiesto un feedback
awaited-text = Le viene chiesto un feedback che attende la Sua risposta. Chi lo chiede, su chi e fino a quando non è in questa e-mail: lo leggerà dopo l'accesso, e potrà anche rifiutare o disattivare i promemoria.
awaited-action = Vedere che cosa viene chiesto
awaited-after = Nelle Sue preferenze può disattivare queste e-mail.

asked-subject = Le viene chiesto un feedback
asked-text = { $by } di { $organization } Le chiede un feedback. Non serve un account: risponde tramite il link, dove legge anche che cosa accade della Sua risposta.
asked-action = Leggere la richiesta
asked-after = Il link funziona fino al { $until }. Lì può anche rifiutare, disattivare i promemoria o far dimenticare il Suo nome e il Suo indirizzo. Non lo passi a nessuno.

candidate-subject = Le viene chiesto il consenso
candidate-text = { $by } di { $organization } Le chiede il consenso a valutarLa come candidato. Prima non viene scritto nulla su di Lei. Non serve un account: tramite il link legge che cosa si conserva, chi lo legge e fino a quando.
candidate-action = Leggere e decidere
candidate-after = Il link funziona fino al { $until }; se non dice nulla, allora tutto ciò che si conserva di Lei viene cancellato. Lì può anche rifiutare, o revocare il consenso in seguito: allora tutto viene cancellato subito. Non lo passi a nessuno.
