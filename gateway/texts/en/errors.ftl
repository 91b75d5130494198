# What errors say, by their codes. Those of payloads stand in English where they are declared.
UNAUTHENTICATED = Sign in first.
FORBIDDEN = You may not do that.
NOT_FOUND = There is no such object for you.
RATE_LIMITED = Too many attempts; try again later.
UNAVAILABLE = The service cannot answer now; try again later.
INTERNAL = Something went wrong on our side.
