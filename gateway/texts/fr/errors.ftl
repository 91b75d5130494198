# What errors say, by their codes. Those of payloads stand in English where they are declared.
UNAUTHENTICATED = Connectez-vous d'abord.
FORBIDDEN = Vous n'avez pas le droit de faire cela.
NOT_FOUND = Un tel objet n'existe pas pour vous.
RATE_LIMITED = Trop de tentatives ; réessayez plus tard.
UNAVAILABLE = Le service ne peut pas répondre maintenant ; réessayez plus tard.
INTERNAL = Quelque chose s'est mal passé de notre côté.
