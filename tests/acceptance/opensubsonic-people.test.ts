import SubsonicAPI from 'subsonic-api';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  audioFile,
  byToken,
  type Client,
  createClient,
  createSubsonic,
  renewingToken,
  type Subsonic,
  type SubsonicAnswer,
  sharedInstance,
  signUp,
} from './harness/index.ts';

const { admin, anonymous, baseUrl } = sharedInstance();
const DAY_MS = 86_400_000;

interface Listener {
  client: Client;
  username: string;
  password: string;
  app: Subsonic;
}

async function newListener(name: string): Promise<Listener> {
  const email = `${name}-${crypto.randomUUID()}@example.org`;
  const session = await signUp(baseUrl, { name, email, password: 'an app of my own' });
  const client = createClient(
    baseUrl,
    renewingToken(() => session),
  );
  const { username, password } = await client.must('createAppPassword', { body: { name: 'P' } });
  return { client, username, password, app: createSubsonic(baseUrl, byToken(username, password)) };
}

let me: Listener;
let other: Listener;
let one: string;
let two: string;
let albumId: string;

beforeAll(async () => {
  me = await newListener('Sharon');
  other = await newListener('Otto');
  const add = async (title: string, track: string) => {
    const tags = { title, artist: 'Links Os8', album: 'Shared Os8', track };
    return `so-${await addSong(admin, await audioFile({ format: 'mp3', seconds: 1, tags }))}`;
  };
  one = await add('One', '1');
  two = await add('Two', '2');
  albumId = (await me.app.call('getSong', { id: one })).song.albumId;
});

const codeOf = (answer: SubsonicAnswer): number | undefined => answer.error?.code;
const tokenOf = (url: string) => new URL(url).pathname.replace('/s/', '');
const titles = (list: { title: string }[]) => list.map(({ title }) => title);

describe('shares of an app', () => {
  it('open an album to everybody, with a description and an end, and count visits', async () => {
    const expires = Date.now() + DAY_MS;
    const made = await me.app.call('createShare', { id: albumId, description: 'Hear!', expires });
    const [share] = made.shares.share;
    expect(share).toMatchObject({
      description: 'Hear!',
      username: me.username,
      expires: new Date(expires).toISOString(),
      visitCount: 0,
    });
    expect(titles(share.entry)).toEqual(['One', 'Two']);

    const token = tokenOf(share.url);
    expect((await fetch(share.url)).status).toBe(200);
    const opened = await anonymous.must('openShare', { params: { token } });
    expect(opened).toMatchObject({ title: 'Shared Os8', description: 'Hear!', itemCount: 2 });
    const listed = (await me.app.same('getShares')).shares.share;
    expect(listed).toMatchObject([{ id: share.id, url: share.url, visitCount: 1 }]);
    expect(listed[0].lastVisited).toBeTruthy();
    expect((await me.client.must('listShares')).items).toMatchObject([{ id: share.id, visits: 1 }]);
    expect((await other.app.same('getShares')).shares.share).toEqual([]);
  });

  it('are changed and ended by whoever made them', async () => {
    const [share] = (await me.app.call('createShare', { id: one })).shares.share;
    const change = { id: share.id, description: 'Now with words', expires: Date.now() + DAY_MS };
    expect(codeOf(await other.app.call('updateShare', change))).toBe(70);
    expect(await me.app.call('updateShare', change)).toMatchObject({ status: 'ok' });
    const find = async () =>
      (await me.app.same('getShares')).shares.share.find(
        ({ id }: { id: string }) => id === share.id,
      );
    expect(await find()).toMatchObject({ description: 'Now with words' });
    expect((await find()).expires).toBeTruthy();
    await me.app.call('updateShare', { id: share.id, expires: 0 });
    expect((await find()).expires).toBeUndefined();
    expect(codeOf(await me.app.call('updateShare', { id: share.id, expires: 1 }))).toBe(0);

    expect(codeOf(await other.app.call('deleteShare', { id: share.id }))).toBe(70);
    expect(await me.app.call('deleteShare', { id: share.id })).toMatchObject({ status: 'ok' });
    expect(await find()).toBeUndefined();
    const params = { token: tokenOf(share.url) };
    expect(await anonymous.call('openShare', { params })).toMatchObject({ status: 404 });
    for (const id of [share.id, 'nothing', one]) {
      expect(codeOf(await me.app.call('deleteShare', { id })), id).toBe(70);
    }
  });

  it('of playlists open those of the listener alone; several things become one playlist', async () => {
    const created = await me.app.call('createPlaylist', { name: 'Mine', songId: [two] });
    const { id } = created.playlist;
    const [share] = (await me.app.call('createShare', { id })).shares.share;
    expect(titles(share.entry)).toEqual(['Two']);
    expect(codeOf(await other.app.call('createShare', { id }))).toBe(70);

    const several = { id: [two, albumId], description: 'A mix' };
    const [mix] = (await me.app.call('createShare', several)).shares.share;
    expect(titles(mix.entry)).toEqual(['Two', 'One', 'Two']);
    const { playlists } = await me.app.call('getPlaylists');
    expect(playlists.playlist.map(({ name }: { name: string }) => name)).toContain('A mix');
    await me.app.call('deletePlaylist', { id });
    const left = (await me.app.same('getShares')).shares.share;
    expect(left.filter((found: { id: string }) => found.id === share.id)).toSatisfy(
      (found: { entry: object[] }[]) => found.every(({ entry }) => entry.length === 0),
    );
  });

  it('are of nothing else', async () => {
    const { artistId } = (await me.app.call('getAlbum', { id: albumId })).album;
    expect(codeOf(await me.app.call('createShare', { id: artistId }))).toBe(70);
    expect(codeOf(await me.app.call('createShare', { id: 'so-nothing' }))).toBe(70);
    expect(codeOf(await me.app.call('createShare'))).toBe(10);
    const past = { id: one, expires: Date.now() - DAY_MS };
    expect(codeOf(await me.app.call('createShare', past))).toBe(0);
  });
});

