import { beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  type Client,
  createClient,
  createSubsonic,
  hasMusicApps,
  pictureFile,
  renewingToken,
  sharedInstance,
  signUp,
} from './harness/index.ts';

const { admin, anonymous, baseUrl } = sharedInstance();

const password = 'a library of my own';

let me: Client;
let picture: string;
/** Two of one album, then one each of four others; all with covers. */
let songIds: string[];

beforeAll(async () => {
  const account = {
    name: 'Pia',
    email: `pia-${crypto.randomUUID()}@example.org`,
    password,
  };
  const session = await signUp(baseUrl, account);
  me = createClient(
    baseUrl,
    renewingToken(() => session),
  );
  picture = Buffer.from(await pictureFile()).toString('base64');
  const run = crypto.randomUUID();
  songIds = [];
  for (const [title, album] of ['1a', '2a', '3b', '4c', '5d', '6e'].map((name) => [...name])) {
    const tags = { title: title ?? '', artist: `Seen ${run}`, album: `${album} ${run}` };
    songIds.push(
      await addSong(
        admin,
        await audioFile({ format: 'mp3', seconds: 1, tags, cover: await pictureFile() }),
      ),
    );
  }
});

const newPlaylist = (songs = songIds) =>
  me.must('createPlaylist', { body: { name: 'Seen', songIds: songs } });

const stateOf = async (url: string | null | undefined) =>
  (await fetch(new URL(url ?? '', baseUrl))).status;

/** The address without its signature, which is another one from time to time. */
const objectOf = (url: string | null | undefined) => url?.split('?')[0];

const coverOf = async (songId: string) =>
  objectOf((await me.must('getSong', { params: { songId } })).coverUrl);

describe('a playlist', () => {
  it('is shown by the covers of its first four albums, wherever it is shown', async () => {
    const { id, coverUrl, mosaicUrls } = await newPlaylist();
    expect(coverUrl).toBeNull();
    const expected = await Promise.all([0, 2, 3, 4].map((at) => coverOf(songIds[at] ?? '')));
    expect(mosaicUrls.map(objectOf)).toEqual(expected);
    expect(await Promise.all(mosaicUrls.map(stateOf))).toEqual([200, 200, 200, 200]);
    const params = { playlistId: id };
    const inList = (await me.must('listPlaylists')).items.find((one) => one.id === id);
    const found = (await me.must('search', { query: { q: 'Seen' } })).playlists;
    const share = await me.must('createShare', { body: { kind: 'playlist', targetId: id } });
    const shared = await anonymous.must('openShare', { params: { token: share.token } });
    const shown = [inList, await me.must('getPlaylist', { params }), found[0], shared];
    for (const one of shown) expect(one?.mosaicUrls.map(objectOf)).toEqual(expected);
    const { items } = await me.must('listPlaylistItems', { params });
    const [first] = items;
    const body = { itemIds: [first?.id ?? ''], after: items.at(-1)?.id ?? null };
    const moved = await me.must('movePlaylistItems', { params, body });
    const second = await coverOf(songIds[1] ?? '');
    expect(moved.mosaicUrls.map(objectOf)).toEqual([second, ...expected.slice(1)]);
  });

  it('has the cover that its owner chose, until they take it off', async () => {
    const { id: playlistId } = await newPlaylist();
    const params = { playlistId };
    const set = () => me.must('setPlaylistCover', { params, body: { picture } });
    const first = await set();
    expect(first.mosaicUrls).toEqual([]);
    const bytes = await fetch(new URL(first.coverUrl ?? '', baseUrl));
    expect(bytes.headers.get('content-type')).toBe('image/webp');
    const second = await set();
    expect(await stateOf(first.coverUrl)).toBe(404);
    const share = await me.must('createShare', {
      body: { kind: 'playlist', targetId: playlistId },
    });
    const shared = await anonymous.must('openShare', { params: { token: share.token } });
    expect(objectOf(shared.coverUrl)).toBe(objectOf(second.coverUrl));
    const bare = await me.must('removePlaylistCover', { params });
    expect([bare.coverUrl, bare.mosaicUrls.length]).toEqual([null, 4]);
    expect(await stateOf(second.coverUrl)).toBe(404);
    const again = await me.must('removePlaylistCover', { params });
    expect(again.version).toBe(bare.version);
    const text = Buffer.from('no picture').toString('base64');
    const wrong = await me.call('setPlaylistCover', { params, body: { picture: text } });
    expect(!wrong.ok && wrong.problem.code).toBe('unsupported_media_type');
  });

  it('takes its cover along: into the export, and when it is deleted', async () => {
    const { id: playlistId } = await newPlaylist();
    const params = { playlistId };
    const { coverUrl } = await me.must('setPlaylistCover', { params, body: { picture } });
    const zip = await (await me.request('/api/v1/me/export')).arrayBuffer();
    expect(Buffer.from(zip).toString('latin1')).toContain('"cover": "data:image/webp;base64,UklGR');
    await me.must('deletePlaylist', { params });
    expect(await stateOf(coverUrl)).toBe(404);
  });

  it('that picks its songs by itself is shown by what it picks', async () => {
    const { album } = await me.must('getSong', { params: { songId: songIds[2] ?? '' } });
    const rule = { field: 'album', op: 'is', value: album.title } as const;
    const rules = {
      where: { match: 'all' as const, rules: [rule] },
      order: { by: 'added' as const, direction: 'down' as const },
      limit: 5,
    };
    const { id } = await me.must('createPlaylist', { body: { name: 'Smart', rules } });
    const { mosaicUrls } = await me.must('getPlaylist', { params: { playlistId: id } });
    expect(mosaicUrls.map(objectOf)).toEqual([await coverOf(songIds[2] ?? '')]);
  });

  it.runIf(hasMusicApps)(
    'has a picture for music apps too: its cover, or four in one',
    async () => {
      const { id: playlistId } = await newPlaylist();
      const { password } = await me.must('createAppPassword', { body: { name: 'an app' } });
      const app = createSubsonic(baseUrl, { apiKey: password });
      const art = async () => {
        const response = await app.fetch('getCoverArt', { id: `pl-${playlistId}`, size: 200 });
        expect(response.headers.get('content-type')).toBe('image/jpeg');
        return Buffer.from(await response.arrayBuffer()).toString('base64');
      };
      const mosaic = await art();
      await me.must('setPlaylistCover', { params: { playlistId }, body: { picture } });
      expect(await art()).not.toBe(mosaic);
    },
  );
});

