import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  audioFile,
  type Client,
  createClient,
  fetchToken,
  renewingToken,
  type Session,
  setUpAdmin,
} from '../acceptance/harness/index.ts';
import { launchBrowser } from '../browser/page.ts';
import { signIn } from '../browser/world.ts';
import { type Listening, listenAt } from './listening.ts';
import { type Stack, startStack } from './stack.ts';

/** As long as a machine that does much else may take. */
const SHOWN_MS = 60_000;
const disposables = new AsyncDisposableStack();
let stack: Stack;
let session: Session;
let admin: Client;
/** The replicas of the song service, each asked past the gateway. */
let readers: Client[];
/** An event stream that is open at each of them. */
let streams: Listening[];
/** A page that is open in a browser. */
let page: Page;
let songId: string;

beforeAll(async () => {
  const layout = { user: 1, admin: 1, song: 3, 'photo,video': 1, edge: 1, worker: 1 };
  stack = await startStack(layout, disposables);
  ({ session, client: admin } = await setUpAdmin(stack.url));
  const tags = { title: 'As it was', artist: 'The Band', album: 'An album' };
  songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 2, tags }));
  const replicas = stack.parts
    .filter(({ services }) => services === 'song')
    .map(({ port }) => `http://127.0.0.1:${port}`);
  readers = replicas.map((url) =>
    createClient(
      url,
      renewingToken(() => session),
    ),
  );
  streams = await Promise.all(replicas.map((url) => listenAt(url, session)));
  const browser = await launchBrowser();
  disposables.defer(() => browser.close());
  page = await openSongs(browser);
});
afterAll(async () => {
  for (const stream of streams ?? []) stream.stop();
  await disposables.disposeAsync();
});

/** The list of songs, which has been told that it will be told of changes. */
async function openSongs(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.url });
  const opened = await context.newPage();
  opened.setDefaultTimeout(SHOWN_MS);
  const listens = opened.waitForResponse((response) => response.url().endsWith('/api/v1/events'));
  await signIn(opened, adminAccount, '/songs');
  await listens;
  await row(opened, 'As it was').waitFor();
  return opened;
}

const row = (of: Page, title: string) => of.getByRole('row', { name: new RegExp(title) });
const rename = (title: string) => admin.must('updateSong', { params: { songId }, body: { title } });
const titles = () =>
  Promise.all(
    readers.map(async (client) => (await client.must('getSong', { params: { songId } })).title),
  );
const hear = (type: 'catalogue.changed' | 'resync') =>
  Promise.all(streams.map((stream) => stream.until(type)));

it('what the admin service changed is read at every song service, told and shown', async () => {
  await rename('Changed elsewhere');
  expect(await titles()).toEqual(readers.map(() => 'Changed elsewhere'));
  await hear('catalogue.changed');
  await row(page, 'Changed elsewhere').waitFor();
});

it('nothing stays as it was after Redis was lost, and what comes then is told again', async () => {
  await stack.engines.redis.kill();
  await rename('Changed without Redis');
  expect(await titles()).toEqual(readers.map(() => 'Changed without Redis'));
  await stack.engines.redis.start();
  await hear('resync');
  await row(page, 'Changed without Redis').waitFor();
  await rename('Changed with Redis');
  await hear('catalogue.changed');
  await row(page, 'Changed with Redis').waitFor();
});

it('who is signed in listens on while the service of accounts is away', async () => {
  // One that no replica has seen: they know the public keys and nothing of the token.
  const token = await fetchToken(session);
  const [user] = stack.parts.filter(({ services }) => services === 'user');
  if (!user) throw new Error('There is no user service.');
  await stack.kill(user);
  for (const { baseUrl } of readers) {
    const client = createClient(baseUrl, token);
    const { url } = await client.must('streamSong', { params: { songId } });
    const part = await fetch(new URL(url, stack.url), { headers: { range: 'bytes=0-99' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
  }
  await stack.start(user);
});
