# What mails say. Each letter has a subject, a text, the words of its link, and what is said after it.
language = nl
greeting = Hallo { $name },
greeting-nobody = Hallo,
closing = HEI heeft deze mail automatisch geschreven; antwoorden worden niet gelezen.

registration-subject = Rond je registratie af
registration-text = Iemand, waarschijnlijk jij, wil met dit adres een account openen.
registration-action = Registratie afronden
registration-after = De link werkt één keer, tot { $until }. Was jij het niet, doe dan niets: er wordt geen account geopend.

exists-subject = Je hebt al een account
exists-text = Iemand, waarschijnlijk jij, wilde zich met dit adres registreren. Er is al een account: meld je aan, of kies een nieuw wachtwoord als je het niet meer weet.
exists-action = Nieuw wachtwoord kiezen
exists-after = De link werkt één keer, tot { $until }. Was jij het niet, doe dan niets: je account blijft zoals het is.

reset-subject = Kies een nieuw wachtwoord
reset-text = Iemand, waarschijnlijk jij, heeft een nieuw wachtwoord voor je account gevraagd.
reset-action = Nieuw wachtwoord kiezen
reset-after = De link werkt één keer, tot { $until }. Was jij het niet, doe dan niets: je wachtwoord blijft zoals het is.

verification-subject = Bevestig je adres
verification-text = Dit adres wordt aan een account toegevoegd. Bevestig dat je de mail ervan leest.
verification-action = Dit adres bevestigen
verification-after = De link werkt één keer, tot { $until }. Was jij het niet, doe dan niets: het adres wordt niet toegevoegd.

password-changed-subject = Je wachtwoord is gewijzigd
password-changed-text = Het wachtwoord van je account is gewijzigd. Was jij het, dan hoef je niets te doen.
password-changed-action = Nieuw wachtwoord aanvragen
password-changed-after = Was jij het niet, vraag dan meteen een nieuw wachtwoord aan.

address-added-subject = Er is een adres aan je account toegevoegd
address-added-text = Er is een adres aan je account toegevoegd: daarmee kan men inloggen en een nieuw wachtwoord aanvragen. Was jij het, dan hoef je niets te doen.
address-added-action = Nieuw wachtwoord aanvragen
address-added-after = Was jij het niet, vraag dan meteen een nieuw wachtwoord aan en verwijder daarna het adres.

feedback-subject = Er is nieuwe feedback voor je
feedback-text = Iemand heeft je feedback gegeven. Wat erin staat, staat niet in deze mail: je leest het na het aanmelden.
feedback-action = Feedback lezen
feedback-after = In je voorkeuren kun je deze mails uitzetten.

reply-subject = Er is een nieuw antwoord voor je
reply-text = Iemand heeft geantwoord in een gesprek over feedback waaraan je deelneemt. Wat erin staat, staat niet in deze mail: je leest het na het aanmelden.
reply-action = Gesprek lezen
reply-after = In je voorkeuren kun je deze mails uitzetten.

digest-subject = Er is iets nieuws voor je
digest-text = In de afgelopen dag was er iets dat je nog niet hebt gelezen: feedback, antwoorden of een bedankje. Wat erin staat, staat niet in deze mail.
digest-action = Nieuws bekijken
digest-after = In je voorkeuren kun je deze samenvattingen uitzetten.

invitation-subject = Je bent uitgenodigd
invitation-text = { $by } nodigt je uit om op HEI lid te worden van { $organization }.
invitation-action = Uitnodiging bekijken
invitation-after = De link werkt één keer, tot { $until }. Wil je niet meedoen, doe dan niets.

coach-granted-subject = Een coach mag zien wat over jou gaat
coach-granted-text = In { $organization } kreeg een coach, { $by }, toegang tot wat over jou gaat.
coach-granted-action = Bekijken wat de coach mag zien
coach-granted-after = Verwachtte je dit niet, vraag het dan aan je organisatie.

coach-revoked-subject = Een coach ziet niet meer wat over jou gaat
coach-revoked-text = In { $organization } heeft een coach, { $by }, geen toegang meer tot wat over jou gaat.
coach-revoked-action = Bekijken welke coaches er zijn
coach-revoked-after = Je hoeft niets te doen.

awaited-subject = Je wordt om feedback gevraagd
awaited-text = Er wordt je om feedback gevraagd die op je antwoord wacht. Wie het vraagt, over wie en tot wanneer staat niet in deze mail: je leest het nadat je je hebt aangemeld, en je kunt ook afwijzen of herinneringen uitzetten.
awaited-action = Bekijken wat er gevraagd wordt
awaited-after = In je voorkeuren kun je deze mails uitzetten.

asked-subject = Je wordt om feedback gevraagd
asked-text = { $by } van { $organization } vraagt je om feedback. Je hebt geen account nodig: je antwoordt via de link, waar je ook leest wat er met je antwoord gebeurt.
asked-action = Het verzoek lezen
asked-after = De link werkt tot { $until }. Daar kun je ook afwijzen, herinneringen uitzetten of je naam en adres laten vergeten. Geef hem aan niemand door.

candidate-subject = Je toestemming wordt gevraagd
candidate-text = { $by } van { $organization } vraagt je toestemming om je als kandidaat te beoordelen. Daarvoor wordt niets over je geschreven. Je hebt geen account nodig: via de link lees je wat er bewaard wordt, wie het leest en tot wanneer.
candidate-action = Lezen en beslissen
candidate-after = De link werkt tot { $until }; zeg je niets, dan wordt alles wat van je bewaard is dan gewist. Daar kun je ook weigeren, of je toestemming later intrekken: dan wordt alles meteen gewist. Geef hem aan niemand door.
