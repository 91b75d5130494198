# What errors say, by their codes: first those that stand in `extensions.code`.
fault-UNAUTHENTICATED = Sign in first.
fault-FORBIDDEN = You may not do that.
fault-NOT_FOUND = There is no such object for you.
fault-RATE_LIMITED = Too many attempts; try again later.
fault-UNAVAILABLE = The service cannot answer now; try again later.
fault-INTERNAL = Something went wrong on our side.

# Those of payloads stand in English where they are declared: see `kernel::problems!`.