describe('users', () => {
  it('are oneself for a listener, and everybody for an admin', async () => {
    const { user } = await me.app.same('getUser', { username: me.username.toUpperCase() });
    expect(user).toMatchObject({ username: me.username, adminRole: false, shareRole: true });
    expect(codeOf(await me.app.call('getUser', { username: other.username }))).toBe(50);
    expect(codeOf(await me.app.call('getUser', { username: 'nobody@example.org' }))).toBe(50);
    expect(codeOf(await me.app.call('getUsers'))).toBe(50);

    const made = await admin.must('createAppPassword', { body: { name: 'P' } });
    const boss = createSubsonic(baseUrl, byToken(made.username, made.password));
    const theirs = await boss.same('getUser', { username: me.username });
    expect(theirs.user).toMatchObject({ username: me.username, adminRole: false });
    expect(codeOf(await boss.call('getUser', { username: 'nobody@example.org' }))).toBe(70);
    const { users } = await boss.same('getUsers');
    const names = users.user.map(({ username }: { username: string }) => username);
    expect(names).toEqual(expect.arrayContaining([made.username, me.username, other.username]));
    const self = users.user.find(
      ({ username }: { username: string }) => username === made.username,
    );
    expect(self.adminRole).toBe(true);
  });

  it('have a picture each, which apps keep while the name stays', async () => {
    const made = await admin.must('createAppPassword', { body: { name: 'P' } });
    const boss = createSubsonic(baseUrl, byToken(made.username, made.password));
    const picture = async (app: Subsonic, username: string) => {
      const response = await app.fetch('getAvatar', { username });
      expect(response.headers.get('content-type')).toBe('image/png');
      const bytes = Buffer.from(await response.arrayBuffer());
      // A PNG begins with eight fixed bytes, then the header: its length, `IHDR`, width and height.
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([256, 256]);
      return { bytes, etag: response.headers.get('etag') ?? '' };
    };
    const mine = await picture(me.app, me.username.toUpperCase());
    expect(await picture(boss, me.username)).toEqual(mine);
    expect((await picture(boss, other.username)).bytes).not.toEqual(mine.bytes);

    const ask = () =>
      me.app.fetch(
        'getAvatar',
        { username: me.username },
        { headers: { 'if-none-match': mine.etag } },
      );
    expect((await ask()).status).toBe(304);
    await me.client.must('updateMe', { body: { name: 'Zoe' } });
    expect((await ask()).status).toBe(200);
    await me.client.must('updateMe', { body: { name: 'Sharon' } });

    expect(codeOf(await me.app.call('getAvatar', { username: other.username }))).toBe(50);
    expect(codeOf(await me.app.call('getAvatar', { username: 'nobody@example.org' }))).toBe(50);
    expect(codeOf(await boss.call('getAvatar', { username: 'nobody@example.org' }))).toBe(70);
    expect(codeOf(await me.app.call('getAvatar'))).toBe(10);
  });
});

it('the npm client subsonic-api shares music and reads users', async () => {
  const api = new SubsonicAPI({
    url: baseUrl,
    auth: { username: me.username, password: me.password },
  });
  const { shares } = await api.createShare({ id: one, description: 'By a client' });
  const [share] = shares.share ?? [];
  expect(share).toMatchObject({ description: 'By a client', visitCount: 0 });
  expect((await api.getShares()).shares.share?.map(({ id }) => id)).toContain(share?.id);
  expect(await api.updateShare({ id: share?.id ?? '', description: 'Anew' })).toMatchObject({
    status: 'ok',
  });
  expect(await api.deleteShare({ id: share?.id ?? '' })).toMatchObject({ status: 'ok' });
  expect((await api.getUser({ username: me.username })).user.shareRole).toBe(true);
  expect(adminAccount.email).not.toBe(me.username);
});
