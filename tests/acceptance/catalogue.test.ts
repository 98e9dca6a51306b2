import type { Song } from '@madrigal/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  type BodyOf,
  type LocalFile,
  pictureFile,
  processed,
  sendFile,
  sharedInstance,
  uuidV7,
} from './harness/index.ts';

const { admin, listener, baseUrl } = sharedInstance();

/** Names of this file's own, so that other files' songs do not get in the way. */
const own = (name: string) => `${name} Qx7`;

type Tags = Record<string, string>;

async function fileOf(tags: Tags, cover?: Uint8Array): Promise<LocalFile> {
  return audioFile({ format: 'mp3', seconds: 1, tags, ...(cover && { cover }) });
}

const add = async (tags: Tags, cover?: Uint8Array) => addSong(admin, await fileOf(tags, cover));

const getSong = (songId: string) => listener.must('getSong', { params: { songId } });

async function codeOf(answer: Promise<{ ok: boolean; problem?: { code: string } }>) {
  const { ok, problem } = await answer;
  return ok ? 'ok' : problem?.code;
}

const titlesOf = (songs: Song[]) => songs.map(({ title }) => title);

describe('albums and artists', () => {
  const artist = own('Clara Wieck');
  const guest = own('Robert');
  let songs: BodyOf<'getSong'>[];

  beforeAll(async () => {
    const album = { album: own('Romanzen'), artist, date: '1853', genre: 'Romantic' };
    const cover = await pictureFile();
    const ids = [
      await add({ ...album, title: 'Second', track: '2', disc: '1' }),
      await add({ ...album, title: 'First', track: '1', disc: '1' }, cover),
      await add({ ...album, title: 'Third', track: '1', disc: '2' }),
      await add({
        title: 'Duet',
        artist: `${guest}; ${artist}`,
        album: own('Duets'),
        album_artist: guest,
        date: '1840',
        genre: 'Lied',
      }),
    ];
    songs = await Promise.all(ids.map(getSong));
  });

  it('shows an album with its songs by disc and track', async () => {
    const albumId = songs[0]?.album.id ?? '';
    const album = await listener.must('getAlbum', { params: { albumId } });
    expect(album).toMatchObject({
      title: own('Romanzen'),
      artist: { id: songs[0]?.artists[0]?.id, name: artist },
      year: 1853,
      songCount: 3,
    });
    expect(titlesOf(album.songs.items)).toEqual(['First', 'Second', 'Third']);
    expect(album.songs.nextCursor).toBeNull();
    expect(album.durationMs).toBe(
      album.songs.items.reduce((sum, song) => sum + song.durationMs, 0),
    );
    const cover = await fetch(new URL(album.coverUrl ?? '', baseUrl));
    expect(cover.status).toBe(200);
    await cover.arrayBuffer();
  });

  it('tells with a stream how loud all of the album is', async () => {
    const ofAlbum = songs.filter(({ album }) => album.id === songs[0]?.album.id);
    const measured = ofAlbum.map(({ durationMs, loudness }) => ({
      durationMs,
      lufs: loudness.integratedLufs ?? Number.NaN,
      peak: loudness.truePeakDbtp ?? Number.NaN,
    }));
    const length = measured.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const power = measured.reduce((sum, one) => sum + one.durationMs * 10 ** (one.lufs / 10), 0);
    for (const { id } of ofAlbum) {
      const stream = await listener.must('streamSong', { params: { songId: id } });
      expect(stream.albumLoudness.integratedLufs).toBeCloseTo(10 * Math.log10(power / length), 6);
      expect(stream.albumLoudness.truePeakDbtp).toBe(Math.max(...measured.map(({ peak }) => peak)));
    }
  });

  it('shows an artist with albums, and songs across them', async () => {
    const artistId = songs[0]?.artists[0]?.id ?? '';
    const shown = await listener.must('getArtist', { params: { artistId } });
    expect(shown).toMatchObject({ name: artist, albumCount: 1 });
    expect(shown.albums.items.map(({ title }) => title)).toEqual([own('Romanzen')]);
    const listed = await listener.must('listSongs', { query: { artistId, order: 'album' } });
    expect(titlesOf(listed.items)).toEqual(titlesOf(shown.songs.items));
    expect(shown.songs.items).toHaveLength(shown.songCount);
  });

  it.each(['added', 'title', 'artist', 'year'] as const)(
    'lists every album once by %s, page by page',
    async (order) => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listener.must('listAlbums', { query: { order, limit: 2, cursor } });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(songs.map(({ album }) => album.id)));
    },
  );

  it('lists artists by name', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listener.must('listArtists', { query: { limit: 2, cursor } });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const mine = names.filter((name) => name.endsWith('Qx7'));
    expect(mine).toEqual(expect.arrayContaining([artist]));
    expect(mine).toEqual(mine.toSorted((a, b) => a.localeCompare(b, 'en')));
  });

  it('filters songs by album, year and genre, and counts genres', async () => {
    const albumId = songs[0]?.album.id ?? '';
    const list = async (query: object) =>
      titlesOf((await listener.must('listSongs', { query: { order: 'album', ...query } })).items);
    expect(await list({ albumId })).toEqual(['First', 'Second', 'Third']);
    expect(await list({ albumId, genre: 'ROMANTIC', year: 1853 })).toHaveLength(3);
    expect(await list({ albumId, year: 1854 })).toEqual([]);
    const { items } = await listener.must('listGenres');
    expect(items.find(({ name }) => name === 'Romantic')?.songCount).toBe(3);
  });

  it('filters albums by genre and year, artists by genre, and lists both by plays', async () => {
    const titles = async (query: object) =>
      (await listener.must('listAlbums', { query })).items.map(({ title }) => title);
    expect(await titles({ genre: 'RÓMANTIC', year: 1853 })).toEqual([own('Romanzen')]);
    expect(await titles({ genre: 'romantic', year: 1840 })).toEqual([]);
    expect(await titles({ genre: 'lied', order: 'title' })).toContain(own('Duets'));
    const ofGenre = await listener.must('listArtists', { query: { genre: 'lied', limit: 200 } });
    const names = ofGenre.items.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([artist, guest]));

    const [romance, duet] = [songs[0], songs[3]];
    const artistId = romance?.artists[0]?.id ?? '';
    expect(await titles({ order: 'plays', artistId })).toEqual([]);
    for (const song of [romance, duet, duet]) {
      const play = { id: uuidV7(), songId: song?.id ?? '', msPlayed: 1000 };
      const playedAt = new Date().toISOString();
      await listener.must('recordPlay', { body: { ...play, playedAt } });
    }
    expect(await titles({ order: 'plays', artistId })).toEqual([romance?.album.title]);
    expect(await titles({ order: 'plays', featuring: artistId })).toEqual([duet?.album.title]);
    const query = { order: 'plays', genre: 'lied', limit: 200 } as const;
    const played = await listener.must('listArtists', { query });
    const mine = played.items.map(({ name }) => name).filter((name) => name.endsWith('Qx7'));
    expect(mine).toEqual([artist, guest]);
    const { nextCursor } = await listener.must('listAlbums', { query: { limit: 1 } });
    const mixed = listener.call('listAlbums', {
      query: { order: 'plays', cursor: nextCursor ?? undefined },
    });
    expect(await codeOf(mixed)).toBe('invalid_cursor');
  });

  it('finds while one types, without accents and with typos', async () => {
    const find = (q: string) => listener.must('search', { query: { q } });
    expect((await find('romanz qx7')).albums.map(({ title }) => title)).toEqual([own('Romanzen')]);
    expect((await find('clara wie')).artists.map(({ name }) => name)).toEqual([artist]);
    expect(titlesOf((await find('FIRST clara')).songs)).toEqual(['First']);
    expect(titlesOf((await find('frist wiekc')).songs)).toContain('First');
    expect(await find('  ')).toEqual({ songs: [], albums: [], artists: [], playlists: [] });
  });
});

