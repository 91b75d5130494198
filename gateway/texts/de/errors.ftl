# What errors say, by their codes. Those of payloads stand in English where they are declared.
UNAUTHENTICATED = Melden Sie sich zuerst an.
FORBIDDEN = Das dürfen Sie nicht.
NOT_FOUND = Ein solches Objekt gibt es für Sie nicht.
RATE_LIMITED = Zu viele Versuche; versuchen Sie es später wieder.
UNAVAILABLE = Der Dienst kann jetzt nicht antworten; versuchen Sie es später wieder.
INTERNAL = Bei uns ist etwas schiefgegangen.
