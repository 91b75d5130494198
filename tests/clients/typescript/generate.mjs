// Types of the schema and of each document in `documents/`, written to `src/generated.ts`:
// `node generate.mjs SCHEMA OUTPUT`.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import * as typescript from "@graphql-codegen/typescript";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const [schema, output] = process.argv.slice(2);
const here = new URL("documents/", import.meta.url);
const documents = readdirSync(here).map((name) => ({
  location: name,
  document: parse(readFileSync(new URL(name, here), "utf8")),
}));
const text = { input: "string", output: "string" };
const scalars = {};
for (const name of ["Date", "DateTime", "EmailAddress", "Locale", "Markdown", "TimeZone", "URL", "Url"]) {
  scalars[name] = text;
}
const config = { strictScalars: true, scalars, enumsAsTypes: true, useTypeImports: true };
const generated = await codegen({
  filename: output,
  schema: parse(readFileSync(schema, "utf8")),
  documents,
  config,
  plugins: [{ typescript: {} }, { operations: {} }, { typedDocumentNode: {} }],
  pluginMap: { typescript, operations, typedDocumentNode },
});
writeFileSync(output, generated);
