# What errors say, by their codes. Those of payloads stand in English where they are declared.
UNAUTHENTICATED = Prima acceda.
FORBIDDEN = Non è consentito.
NOT_FOUND = Per Lei non esiste un oggetto simile.
RATE_LIMITED = Troppi tentativi; riprovi più tardi.
UNAVAILABLE = Il servizio ora non può rispondere; riprovi più tardi.
INTERNAL = Qualcosa è andato storto da parte nostra.
