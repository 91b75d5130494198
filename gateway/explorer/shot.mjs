// Opens the explorer of a running server as a person would, and takes its picture.
//
//   node shot.mjs http://127.0.0.1:8080/explorer [picture.png]
//
// CHROMIUM names the browser. Ends with `N passed, N failed`; fails if one did.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import puppeteer from 'puppeteer-core';

const [address, picture] = process.argv.slice(2);
if (!address) {
  console.error('usage: node shot.mjs URL [PICTURE]');
  process.exit(2);
}
const url = new URL(address);
let passed = 0;
let failed = 0;

/** One check; what it throws is why it failed. */
async function check(what, run) {
  try {
    await run();
    passed += 1;
    console.log(`ok      ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${what}: ${error.message}`);
  }
}

function assert(condition, why) {
  if (!condition) throw new Error(why);
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
});
try {
  await explore(await browser.newPage());
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function explore(page) {
  await page.setViewport({ width: 1440, height: 860, deviceScaleFactor: 1 });
  const requests = [];
  const complaints = [];
  page.on('request', (request) => requests.push(request));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const asked = () => requests.filter((it) => new URL(it.url()).pathname === '/graphql');
  const bearer = () => asked().at(-1)?.headers().authorization;

  const answer = await page.goto(url.href, { waitUntil: 'networkidle0', timeout: 30_000 });
  await check('the page comes with a policy that lets nothing in from elsewhere', () => {
    const policy = answer.headers()['content-security-policy'] ?? '';
    assert(policy.includes("default-src 'none'"), `the policy is "${policy}"`);
    assert(!/unsafe|https?:|\*/.test(policy), `the policy is "${policy}"`);
  });
  await check('the editor stands, with the examples in tabs', async () => {
    await page.waitForSelector('.graphiql-query-editor .CodeMirror', { timeout: 10_000 });
    const tabs = await page.$$eval('.graphiql-tab', (them) => them.length);
    assert(tabs >= 4, `${tabs} tabs`);
  });
  await check('the schema was asked for and is shown', async () => {
    await page.click('button[aria-label="Show Documentation Explorer"]');
    await page.waitForSelector('.graphiql-doc-explorer-root-type', { timeout: 10_000 });
    await page.click('button[aria-label="Hide Documentation Explorer"]');
  });

  const personas = await page.$$eval('[data-persona]', (them) =>
    them.map((it) => [it.dataset.persona, it.getAttribute('aria-pressed')]),
  );
  await check('a persona is chosen', () => {
    assert(personas.length >= 2, `${personas.length} personas`);
    assert(personas.filter(([, pressed]) => pressed === 'true').length === 1, String(personas));
  });
  await check('a query runs and its answer shows', async () => {
    const shown = await run(page);
    assert(shown.includes('"viewer"') && shown.includes('"displayName"'), shown);
    assert(!shown.includes('"errors"'), shown);
  });
  await check('one click asks as somebody else', async () => {
    const [before, first] = [bearer(), await read(page)];
    const other = personas.find(([, pressed]) => pressed !== 'true')?.[0];
    await page.click(`[data-persona="${other}"]`);
    await page.waitForSelector(`[data-persona="${other}"][aria-pressed="true"]`);
    await page.waitForNetworkIdle({ idleTime: 300 });
    const second = await run(page);
    assert(bearer() && bearer() !== before, 'it asked with the same token');
    assert(second !== first, 'it was answered the same');
  });
  await check('the page asked with tokens and no cookies', () => {
    assert(asked().length >= 4, `${asked().length} requests of the API`);
    assert(asked().every((it) => it.headers().authorization && !it.headers().cookie), 'one did not');
  });
  await check('no request left the server', () => {
    const elsewhere = requests.map((it) => new URL(it.url())).filter((it) => {
      return it.protocol.startsWith('http') && it.origin !== url.origin;
    });
    assert(elsewhere.length === 0, elsewhere.join(' '));
  });
  await check('the browser has nothing to complain of', () => {
    assert(complaints.length === 0, complaints.join('\n'));
  });
  if (picture) {
    mkdirSync(dirname(picture), { recursive: true });
    await page.screenshot({ path: picture });
  }
}

/** Presses the button and waits for the answer. */
async function run(page) {
  const done = page.waitForResponse((it) => new URL(it.url()).pathname === '/graphql');
  await page.click('.graphiql-execute-button');
  await done;
  await page.waitForFunction(
    () => !document.querySelector('.graphiql-spinner') &&
      document.querySelector('.graphiql-response .CodeMirror')?.CodeMirror.getValue().trim(),
    { timeout: 10_000 },
  );
  return read(page);
}

function read(page) {
  return page.$eval('.graphiql-response .CodeMirror', (it) => it.CodeMirror.getValue());
}
