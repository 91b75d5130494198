# What errors say, by their codes. Those of payloads stand in English where they are declared.
UNAUTHENTICATED = Meld je eerst aan.
FORBIDDEN = Dat mag je niet doen.
NOT_FOUND = Zo'n object is er voor jou niet.
RATE_LIMITED = Te veel pogingen; probeer het later opnieuw.
UNAVAILABLE = De dienst kan nu niet antwoorden; probeer het later opnieuw.
INTERNAL = Er ging bij ons iets mis.
