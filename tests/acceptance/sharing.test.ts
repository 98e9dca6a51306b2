import { beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, type Client, eventually, sharedInstance } from './harness/index.ts';

const { admin, anonymous, baseUrl, newListener } = sharedInstance();
const password = 'open sesame';

let me: Client;
let you: Client;
let songs: string[];
let outside: string;

beforeAll(async () => {
  me = await newListener('Mia');
  you = await newListener('yara');
  const add = async (title: string, album: string) => {
    const tags = { title: `${title} Sh7`, artist: 'The Birds Sh7', album };
    return addSong(admin, await audioFile({ format: 'mp3', seconds: 2, tags }));
  };
  songs = [await add('Auk', 'Wings Sh7'), await add('Bunting', 'Wings Sh7')];
  outside = await add('Crow', 'Others Sh7');
});

async function codeOf(answer: Promise<{ ok: boolean; problem?: { code: string } }>) {
  const { ok, problem } = await answer;
  return ok ? 'ok' : problem?.code;
}

async function newPlaylist(): Promise<string> {
  const body = { name: 'For you', description: 'Birds', songIds: songs };
  return (await me.must('createPlaylist', { body })).id;
}

/** What a visitor is told of everything a link can be asked. */
async function visit(token: string): Promise<(string | undefined)[]> {
  const params = { token };
  return Promise.all([
    codeOf(anonymous.call('openShare', { params })),
    codeOf(anonymous.call('listSharedItems', { params })),
    codeOf(anonymous.call('streamSharedSong', { params: { token, songId: songs[0] ?? '' } })),
  ]);
}

const nothing = ['not_found', 'not_found', 'not_found'];
const locked = ['password_required', 'password_required', 'password_required'];
const open = ['ok', 'ok', 'ok'];

