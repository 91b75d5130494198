import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
}

/** Asks a server; an error of the request, or of any field, is thrown with its code. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const response = await fetch(this.url, {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json",
        authorization: `Bearer ${this.token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const answer = (await response.json()) as Answer<Data>;
    const [error] = answer.errors ?? [];
    if (error) throw new Error(`${error.extensions.code} at ${error.path?.join(".")}: ${error.message}`);
    if (!answer.data) throw new Error(`no data: ${response.status}`);
    return answer.data;
  }
}
