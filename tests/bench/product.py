"""The workloads in the product's words, and who asks them."""
import base64, hashlib

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def typeid(prefix, n):
    """The id that fill.sql gave row `n`, as the API says it."""
    bits, digits = int("01857000000070008000%012x" % n, 16), ""
    for _ in range(26):
        digits, bits = DIGITS[bits & 31] + digits, bits >> 5
    return f"{prefix}_{digits}"


PERSON = "user { displayName }"
WORKLOADS = {
    "W1": (
        """query($id: ID!) { node(id: $id) { ... on Membership { id title: jobTitle roles email: workAddress %s
        organization { name slug } unit { name } manager { %s } } } }""" % (PERSON, PERSON),
        lambda p: {"id": typeid("member", p["viewer"])},
    ),
    "W2": (
        """query($id: ID!) { organization(id: $id) { feed(first: 50) { nodes { id kind visibility body: text createdAt
        author { %s } recipients(first: 1) { %s unit { name } manager { %s } } } } } }""" % (PERSON, PERSON, PERSON),
        lambda p: {"id": typeid("org", p["org"])},
    ),
    "W3": (
        """query($id: ID!) { organization(id: $id) { name members(first: 50, orderBy: ENTERED) { nodes { id title: jobTitle %s
        feedbackReceived(first: 5) { nodes { id kind body: text createdAt author { %s } } } } } } }""" % (PERSON, PERSON),
        lambda p: {"id": typeid("org", p["org"])},
    ),
    "W5": (
        """mutation($input: GiveFeedbackInput!) { giveFeedback(input: $input) { feedback { id kind body: text createdAt
        author { %s } recipients(first: 1) { %s } } errors { code } } }""" % (PERSON, PERSON),
        lambda p: {"input": {"recipient": {"members": [typeid("member", p["recipient"])]}, "kind": "PRAISE",
                             "visibility": "RECIPIENT", "text": p["body"]}},
    ),
}


def bearer(workload, p):
    """W3 is asked by the organisation's administrator, the tenth member; the others by the viewer."""
    person = (p["org"] - 1) * 100 + 10 if workload == "W3" else p["viewer"]
    token = hashlib.sha256(f"token-{person}".encode()).digest()
    return {"Authorization": "Bearer " + base64.urlsafe_b64encode(token).rstrip(b"=").decode()}
