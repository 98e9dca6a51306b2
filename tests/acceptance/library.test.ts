import { beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  type Client,
  createClient,
  renewingToken,
  sharedInstance,
  signUp,
  uuidV7,
} from './harness/index.ts';

const { admin, baseUrl, newListener } = sharedInstance();

let me: Client;
let you: Client;
let songs: string[];

beforeAll(async () => {
  me = await newListener('mia');
  you = await newListener('yara');
  songs = [];
  for (const title of ['Ash', 'Birch', 'Cedar']) {
    const tags = { title: `${title} Zt4`, artist: 'The Trees Zt4', album: 'Wood Zt4' };
    songs.push(await addSong(admin, await audioFile({ format: 'mp3', seconds: 2, tags })));
  }
});

async function codeOf(answer: Promise<{ ok: boolean; problem?: { code: string } }>) {
  const { ok, problem } = await answer;
  return ok ? 'ok' : problem?.code;
}

type Sums = { itemCount: number; durationMs: number };

/** First letters of the songs in a playlist, with the ids of the items. */
async function read(client: Client, playlistId: string) {
  const { items } = await client.must('listPlaylistItems', { params: { playlistId } });
  return {
    text: items.map(({ song }) => song.title[0]).join(''),
    ids: items.map(({ id }) => id),
  };
}

