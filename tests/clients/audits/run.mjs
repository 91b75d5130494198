// GraphQL over HTTP, audited: `node run.mjs URL` prints each audit that did not pass, and how
// many did, by their level. Ends with 1 if any did not.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
const passed = {};
for (const { id, name, status, reason } of results) {
  const level = name.split(" ")[0];
  passed[level] = (passed[level] ?? 0) + (status === "ok" ? 1 : 0);
  if (status !== "ok") console.log(`${status} ${id} ${name}: ${reason}`);
}
console.log(JSON.stringify({ audits: results.length, passed }));
process.exit(results.every((it) => it.status === "ok") ? 0 : 1);
