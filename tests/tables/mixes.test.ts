import { afterAll, describe, expect, it } from 'vitest';
import {
  addPhotos,
  addSong,
  audioFile,
  type Client,
  ended,
  eventually,
  pickable,
  setUpAdmin,
  uuidV7,
} from '../acceptance/harness/index.ts';
import { allStores, startOnTables } from './instance.ts';

const disposables = new AsyncDisposableStack();
afterAll(() => disposables.disposeAsync());

const mixes = [
  ['everything in tables', allStores],
  [
    'library and slideshows in tables, catalogue and photos in PostgreSQL',
    ['LIBRARY', 'SLIDESHOWS'],
  ],
  ['slideshows alone in tables', ['SLIDESHOWS']],
] as const;

describe.each(mixes)('an instance with %s', { timeout: 300_000 }, (_, stores) => {
  it('has songs, playlists, favourites, plays, photos and slideshows that fit together', async ({
    skip,
  }) => {
    const instance = await startOnTables(disposables, stores);
    if (!instance) return skip('no @dynoxide for this platform');
    const { client: admin } = await setUpAdmin(instance.baseUrl);
    const songIds = await addSongs(admin);
    await findSongs(admin, songIds);
    await keepSongs(admin, songIds);
    await makeSlideshow(admin);
    // What was kept is there for the next process, too.
    await instance.kill9();
    await instance.start();
    const { items } = await admin.must('listSongs', { query: { order: 'plays' } });
    expect(items.map(({ id }) => id)).toEqual([songIds[1]]);
  });
});

async function addSongs(admin: Client): Promise<string[]> {
  const ids: string[] = [];
  for (const title of ['Álamo', 'Birch']) {
    const tags = { title, artist: 'The Trees', album: 'Wood' };
    ids.push(await addSong(admin, await audioFile({ format: 'mp3', seconds: 1, tags })));
  }
  return ids;
}

async function findSongs(admin: Client, songIds: readonly string[]): Promise<void> {
  await eventually('both songs in the list', async () => {
    const { items } = await admin.must('listSongs', { query: { order: 'title' } });
    return items.map(({ id }) => id).join() === songIds.join();
  });
  const found = await admin.must('search', { query: { q: 'alamo' } });
  expect(found.songs.map(({ id }) => id)).toEqual([songIds[0]]);
}

async function keepSongs(admin: Client, songIds: readonly string[]): Promise<void> {
  const [, birch = ''] = songIds;
  await admin.must('createPlaylist', { body: { name: 'Walk', songIds: [...songIds] } });
  await admin.must('addFavourite', { params: { kind: 'song', id: birch } });
  await admin.must('recordPlay', {
    body: {
      ...{ id: uuidV7(), songId: birch },
      ...{ playedAt: new Date().toISOString(), msPlayed: 900 },
    },
  });
}

async function makeSlideshow(admin: Client): Promise<void> {
  const photos = await addPhotos(admin, ['red', 'blue']);
  for (const id of photos) await pickable(admin, id);
  const spec = {
    photos: photos.map((mediaId) => ({ mediaId })),
    pace: { kind: 'seconds', secondsPerPhoto: 1 },
  } as const;
  const { id } = await admin.must('createSlideshow', { body: { spec, preview: true } });
  expect((await ended(admin, id)).state).toBe('ready');
}