describe('an artist', () => {
  it('has the picture that an admin chose, else a cover of theirs, and keeps it in a merger', async () => {
    const song = await me.must('getSong', { params: { songId: songIds[0] ?? '' } });
    const artistId = song.artists[0]?.id ?? '';
    const params = { artistId };
    const before = await me.must('getArtist', { params });
    expect([before.ownPicture, before.coverUrl === null]).toEqual([false, false]);
    const set = await admin.must('setArtistPicture', { params, body: { picture } });
    expect(set.ownPicture).toBe(true);
    expect(objectOf(set.coverUrl)).not.toBe(objectOf(before.coverUrl));
    const other = await admin.must('updateSong', {
      params: { songId: songIds[5] ?? '' },
      body: { artistNames: [`Other ${crypto.randomUUID()}`] },
    });
    const intoArtistId = other.artists[0]?.id ?? '';
    const merged = await admin.must('mergeArtists', { params, body: { intoArtistId } });
    expect(objectOf(merged.coverUrl)).toBe(objectOf(set.coverUrl));
    expect(await stateOf(merged.coverUrl)).toBe(200);
    const bare = await admin.must('removeArtistPicture', { params: { artistId: intoArtistId } });
    expect([bare.ownPicture, bare.coverUrl === null]).toEqual([false, false]);
    expect(await stateOf(set.coverUrl)).toBe(404);
  });
});

it('goes with whoever chose it', async () => {
  const { id: playlistId } = await newPlaylist();
  const { coverUrl } = await me.must('setPlaylistCover', {
    params: { playlistId },
    body: { picture },
  });
  const leaving = await me.call('deleteMe', { body: { confirmation: password } });
  expect(leaving.ok).toBe(true);
  expect(await stateOf(coverUrl)).toBe(404);
});
