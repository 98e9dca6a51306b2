import { beforeAll, describe, expect, it } from 'vitest';
import { methods, ofExtensions } from '../fixtures/opensubsonic/methods.ts';
import { answers } from '../fixtures/opensubsonic/shapes.ts';
import {
  addSong,
  audioFile,
  byToken,
  type Client,
  createSubsonic,
  type Subsonic,
  type SubsonicAnswer,
  type SubsonicParams,
  sharedInstance,
} from './harness/index.ts';

const { admin, baseUrl, newListener } = sharedInstance();

/** Codes of the specification. */
const MISSING_PARAMETER = 10;
const NOT_AUTHORISED = 50;
const NOT_FOUND = 70;

const everything: readonly string[] = [...methods.open, ...methods.reading, ...methods.writing];
const codeOf = (answer: SubsonicAnswer): number | undefined => answer.error?.code;

let id: string;
beforeAll(async () => {
  const tags = { title: 'Kept', artist: 'Access Os7', album: 'Doors' };
  id = `so-${await addSong(admin, await audioFile({ format: 'mp3', seconds: 1, tags }))}`;
});

async function appOf(client: Client): Promise<{ app: Subsonic; username: string }> {
  const { username, password } = await client.must('createAppPassword', { body: { name: 'P' } });
  return { username, app: createSubsonic(baseUrl, byToken(username, password)) };
}

/** What an app gets of each method, asked with whatever any of them may want. */
async function codesOf(app: Subsonic, names: readonly string[], params: SubsonicParams = {}) {
  const codes: Record<string, number | undefined> = {};
  for (const name of names) codes[name] = codeOf(await app.call(name, { id, ...params }));
  return codes;
}

const all = (names: readonly string[], code: number) =>
  Object.fromEntries(names.map((name) => [name, code]));

describe('every method', () => {
  it('is one of these, with those of the extensions that are named', async () => {
    expect(everything).toEqual(expect.arrayContaining(Object.keys(answers)));
    const { openSubsonicExtensions } = await createSubsonic(baseUrl, {}).call(
      'getOpenSubsonicExtensions',
    );
    const named = openSubsonicExtensions.map(({ name }: { name: string }) => name);
    expect(named.sort()).toEqual(Object.keys(ofExtensions).sort());
    expect(everything).toEqual(expect.arrayContaining(Object.values(ofExtensions).flat()));
  });

  it('wants to know who asks, but the one that says what there is', async () => {
    const stranger = createSubsonic(baseUrl, {});
    const closed = [...methods.reading, ...methods.writing];
    expect(await codesOf(stranger, closed)).toEqual(all(closed, MISSING_PARAMETER));
    for (const name of methods.open) {
      expect(await stranger.call(name), name).toMatchObject({ status: 'ok' });
    }
  });

  it('that changes something is refused to a token that may only read, of an admin too', async () => {
    const { token } = await admin.must('createApiToken', { body: { name: 'R', scope: 'read' } });
    const reader = createSubsonic(baseUrl, { apiKey: token });
    const mine = { name: 'Kept', songIds: [id.slice(3)] };
    const { id: playlist } = await admin.must('createPlaylist', { body: mine });
    const shared = { kind: 'playlist', targetId: playlist } as const;
    const { id: share } = await admin.must('createShare', { body: shared });
    const seen = async () => {
      const { shares } = await reader.call('getShares');
      return [
        await reader.call('getSong', { id }),
        await reader.call('getPlaylist', { id: `pl-${playlist}` }),
        shares.share.find((one: { id: string }) => one.id === share),
      ];
    };
    const before = await seen();

    const changes = { playlistId: `pl-${playlist}`, name: 'Taken', rating: 1, position: 1 };
    const refused = all(methods.writing, NOT_AUTHORISED);
    for (const more of [{}, { id: `pl-${playlist}` }, { id: share, description: 'Taken' }]) {
      expect(await codesOf(reader, methods.writing, { ...changes, ...more })).toEqual(refused);
    }
    expect(await seen()).toEqual(before);

    const bytes: readonly string[] = ['stream', 'download'];
    const others = methods.reading.filter((name) => !bytes.includes(name));
    const codes = await codesOf(reader, others);
    // A token that reads has a listener's rights, whoever made it.
    const admins = others.filter((name) => codes[name] === NOT_AUTHORISED);
    expect(admins).toEqual(['getUsers']);
    for (const name of bytes) {
      expect((await reader.fetch(name, { id })).headers.get('content-type')).toBe('audio/mpeg');
    }
    await admin.must('revokeShare', { params: { shareId: share } });
    await admin.must('deletePlaylist', { params: { playlistId: playlist } });
  });
});