describe('editing', () => {
  it('changes a song, also to artists and an album that are new', async () => {
    const songId = await add({ title: 'Wrong', artist: own('Wrong') });
    const body = {
      title: 'Right',
      artistNames: [own('Right'), own('Guest')],
      album: { title: own('Right album'), artistName: own('Right') },
      trackNumber: 3,
      year: 1984,
      genres: ['Corrected'],
      lyrics: 'La',
    };
    const changed = await admin.must('updateSong', { params: { songId }, body });
    const { artistNames, album, ...plain } = body;
    expect(changed).toMatchObject({ ...plain, album });
    expect(changed.artists.map(({ name }) => name)).toEqual(artistNames);
    expect(await getSong(songId)).toMatchObject(plain);
    await admin.must('updateSong', { params: { songId }, body: { year: null } });
    expect(await getSong(songId)).toMatchObject({ title: 'Right', year: null });
  });

  it('hides a draft from listeners until it is published', async () => {
    const title = own('Unfinished');
    const songId = await add({ title, artist: own('Drafter') });
    const { album } = await getSong(songId);
    const edit = (published: boolean) =>
      admin.must('updateSongs', { body: { songIds: [songId], edit: { published } } });
    expect(await edit(false)).toEqual({ songIds: [songId] });

    expect(await codeOf(listener.call('getSong', { params: { songId } }))).toBe('not_found');
    expect(await codeOf(listener.call('streamSong', { params: { songId } }))).toBe('not_found');
    const albumId = album.id;
    expect(await codeOf(listener.call('getAlbum', { params: { albumId } }))).toBe('not_found');
    expect((await listener.must('search', { query: { q: title } })).songs).toEqual([]);
    const drafts = { query: { state: 'draft' } } as const;
    expect(await codeOf(listener.call('listSongs', drafts))).toBe('forbidden');
    expect((await admin.must('listSongs', drafts)).items.map(({ id }) => id)).toContain(songId);
    await admin.must('streamSong', { params: { songId } });

    await admin.must('updateAlbum', { params: { albumId }, body: { published: true } });
    expect(await getSong(songId)).toMatchObject({ title, state: 'published' });
  });

  it('renames and merges artists, and later uploads follow', async () => {
    const tags = { title: 'a', artist: own('Sinead'), album: own('Lion') };
    const into = await getSong(await add({ ...tags, artist: own('Sinéad O') }));
    const from = await getSong(await add(tags));
    const artistId = from.artists[0]?.id ?? '';
    const intoArtistId = into.artists[0]?.id ?? '';
    const taken = admin.call('updateArtist', {
      params: { artistId },
      body: { name: own('SINEAD O') },
    });
    expect(await codeOf(taken)).toBe('conflict');
    await admin.must('mergeArtists', { params: { artistId }, body: { intoArtistId } });
    await admin.must('updateArtist', {
      params: { artistId: intoArtistId },
      body: { name: own('Sinéad') },
    });
    expect(await codeOf(listener.call('getArtist', { params: { artistId } }))).toBe('not_found');
    const later = await getSong(await add({ ...tags, title: 'b' }));
    expect(later.artists).toEqual([{ id: intoArtistId, name: own('Sinéad') }]);
    expect(later.album.id).toBe(into.album.id);
  });

  it('deletes and restores songs and albums', async () => {
    const tags = { artist: own('Ephemeral'), album: own('Ephemera') };
    const [first, second] = [
      await add({ ...tags, title: 'one' }),
      await add({ ...tags, title: 'two' }),
    ];
    const { id: albumId } = (await getSong(first)).album;
    await admin.must('deleteSong', { params: { songId: first } });
    expect(await codeOf(listener.call('getSong', { params: { songId: first } }))).toBe('not_found');
    const trash = await admin.must('listSongs', { query: { state: 'deleted' } });
    expect(trash.items.find(({ id }) => id === first)?.state).toBe('deleted');
    await admin.must('restoreSongs', { body: { songIds: [first] } });
    expect((await getSong(first)).title).toBe('one');

    await admin.must('deleteAlbum', { params: { albumId } });
    expect(await codeOf(listener.call('getSong', { params: { songId: second } }))).toBe(
      'not_found',
    );
    expect(await codeOf(listener.call('getAlbum', { params: { albumId } }))).toBe('not_found');
    expect(await admin.must('restoreAlbum', { params: { albumId } })).toMatchObject({
      songCount: 2,
    });
    expect((await getSong(second)).title).toBe('two');
  });

  it('hides, publishes, deletes and restores what is an artist’s own', async () => {
    const [artist, other] = [own('Soloist'), own('Host')];
    const solo = await add({ title: 'solo', artist, album: own('Alone') });
    const duet = await add({
      title: 'duet',
      artist: `${other}; ${artist}`,
      album: own('Guests'),
      album_artist: other,
    });
    const params = { artistId: (await getSong(solo)).artists[0]?.id ?? '' };
    const stateOf = async (songId: string) =>
      (await admin.must('getSong', { params: { songId } })).state;
    const songsFor = async (client: typeof admin) =>
      titlesOf((await client.must('getArtist', { params })).songs.items);

    const hidden = await admin.must('updateArtist', { params, body: { published: false } });
    expect(hidden).toMatchObject({ name: artist, songCount: 1, albumCount: 0 });
    expect(await Promise.all([solo, duet].map(stateOf))).toEqual(['draft', 'published']);
    expect(await songsFor(listener)).toEqual(['duet']);
    expect(await songsFor(admin)).toEqual(['solo', 'duet']);
    const published = await admin.must('updateArtist', { params, body: { published: true } });
    expect(published).toMatchObject({ songCount: 2, albumCount: 1 });

    expect(await admin.must('deleteArtist', { params })).toEqual({ songCount: 1 });
    expect(await Promise.all([solo, duet].map(stateOf))).toEqual(['deleted', 'published']);
    expect(await codeOf(listener.call('getSong', { params: { songId: solo } }))).toBe('not_found');
    expect(await songsFor(listener)).toEqual(['duet']);
    expect(await admin.must('restoreArtist', { params })).toMatchObject({ songCount: 2 });
    expect(await Promise.all([solo, duet].map(getSong))).toHaveLength(2);
  });

  it('gives a deleted song back when its file is uploaded again', async () => {
    const file = await fileOf({ title: own('Boomerang') });
    const songId = await addSong(admin, file);
    await admin.must('deleteSongs', { body: { songIds: [songId] } });
    const { id } = await sendFile(admin, file);
    const { processing } = await processed(admin, id);
    expect(processing).toMatchObject({ state: 'ready', songId, duplicate: false });
    expect((await getSong(songId)).state).toBe('published');
  });
});