describe('a playlist', () => {
  it('is made, filled, rearranged and deleted', async () => {
    const created = await me.must('createPlaylist', { body: { name: ' Walk ', songIds: songs } });
    expect(created).toMatchObject({
      name: 'Walk',
      visibility: 'private',
      own: true,
      itemCount: 3,
    });
    const params = { playlistId: created.id };
    const [ash = '', birch = ''] = songs;
    const { ids } = await read(me, created.id);
    await me.must('addPlaylistItems', { params, body: { songIds: [ash, ash] } });
    await me.must('addPlaylistItems', { params, body: { songIds: [birch], after: null } });
    expect((await read(me, created.id)).text).toBe('BABCAA');
    await me.must('movePlaylistItems', {
      params,
      body: { itemIds: [ids[2] ?? '', ids[0] ?? ''], after: null },
    });
    expect((await read(me, created.id)).text).toBe('CABBAA');
    const cut = await me.must('removePlaylistItems', {
      params,
      body: { itemIds: ids.slice(1, 2) },
    });
    expect(cut.itemCount).toBe(5);
    expect((await read(me, created.id)).text).toBe('CABAA');
    const changed = await me.must('updatePlaylist', {
      params,
      body: { name: 'Long walk', description: 'With *trees*', version: cut.version },
    });
    expect(changed).toMatchObject({ name: 'Long walk', description: 'With *trees*' });
    const again = { params, body: { name: 'Other', version: cut.version } };
    expect(await codeOf(me.call('updatePlaylist', again))).toBe('conflict');
    const { items } = await me.must('listPlaylists', { query: { order: 'name' } });
    expect(items.map(({ name }) => name)).toContain('Long walk');
    await me.must('deletePlaylist', { params });
    expect(await codeOf(me.call('getPlaylist', { params }))).toBe('not_found');
  });

  it('is for its owner, or for all who know it when it is unlisted', async () => {
    const { id: playlistId } = await me.must('createPlaylist', {
      body: { name: 'Secret', songIds: songs },
    });
    const params = { playlistId };
    for (const client of [you, admin]) {
      expect(await codeOf(client.call('getPlaylist', { params }))).toBe('not_found');
      expect(await codeOf(client.call('listPlaylistItems', { params }))).toBe('not_found');
    }
    await me.must('updatePlaylist', { params, body: { visibility: 'unlisted' } });
    expect(await you.must('getPlaylist', { params })).toMatchObject({ own: false });
    expect((await read(you, playlistId)).text).toBe('ABC');
    const adding = you.call('addPlaylistItems', { params, body: { songIds: songs } });
    expect(await codeOf(adding)).toBe('not_found');
    expect(await codeOf(you.call('deletePlaylist', { params }))).toBe('not_found');
    expect((await you.must('search', { query: { q: 'secret' } })).playlists).toEqual([]);
    expect((await me.must('search', { query: { q: 'secr' } })).playlists).toHaveLength(1);
  });

  it('pages through many places of the same songs', async () => {
    const [ash = '', birch = ''] = songs;
    const songIds = Array.from({ length: 300 }, (_, n) => (n % 2 ? birch : ash));
    const { id: playlistId } = await me.must('createPlaylist', {
      body: { name: 'Loop', songIds },
    });
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 70, cursor };
      const page = await me.must('listPlaylistItems', { params: { playlistId }, query });
      listed.push(...page.items.map(({ song }) => song.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(listed).toEqual(songIds);
  });

  it('keeps the place of a song that is deleted and restored', async () => {
    const tags = { title: 'Elm Zt4', artist: 'The Trees Zt4', album: 'Wood Zt4' };
    const songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 1, tags }));
    const songIds = [songs[0] ?? '', songId, songs[1] ?? ''];
    const { id } = await me.must('createPlaylist', { body: { name: 'Gap', songIds } });
    await admin.must('deleteSong', { params: { songId } });
    expect((await read(me, id)).text).toBe('AB');
    await admin.must('restoreSongs', { body: { songIds: [songId] } });
    expect((await read(me, id)).text).toBe('AEB');
  });

  it('counts the songs that can be seen, wherever it is shown', async () => {
    const tags = { title: 'Fir Zt4', artist: 'The Trees Zt4', album: 'Wood Zt4' };
    const songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 3, tags }));
    const name = 'Counted Zt4';
    const songIds = [songId, songs[0] ?? '', songId];
    const whole = await me.must('createPlaylist', { body: { name, songIds } });
    const params = { playlistId: whole.id };
    const { token } = await me.must('createShare', {
      body: { kind: 'playlist', targetId: whole.id },
    });
    const counts = async () => {
      const [listed, found, alone, shared] = await Promise.all([
        me.must('listPlaylists', { query: { order: 'updated' } }),
        me.must('search', { query: { q: name } }),
        me.must('getPlaylist', { params }),
        createClient(baseUrl).must('openShare', { params: { token } }),
      ]);
      return [listed.items[0], found.playlists[0], alone, shared].map((shown) => {
        const { itemCount, durationMs } = shown as Sums;
        return { itemCount, durationMs };
      });
    };
    const all = { itemCount: 3, durationMs: whole.durationMs };
    const { items } = await me.must('listPlaylistItems', { params });
    const lone = { itemCount: 1, durationMs: items[1]?.song.durationMs };
    const everywhere = (sums: object) => Array.from({ length: 4 }, () => sums);
    expect(await counts()).toEqual(everywhere(all));
    await admin.must('updateSong', { params: { songId }, body: { published: false } });
    expect(await counts()).toEqual(everywhere(lone));
    await admin.must('deleteSong', { params: { songId } });
    expect(await counts()).toEqual(everywhere(lone));
    await admin.must('restoreSongs', { body: { songIds: [songId] } });
    await admin.must('updateSong', { params: { songId }, body: { published: true } });
    expect(await counts()).toEqual(everywhere(all));
  });
});

describe('a playlist of several people', () => {
  it('is changed together by who took the invitation, while all of them are told', async () => {
    const { id: playlistId } = await me.must('createPlaylist', {
      body: { name: 'Party', songIds: songs.slice(0, 1) },
    });
    const params = { playlistId };
    const { token } = await me.must('invitePlaylistMembers', { params });
    expect(await codeOf(you.call('joinPlaylist', { params, body: { token: 'x' } }))).toBe(
      'not_found',
    );
    const joined = await you.must('joinPlaylist', { params, body: { token } });
    expect(joined).toMatchObject({ own: false, canEdit: true, collaborative: true });
    const control = new AbortController();
    const { events } = await me.must('getInstance');
    const stream =
      events === 'stream' && (await me.request('/api/v1/events', { signal: control.signal }));
    await you.must('addPlaylistItems', { params, body: { songIds: songs.slice(1) } });
    if (stream) expect(await readUntil(stream, 'playlist.changed')).toContain(playlistId);
    control.abort();
    expect((await read(me, playlistId)).text).toBe('ABC');
    const list = await you.must('listPlaylists');
    expect(list.items.map(({ id }) => id)).toContain(playlistId);
    const { items } = await you.must('listPlaylistMembers', { params });
    expect(items.map(({ name, isOwner, isSelf }) => [name, isOwner, isSelf])).toEqual([
      ['mia', true, false],
      ['yara', false, true],
    ]);
    const renaming = you.call('updatePlaylist', { params, body: { name: 'Mine' } });
    expect(await codeOf(renaming)).toBe('not_found');
    const self = items.find(({ isSelf }) => isSelf)?.userId ?? '';
    await you.must('removePlaylistMember', { params: { ...params, userId: self } });
    expect(await codeOf(you.call('getPlaylist', { params }))).toBe('not_found');
    await me.must('endPlaylistInvitation', { params });
    expect(await codeOf(you.call('joinPlaylist', { params, body: { token } }))).toBe('not_found');
  });
});

