// GraphQL over HTTP, audited: `node run.mjs URL TOKEN` prints each audit that did not pass, and how
// many did, by their level. Ends with 1 if any did not.
import { auditServer } from "graphql-http";

const [url, token] = process.argv.slice(2);
// Some audits ask what a type is called, which strangers may not.
const fetchFn = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("authorization", `Bearer ${token}`);
  return fetch(input, { ...init, headers });
};
const results = await auditServer({ url, fetchFn });
const passed = {};
for (const { id, name, status, reason } of results) {
  const level = name.split(" ")[0];
  passed[level] = (passed[level] ?? 0) + (status === "ok" ? 1 : 0);
  if (status !== "ok") console.log(`${status} ${id} ${name}: ${reason}`);
}
console.log(JSON.stringify({ audits: results.length, passed }));
process.exit(results.every((it) => it.status === "ok") ? 0 : 1);
