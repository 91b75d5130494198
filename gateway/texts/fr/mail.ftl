# What mails say. Each letter has a subject, a text, the words of its link, and what is said after it.
language = fr
greeting = Bonjour { $name },
greeting-nobody = Bonjour,
closing = HEI a écrit ce message automatiquement ; les réponses ne sont pas lues.

registration-subject = Terminez votre inscription
registration-text = Quelqu'un, probablement vous, souhaite ouvrir un compte avec cette adresse.
registration-action = Terminer l'inscription
registration-after = Le lien fonctionne une seule fois, jusqu'au { $until }. Si ce n'était pas vous, ne faites rien : aucun compte ne sera ouvert.

exists-subject = Vous avez déjà un compte
exists-text = Quelqu'un, probablement vous, voulait s'inscrire avec cette adresse. Elle a déjà un compte : connectez-vous, ou choisissez un nouveau mot de passe si vous ne connaissez plus le vôtre.
exists-action = Choisir un nouveau mot de passe
exists-after = Le lien fonctionne une seule fois, jusqu'au { $until }. Si ce n'était pas vous, ne faites rien : votre compte reste tel quel.

reset-subject = Choisissez un nouveau mot de passe
reset-text = Quelqu'un, probablement vous, a demandé un nouveau mot de passe pour votre compte.
reset-action = Choisir un nouveau mot de passe
reset-after = Le lien fonctionne une seule fois, jusqu'au { $until }. Si ce n'était pas vous, ne faites rien : votre mot de passe reste tel quel.

verification-subject = Confirmez votre adresse
verification-text = Cette adresse doit être ajoutée à un compte. Confirmez que vous en lisez les messages.
verification-action = Confirmer cette adresse
verification-after = Le lien fonctionne une seule fois, jusqu'au { $until }. Si ce n'était pas vous, ne faites rien : l'adresse ne sera pas ajoutée.

password-changed-subject = Votre mot de passe a été modifié
password-changed-text = Le mot de passe de votre compte a été modifié. Si c'était vous, il n'y a rien à faire.
password-changed-action = Demander un nouveau mot de passe
password-changed-after = Si ce n'était pas vous, demandez tout de suite un nouveau mot de passe.

address-added-subject = Une adresse a été ajoutée à votre compte
address-added-text = Une adresse a été ajoutée à votre compte : elle permet de se connecter et de demander un nouveau mot de passe. Si c'était vous, il n'y a rien à faire.
address-added-action = Demander un nouveau mot de passe
address-added-after = Si ce n'était pas vous, demandez tout de suite un nouveau mot de passe, puis supprimez l'adresse.

feedback-subject = Il y a un nouveau feedback pour vous
feedback-text = Quelqu'un vous a donné un feedback. Son contenu n'est pas dans ce message : vous le lirez après vous être connecté.
feedback-action = Lire le feedback
feedback-after = Dans vos préférences, vous pouvez désactiver ces messages.

reply-subject = Il y a une nouvelle réponse pour vous
reply-text = Quelqu'un a répondu dans une conversation sur un feedback à laquelle vous participez. Son contenu n'est pas dans ce message : vous le lirez après vous être connecté.
reply-action = Lire la conversation
reply-after = Dans vos préférences, vous pouvez désactiver ces messages.

digest-subject = Il y a du nouveau pour vous
digest-text = Au cours du dernier jour, il y a eu quelque chose que vous n'avez pas encore lu : feedback, réponses ou remerciements. Le contenu n'est pas dans ce message.
digest-action = Voir les nouveautés
digest-after = Dans vos préférences, vous pouvez désactiver ces résumés.

invitation-subject = Vous êtes invité
invitation-text = { $by } vous invite à rejoindre { $organization } sur HEI.
invitation-action = Voir l'invitation
invitation-after = Le lien fonctionne une seule fois, jusqu'au { $until }. Si vous ne souhaitez pas participer, ne faites rien.

coach-granted-subject = Un coach peut voir ce qui vous concerne
coach-granted-text = Dans { $organization }, un coach, { $by }, a obtenu l'accès à ce qui vous concerne.
coach-granted-action = Voir ce que le coach peut voir
coach-granted-after = Si vous ne vous y attendiez pas, demandez à votre organisation.

coach-revoked-subject = Un coach ne voit plus ce qui vous concerne
coach-revoked-text = Dans { $organization }, un coach, { $by }, n'a plus accès à ce qui vous concerne.
coach-revoked-action = Voir quels coachs il y a
coach-revoked-after = Vous n'avez rien à faire.

awaited-subject = On vous demande un feedback
awaited-text = On vous demande un feedback qui attend votre réponse. Qui le demande, au sujet de qui et jusqu'à quand ne figure pas dans ce courriel : vous le lirez après vous être connecté, et vous pourrez aussi décliner ou désactiver les rappels.
awaited-action = Voir ce qui est demandé
awaited-after = Vous pouvez désactiver ces courriels dans vos préférences.

asked-subject = On vous demande un feedback
asked-text = { $by } de { $organization } vous demande un feedback. Aucun compte n'est nécessaire : vous répondez par le lien, où vous lisez aussi ce que devient votre réponse.
asked-action = Lire la demande
asked-after = Le lien fonctionne jusqu'au { $until }. Vous pouvez y décliner, désactiver les rappels ou faire oublier votre nom et votre adresse. Ne le transmettez à personne.

candidate-subject = Votre consentement est demandé
candidate-text = { $by } de { $organization } vous demande votre consentement pour vous évaluer en tant que candidat. Rien n'est écrit à votre sujet avant. Aucun compte n'est nécessaire : par le lien, vous lisez ce qui est conservé, qui le lit et jusqu'à quand.
candidate-action = Lire et décider
candidate-after = Le lien fonctionne jusqu'au { $until } ; si vous ne dites rien, tout ce qui est conservé de vous est alors effacé. Vous pouvez aussi y refuser, ou retirer plus tard votre consentement : alors tout est effacé aussitôt. Ne le transmettez à personne.