describe('a smart playlist', () => {
  const rulesFor = (title: string) => ({
    where: {
      match: 'all' as const,
      rules: [
        { field: 'artist' as const, op: 'is' as const, value: 'the trees zt4' },
        { field: 'title' as const, op: 'startsWith' as const, value: title },
      ],
    },
    order: { by: 'title' as const, direction: 'down' as const },
    limit: 2,
  });

  it('picks its songs by rules, and none by hand', async () => {
    const rules = rulesFor('c');
    const preview = await me.must('previewSmartPlaylist', { body: { rules } });
    expect(preview.songs.map(({ id }) => id)).toEqual([songs[2]]);
    const made = await me.must('createPlaylist', { body: { name: 'Trees with C', rules } });
    const params = { playlistId: made.id };
    expect(await me.must('getPlaylist', { params })).toMatchObject({ itemCount: 1, rules });
    expect((await read(me, made.id)).text).toBe('C');
    const adding = me.call('addPlaylistItems', { params, body: { songIds: songs } });
    expect(await codeOf(adding)).toBe('conflict');
    await me.must('updatePlaylist', { params, body: { rules: rulesFor('b') } });
    expect((await read(me, made.id)).text).toBe('B');
    const { token } = await me.must('createShare', {
      body: { kind: 'playlist', targetId: made.id },
    });
    const stream = (n: number) =>
      you.call('streamSharedSong', { params: { token, songId: songs[n] ?? '' } });
    expect(await codeOf(stream(1))).toBe('ok');
    expect(await codeOf(stream(2))).toBe('not_found');
    const plain = await me.must('createPlaylist', { body: { name: 'Plain' } });
    const changing = me.call('updatePlaylist', {
      params: { playlistId: plain.id },
      body: { rules },
    });
    expect(await codeOf(changing)).toBe('conflict');
  });
});

describe('an account that is deleted', () => {
  it('takes its playlists, favourites, plays and links with it', async () => {
    const email = `gone-${crypto.randomUUID()}@example.org`;
    const password = 'a library of my own';
    const session = await signUp(baseUrl, { name: 'gone', email, password });
    const gone = createClient(
      baseUrl,
      renewingToken(() => session),
    );
    const [songId = ''] = songs;
    const mine = await gone.must('createPlaylist', { body: { name: 'Mine', songIds: [songId] } });
    await gone.must('updatePlaylist', {
      params: { playlistId: mine.id },
      body: { visibility: 'unlisted' },
    });
    const share = await gone.must('createShare', {
      body: { kind: 'playlist', targetId: mine.id },
    });
    await gone.must('addFavourite', { params: { kind: 'song', id: songId } });
    const playedAt = new Date().toISOString();
    await gone.must('recordPlay', { body: { id: uuidV7(), songId, playedAt, msPlayed: 2000 } });
    const together = await me.must('createPlaylist', { body: { name: 'Ours' } });
    const params = { playlistId: together.id };
    const { token } = await me.must('invitePlaylistMembers', { params });
    await gone.must('joinPlaylist', { params, body: { token } });
    await gone.must('addPlaylistItems', { params, body: { songIds: [songId] } });

    const exported = await (await gone.request('/api/v1/me/export')).text();
    for (const part of ['library.json', 'shares.json', '"Mine"', 'Ash Zt4', share.id]) {
      expect(exported, part).toContain(part);
    }
    expect(exported).not.toContain(share.token);

    await gone.must('deleteMe', { body: { confirmation: password } });
    expect(await codeOf(you.call('getPlaylist', { params: { playlistId: mine.id } }))).toBe(
      'not_found',
    );
    expect(await codeOf(you.call('openShare', { params: { token: share.token } }))).toBe(
      'not_found',
    );
    const { items } = await me.must('listPlaylistMembers', { params });
    expect(items.map(({ name }) => name)).toEqual(['mia']);
    expect((await read(me, together.id)).text).toBe('A');
  });
});

