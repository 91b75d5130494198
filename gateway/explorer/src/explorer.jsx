import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { useMemo, useState } from 'react';
import { Bar } from './bar.jsx';
import { examples, welcome } from './examples.js';

/** GraphiQL under a bar that says as whom it asks. */
export function Explorer({ personas }) {
  const [token, setToken] = useState(personas[0]?.token ?? '');
  // Another caller sees another schema: a new fetcher makes GraphiQL ask for it again.
  const fetcher = useMemo(() => createGraphiQLFetcher({ url: '/graphql', fetch: ask(token) }), [token]);
  return (
    <>
      <Bar personas={personas} token={token} onToken={setToken} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          defaultQuery={welcome}
          defaultTabs={examples}
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

/**
 * With a token as its bearer and without cookies; else with the browser's cookies, which count
 * only beside a header that no form of another site can send.
 */
function ask(token) {
  return (url, init) => {
    const headers = new Headers(init.headers);
    if (token) {
      headers.set('authorization', `Bearer ${token}`);
    } else {
      headers.set('x-hei-csrf', '1');
    }
    return fetch(url, { ...init, headers, credentials: token ? 'omit' : 'same-origin' });
  };
}