describe('a link', () => {
  it('opens a playlist to people without an account, and its songs alone', async () => {
    const targetId = await newPlaylist();
    const share = await me.must('createShare', { body: { kind: 'playlist', targetId } });
    expect(share).toMatchObject({ hasPassword: false, expiresAt: null, visits: 0 });
    expect(share.path).toBe(`/s/${share.token}`);
    const params = { token: share.token };
    expect(await anonymous.must('openShare', { params })).toMatchObject({
      kind: 'playlist',
      title: 'For you',
      description: 'Birds',
      sharedBy: 'Mia',
      itemCount: 2,
    });
    const first = await anonymous.must('listSharedItems', { params, query: { limit: 1 } });
    expect(first.items).toMatchObject([{ type: 'song', song: { id: songs[0] } }]);
    const query = { limit: 1, cursor: first.nextCursor ?? '' };
    const rest = await anonymous.must('listSharedItems', { params, query });
    expect(rest.items).toMatchObject([{ song: { id: songs[1] } }]);
    const stream = await anonymous.must('streamSharedSong', {
      params: { ...params, songId: songs[1] ?? '' },
    });
    const bytes = await fetch(new URL(stream.url, baseUrl));
    expect(bytes.status).toBe(200);
    expect((await bytes.arrayBuffer()).byteLength).toBe(stream.sizeBytes);
    const other = anonymous.call('streamSharedSong', { params: { ...params, songId: outside } });
    expect(await codeOf(other)).toBe('not_found');
    const { items } = await me.must('listShares', { query: { kind: 'playlist', targetId } });
    expect(items).toMatchObject([
      { id: share.id, token: share.token, visits: 1, lastVisitedAt: expect.any(String) },
    ]);
  });

  it('is made and changed by the owner alone', async () => {
    const targetId = await newPlaylist();
    for (const client of [you, admin]) {
      const making = client.call('createShare', { body: { kind: 'playlist', targetId } });
      expect(await codeOf(making)).toBe('not_found');
    }
    const { id: shareId, token } = await me.must('createShare', {
      body: { kind: 'playlist', targetId },
    });
    const params = { shareId };
    const changing = you.call('updateShare', { params, body: { password } });
    expect(await codeOf(changing)).toBe('not_found');
    expect(await codeOf(you.call('revokeShare', { params }))).toBe('not_found');
    await you.must('revokeShares', { query: { kind: 'playlist', targetId } });
    expect((await you.must('listShares')).items).toEqual([]);
    expect(await visit(token)).toEqual(open);
  });

  it('answers the same when it was never made, was revoked, has ended, or leads to nothing', async () => {
    const targetId = await newPlaylist();
    const make = (settings: object = {}) =>
      me.must('createShare', { body: { kind: 'playlist', targetId, ...settings } });
    const [revoked, revokedAll, ended] = [await make(), await make(), await make()];
    await me.must('revokeShare', { params: { shareId: revoked.id } });
    expect(await visit(revoked.token)).toEqual(nothing);
    const past = new Date(Date.now() - 1000).toISOString();
    expect(
      await codeOf(
        me.call('createShare', { body: { kind: 'playlist', targetId, expiresAt: past } }),
      ),
    ).toBe('invalid_request');
    const soon = new Date(Date.now() + 3000).toISOString();
    await me.must('updateShare', { params: { shareId: ended.id }, body: { expiresAt: soon } });
    await eventually('the end of the link', async () => {
      return (await codeOf(anonymous.call('openShare', { params: ended }))) === 'not_found';
    });
    expect(await visit(ended.token)).toEqual(nothing);
    expect(await visit(revokedAll.token)).toEqual(open);
    await me.must('revokeShares', { query: { kind: 'playlist', targetId } });
    expect(await visit(revokedAll.token)).toEqual(nothing);
    expect(await visit('A'.repeat(24))).toEqual(nothing);
    const last = await make();
    await me.must('deletePlaylist', { params: { playlistId: targetId } });
    expect(await visit(last.token)).toEqual(nothing);
    expect((await me.must('listShares', { query: { kind: 'playlist', targetId } })).items).toEqual(
      [],
    );
  });

  it('with a password opens for who knows it, until it is changed', async () => {
    const targetId = await newPlaylist();
    const share = await me.must('createShare', {
      body: { kind: 'playlist', targetId, password },
    });
    expect(share.hasPassword).toBe(true);
    const params = { token: share.token };
    expect(await visit(share.token)).toEqual(locked);
    const unlock = (guess: string) =>
      anonymous.call('unlockShare', { params, body: { password: guess } });
    expect(await codeOf(unlock('open barley'))).toBe('wrong_password');
    const unlocked = await anonymous.must('unlockShare', { params, body: { password } });
    expect(await visit(unlocked.token)).toEqual(open);
    const [shareId, , seal] = unlocked.token.split('.');
    expect(await visit(`${shareId}.99999999999.${seal}`)).toEqual(nothing);
    const change = (value: string | null) =>
      me.must('updateShare', { params: { shareId: share.id }, body: { password: value } });
    await change('another one');
    expect(await visit(unlocked.token)).toEqual(nothing);
    expect((await change(null)).hasPassword).toBe(false);
    expect(await visit(share.token)).toEqual(open);
  });

  it('lets nobody guess its password for long', async () => {
    const targetId = await newPlaylist();
    const { token } = await me.must('createShare', {
      body: { kind: 'playlist', targetId, password },
    });
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 21; n++) {
      const body = { password: `guess ${n}` };
      codes.push(await codeOf(anonymous.call('unlockShare', { params: { token }, body })));
    }
    expect(codes[0]).toBe('wrong_password');
    expect(codes.at(-1)).toBe('too_many_requests');
    const right = anonymous.call('unlockShare', { params: { token }, body: { password } });
    expect(await codeOf(right)).toBe('too_many_requests');
  });

  it('opens an album or a song of the catalogue', async () => {
    const songId = songs[0] ?? '';
    const { album } = await me.must('getSong', { params: { songId } });
    const opened = async (kind: 'album' | 'song', targetId: string) => {
      const { token } = await me.must('createShare', { body: { kind, targetId } });
      const { items } = await anonymous.must('listSharedItems', { params: { token } });
      const other = { params: { token, songId: outside } };
      expect(await codeOf(anonymous.call('streamSharedSong', other))).toBe('not_found');
      expect(await visit(token)).toEqual(open);
      return items.map((item) => (item.type === 'song' ? item.song.id : item.type));
    };
    expect((await opened('album', album.id)).toSorted()).toEqual(songs.toSorted());
    expect(await opened('song', songId)).toEqual([songId]);
    const missing = { body: { kind: 'album', targetId: songId } } as const;
    expect(await codeOf(me.call('createShare', missing))).toBe('not_found');
  });
});