describe('favourites', () => {
  it('are kept once, listed by kind, and taken back', async () => {
    const songId = songs[0] ?? '';
    const { album, artists } = await me.must('getSong', { params: { songId } });
    const targets = [
      { kind: 'song', id: songId },
      { kind: 'album', id: album.id },
      { kind: 'artist', id: artists[0]?.id ?? '' },
    ] as const;
    for (const params of [...targets, ...targets]) await me.must('addFavourite', { params });
    for (const { kind, id } of targets) {
      const { items } = await me.must('listFavourites', { query: { kind } });
      expect(items).toMatchObject([{ kind, [kind]: { id } }]);
    }
    const ids = await me.must('listFavouriteIds');
    expect(ids).toEqual({ songs: [songId], albums: [album.id], artists: [artists[0]?.id] });
    expect((await you.must('listFavouriteIds')).songs).toEqual([]);
    for (const params of [...targets, ...targets]) await me.must('removeFavourite', { params });
    expect(await me.must('listFavouriteIds')).toEqual({ songs: [], albums: [], artists: [] });
    const missing = { kind: 'album', id: songId } as const;
    expect(await codeOf(me.call('addFavourite', { params: missing }))).toBe('not_found');
  });
});

describe('the history', () => {
  const play = (songId: string, minutesAgo: number, msPlayed = 2000) => ({
    id: uuidV7(),
    songId,
    playedAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    msPlayed,
  });

  it('holds what was heard, once, and makes statistics of it', async () => {
    const listener = await newListener('hanna');
    const [ash = '', birch = ''] = songs;
    const plays = [play(ash, 30), play(birch, 20), play(ash, 10)];
    for (const body of [...plays, ...plays]) await listener.must('recordPlay', { body });
    const tooShort = listener.call('recordPlay', { body: play(ash, 5, 500) });
    expect(await codeOf(tooShort)).toBe('invalid_request');
    const early = listener.call('recordPlay', { body: play(ash, -60) });
    expect(await codeOf(early)).toBe('invalid_request');

    const first = await listener.must('listPlays', { query: { limit: 2 } });
    expect(first.items.map(({ id }) => id)).toEqual([plays[2]?.id, plays[1]?.id]);
    const rest = await listener.must('listPlays', {
      query: { limit: 2, cursor: first.nextCursor ?? '' },
    });
    expect(rest.items.map(({ song }) => song.id)).toEqual([ash]);

    const all = await listener.must('getPlayStatistics');
    expect(all.totals).toEqual({ plays: 3, msPlayed: 6000, songs: 2, albums: 1, artists: 1 });
    expect(all.songs.map(({ song, plays: count }) => [song.id, count])).toEqual([
      [ash, 2],
      [birch, 1],
    ]);
    const from = new Date(Date.now() - 25 * 60_000).toISOString();
    const recent = await listener.must('getPlayStatistics', { query: { from } });
    expect(recent.totals.plays).toBe(2);

    await listener.must('deletePlay', { params: { playId: plays[2]?.id ?? '' } });
    expect((await listener.must('listPlays')).items).toHaveLength(2);
    await listener.must('clearPlays');
    expect((await listener.must('listPlays')).items).toEqual([]);
    await listener.must('restorePlays');
    expect((await listener.must('listPlays')).items).toHaveLength(2);
    await listener.must('clearPlays');
    expect((await listener.must('listPlays')).items).toEqual([]);
    expect((await you.must('listPlays')).items).toEqual([]);
  });
});

/** Reads a stream of events until one of a type; answers its text. */
async function readUntil(stream: Response, type: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const line = text.split('\n').find((one) => one.startsWith('data:') && one.includes(type));
    if (line) return line;
  }
  throw new Error(`The stream ended without ${type}: ${text}`);
}
