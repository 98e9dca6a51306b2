import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import {
  audioFile,
  type Client,
  type Heard,
  hear,
  processed,
  sendFile,
  sharedInstance,
} from './harness/index.ts';

const { admin, newListener } = sharedInstance();

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

describe('whoever uploads', () => {
  it('hears that the upload of a song moves on', async () => {
    let uploadId = '';
    const isOfUpload = ({ event }: Heard) =>
      event.type === 'upload.changed' && event.uploadId === uploadId;
    await hear(admin, null, isOfUpload, async () => {
      uploadId = (await sendFile(admin, await audioFile({ format: 'mp3', seconds: 1 }))).id;
    });
    const { processing } = await processed(admin, uploadId);
    expect(processing.state).toBe('ready');
  });

  it('hears that a photo was added, and moves on', async () => {
    let mediaId: string | null = null;
    const isOfMedia = ({ event }: Heard) =>
      event.type === 'media.changed' && event.mediaId === mediaId;
    const heard = await hear(me, null, isOfMedia, async () => {
      const picture = await photograph({ width: 320, height: 240 });
      const bytes = Buffer.concat([picture, Buffer.from(crypto.randomUUID())]);
      const { id } = await sendFile(me, { name: 'photo.jpg', bytes });
      ({ mediaId } = (await processed(me, id)).processing);
    });
    const added = heard.find(isOfMedia)?.id ?? '';
    await hear(me, added, isOfMedia);
  });
});
