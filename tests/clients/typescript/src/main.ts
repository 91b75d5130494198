// A session of somebody who gives feedback and finds it again: `node main.js URL TOKEN`.
import assert from "node:assert/strict";
import { Client } from "./client.js";
import { FeedDocument, GiveDocument, ViewerDocument } from "./generated.js";
import type { FeedbackPartsFragment, GiveFeedbackInput } from "./generated.js";

const [url = "", token = ""] = process.argv.slice(2);
const client = new Client(url, token);

const { viewer } = await client.ask(ViewerDocument, {});
assert(viewer, "the token opens nothing");
let found: { organization: string; me: string; colleague: string } | undefined;
for (const me of viewer.memberships) {
  const organization = me.organization.id;
  const asked = await client.ask(FeedDocument, { organization, first: 1 });
  const others = asked.organization?.members?.nodes.filter((it) => it.id !== me.id);
  const colleague = others?.[0];
  if (colleague) found = { organization, me: me.displayName, colleague: colleague.id };
}
assert(found, "they have no colleague");

const text = `Written by a generated client at ${new Date().toISOString()}`;
const input: GiveFeedbackInput = {
  recipient: { members: [found.colleague] },
  kind: "PRAISE",
  visibility: "ORGANIZATION",
  text,
  idempotencyKey: text,
};
const { giveFeedback } = await client.ask(GiveDocument, { input });
assert.deepEqual(giveFeedback.errors, []);
const given: FeedbackPartsFragment | null | undefined = giveFeedback.feedback;
assert(given, "nothing was given");
assert.equal(given.author?.displayName, found.me);

const feed = await client.ask(FeedDocument, {
  organization: found.organization,
  first: 5,
  filter: { kinds: ["PRAISE"] },
});
const newest = feed.organization?.feed?.nodes[0];
assert.equal(newest?.id, given.id);
assert.equal(newest?.text, text);

const wrong = await client.ask(GiveDocument, { input: { ...input, text: "", idempotencyKey: null } });
assert.equal(wrong.giveFeedback.feedback ?? null, null);
assert(wrong.giveFeedback.errors.length > 0, "an empty text was taken");
console.log(`gave ${given.id} and found it among ${feed.organization?.feed?.totalCount}`);
