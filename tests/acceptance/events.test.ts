import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  createClient,
  renewingToken,
  sharedInstance,
  signUp,
} from './harness/index.ts';

const { baseUrl } = sharedInstance();

let me: Client;

beforeAll(async () => {
  const email = `eve-${crypto.randomUUID()}@example.org`;
  const session = await signUp(baseUrl, { name: 'eve', email, password: 'hears it all again' });
  me = createClient(
    baseUrl,
    renewingToken(() => session),
  );
});

interface Heard {
  id: string;
  event: { type: string; playlistId?: string };
}

/** Listens from behind an event until one comes of which `isLast` says so; then hangs up. */
async function listen(
  lastEventId: string | null,
  isLast: (heard: Heard) => boolean,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<Heard[]> {
  const headers = lastEventId === null ? {} : { 'last-event-id': lastEventId };
  const stream = await me.request('/api/v1/events', { headers });
  await meanwhile();
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const heard = heardIn(text);
    // Leaving the loop hangs up.
    if (heard.some(isLast)) return heard;
  }
  throw new Error(`The stream ended too early: ${text}`);
}

function heardIn(text: string): Heard[] {
  return Array.from(text.matchAll(/^id: (.+)\ndata: (.+)\n\n/gm), ([, id = '', data = '']) => ({
    id,
    event: JSON.parse(data),
  }));
}

async function makePlaylist(name: string): Promise<string> {
  return (await me.must('createPlaylist', { body: { name } })).id;
}

const isOf = (playlistId: string) => (heard: Heard) => heard.event.playlistId === playlistId;
const playlistsOf = (heard: Heard[]) =>
  heard.map(({ event }) => event.playlistId).filter((id) => id !== undefined);

describe('whoever comes back to the events', () => {
  it('hears what they missed, once and in order, and then goes on', async () => {
    let first = '';
    const before = await listen(
      null,
      (heard) => heard.event.type === 'playlist.changed',
      async () => {
        first = await makePlaylist('First');
      },
    );
    expect(playlistsOf(before)).toEqual([first]);
    const seen = before.at(-1)?.id ?? '';

    const missed = [await makePlaylist('Second'), await makePlaylist('Third')];
    const after = await listen(seen, isOf(missed[1] ?? ''));
    expect(playlistsOf(after)).toEqual(missed);

    const half = after.find(isOf(missed[0] ?? ''))?.id ?? '';
    let last = '';
    const live = await listen(
      half,
      (heard) => heard.event.playlistId === last,
      async () => {
        last = await makePlaylist('Fourth');
      },
    );
    expect(playlistsOf(live)).toEqual([missed[1], last]);
    expect(new Set([...before, ...after].map(({ id }) => id)).size).toBe(
      before.length + after.length,
    );
  });

  it('is told to look at everything anew where nobody knows what they missed', async () => {
    const isResync = ({ event }: Heard) => event.type === 'resync';
    for (const id of ['nonsense', '../../x', '9'.repeat(40)]) {
      const [told] = await listen(id, isResync);
      expect(told?.event).toEqual({ type: 'resync' });
    }
  });
});