describe('what is private of somebody', () => {
  it('is nobody else’s, of an admin neither', async () => {
    const owner = await appOf(await newListener('Olga'));
    const { playlist } = await owner.app.call('createPlaylist', { name: 'Mine', songId: [id] });
    const { shares } = await owner.app.call('createShare', { id: playlist.id });
    const [share] = shares.share;
    await owner.app.call('star', { id });
    await owner.app.call('createBookmark', { id, position: 500 });
    await owner.app.call('savePlayQueue', { id, current: id });
    const seen = async () => [
      await owner.app.same('getPlaylist', { id: playlist.id }),
      await owner.app.same('getShares'),
      await owner.app.same('getStarred2'),
      await owner.app.same('getBookmarks'),
      await owner.app.same('getPlayQueue'),
    ];
    const before = await seen();

    const playlistId = playlist.id;
    const taken = { playlistId, name: 'Taken', songId: [id] };
    const tries: [method: string, params: SubsonicParams, code: number][] = [
      ['getPlaylist', { id: playlistId }, NOT_FOUND],
      ['getCoverArt', { id: playlistId }, NOT_FOUND],
      ['createPlaylist', taken, NOT_FOUND],
      ['createPlaylist', { playlistId }, NOT_FOUND],
      ['updatePlaylist', { playlistId, name: 'Taken', public: 'true' }, NOT_FOUND],
      ['updatePlaylist', { playlistId, songIndexToRemove: 0 }, NOT_FOUND],
      ['updatePlaylist', { playlistId, songIdToAdd: id }, NOT_FOUND],
      ['deletePlaylist', { id: playlistId }, NOT_FOUND],
      ['createShare', { id: playlistId }, NOT_FOUND],
      ['createShare', { id: [id, playlistId] }, NOT_FOUND],
      ['updateShare', { id: share.id, description: 'Taken', expires: 0 }, NOT_FOUND],
      ['deleteShare', { id: share.id }, NOT_FOUND],
      ['getPlaylists', { username: owner.username }, NOT_AUTHORISED],
    ];
    const other = await appOf(await newListener('Oscar'));
    for (const { app } of [other, await appOf(admin)]) {
      for (const [method, params, code] of tries) {
        expect(codeOf(await app.call(method, params)), `${method} ${JSON.stringify(params)}`).toBe(
          code,
        );
      }
    }
    const nothing = await other.app.call('getUser', { username: owner.username });
    expect(codeOf(nothing)).toBe(NOT_AUTHORISED);
    expect(await seen()).toEqual(before);

    const { app } = other;
    expect((await app.call('getPlaylists')).playlists.playlist).toEqual([]);
    expect((await app.call('getShares')).shares.share).toEqual([]);
    expect((await app.call('getBookmarks')).bookmarks.bookmark).toEqual([]);
    expect((await app.call('getPlayQueue')).playQueue.entry).toEqual([]);
    expect((await app.call('getSong', { id })).song.starred).toBeUndefined();
  });

  it('can be heard by others once it is unlisted, and changed by its owner alone', async () => {
    const owner = await appOf(await newListener('Olga'));
    const { playlist } = await owner.app.call('createPlaylist', { name: 'Open', songId: [id] });
    const playlistId = playlist.id;
    await owner.app.call('updatePlaylist', { playlistId, public: 'true' });
    const before = await owner.app.same('getPlaylist', { id: playlistId });

    const { app } = await appOf(await newListener('Oscar'));
    expect((await app.call('getPlaylist', { id: playlistId })).playlist.name).toBe('Open');
    for (const [method, params] of [
      ['createPlaylist', { playlistId, songId: [id] }],
      ['updatePlaylist', { playlistId, name: 'Taken' }],
      ['updatePlaylist', { playlistId, songIdToAdd: id }],
      ['deletePlaylist', { id: playlistId }],
      ['createShare', { id: playlistId }],
    ] as const) {
      expect([NOT_AUTHORISED, NOT_FOUND], method).toContain(codeOf(await app.call(method, params)));
    }
    expect(await owner.app.same('getPlaylist', { id: playlistId })).toEqual(before);
  });
});
