import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Heard, hear, sharedInstance } from './harness/index.ts';

const { newListener } = sharedInstance();

let me: Client;

beforeAll(async () => {
  me = await newListener('eve');
});

async function makePlaylist(name: string): Promise<string> {
  return (await me.must('createPlaylist', { body: { name } })).id;
}

const playlistOf = ({ event }: Heard) =>
  event.type === 'playlist.changed' ? event.playlistId : undefined;
const isOf = (playlistId: string) => (heard: Heard) => playlistOf(heard) === playlistId;
const playlistsOf = (heard: Heard[]) => heard.map(playlistOf).filter((id) => id !== undefined);

describe('whoever comes back to the events', () => {
  it('hears what they missed, once and in order, and then goes on', async () => {
    let first = '';
    const before = await hear(
      me,
      null,
      (heard) => heard.event.type === 'playlist.changed',
      async () => {
        first = await makePlaylist('First');
      },
    );
    expect(playlistsOf(before)).toEqual([first]);
    const seen = before.at(-1)?.id ?? '';

    const missed = [await makePlaylist('Second'), await makePlaylist('Third')];
    const after = await hear(me, seen, isOf(missed[1] ?? ''));
    expect(playlistsOf(after)).toEqual(missed);

    const half = after.find(isOf(missed[0] ?? ''))?.id ?? '';
    let last = '';
    const live = await hear(
      me,
      half,
      (heard) => playlistOf(heard) === last,
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
      const [told] = await hear(me, id, isResync);
      expect(told?.event).toEqual({ type: 'resync' });
    }
  });
});
