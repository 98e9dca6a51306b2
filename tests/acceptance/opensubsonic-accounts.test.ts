import SubsonicAPI from 'subsonic-api';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  byToken,
  type Client,
  callAuth,
  createClient,
  createSubsonic,
  eventually,
  fetchToken,
  renewingToken,
  type Subsonic,
  type SubsonicAnswer,
  sharedInstance,
  signIn,
  signUp,
} from './harness/index.ts';

const { admin, anonymous, baseUrl, newListener } = sharedInstance();
const { mail: engine } = await anonymous.must('getInstance');

const codeOf = (answer: SubsonicAnswer): number | undefined => answer.error?.code;
const hex = (text: string) => `enc:${Buffer.from(text).toString('hex')}`;
const newAddress = () => `made-${crypto.randomUUID()}@example.org`;
const as = (username: string, password: string) =>
  createSubsonic(baseUrl, byToken(username, password));
const pings = async (app: Subsonic) => (await app.call('ping')).status === 'ok';

const first = 'a quiet evening song';
const second = 'a loud morning song';

async function keyOf(client: Client, scope: 'read' | 'write' | 'admin') {
  const { token } = await client.must('createApiToken', { body: { name: scope, scope } });
  return createSubsonic(baseUrl, { apiKey: token });
}

async function appOf(client: Client) {
  const made = await client.must('createAppPassword', { body: { name: 'Phone' } });
  return { ...made, app: as(made.username, made.password) };
}

/** Acts on accounts that the newest entries of the audit log tell of. */
async function acts() {
  const { items } = await admin.must('listAudit', { query: { limit: 200 } });
  return items.map(({ action, targets, outcome }) => ({ action, targets, outcome }));
}

const idOf = async (email: string) =>
  (await admin.must('listUsers', { query: { q: email } })).items[0]?.id ?? '';

let keys: Subsonic;
beforeAll(async () => {
  keys = await keyOf(admin, 'admin');
});

async function newPerson(more: Record<string, string> = {}) {
  const email = newAddress();
  const person = { username: email, email, password: first, ...more };
  expect(await keys.call('createUser', person)).toMatchObject({ status: 'ok' });
  return { email, id: await idOf(email), app: as(email, first) };
}

describe('accounts', () => {
  it('are managed by keys of admins for that, and by nothing else', async () => {
    const victim = await newPerson();
    const listener = await newListener('Lena');
    const person = { username: victim.email, email: victim.email, password: 'taken over by me' };
    const callers = {
      'an app of an admin': (await appOf(admin)).app,
      'an app of a listener': (await appOf(listener)).app,
      'a key that reads': await keyOf(admin, 'read'),
      'a key that writes': await keyOf(admin, 'write'),
      'a key of a listener': await keyOf(listener, 'write'),
      'the app of its owner': victim.app,
    };
    for (const [caller, app] of Object.entries(callers)) {
      for (const method of ['createUser', 'updateUser', 'deleteUser']) {
        const answer = await app.call(method, { ...person, adminRole: 'true' });
        expect(codeOf(answer), `${caller} ${method}`).toBe(50);
        expect(answer.error.message, caller).toMatch(/API token/);
        // Whatever it asks.
        expect(codeOf(await app.call(method)), `${caller} ${method}`).toBe(50);
      }
      if (caller === 'the app of its owner') continue;
      expect(codeOf(await app.call('changePassword', person)), caller).toBe(50);
    }
    expect(await pings(victim.app)).toBe(true);
    const { user } = await victim.app.same('getUser', { username: victim.email });
    expect(user.adminRole).toBe(false);
    for (const method of ['createUser', 'updateUser', 'deleteUser', 'changePassword']) {
      expect(codeOf(await createSubsonic(baseUrl, {}).call(method, person)), method).toBe(10);
    }
  });

  it('are out of reach for a key whose maker is no admin any more', async () => {
    const maker = { name: 'Max', email: newAddress(), password: 'the password of the account' };
    const session = await signUp(baseUrl, maker);
    const params = { userId: await idOf(maker.email) };
    await admin.must('setUserRole', { params, body: { role: 'admin' } });
    const key = await keyOf(createClient(baseUrl, await fetchToken(session)), 'admin');
    const { email: username, app } = await newPerson();
    expect(await key.call('updateUser', { username })).toMatchObject({ status: 'ok' });
    await admin.must('setUserRole', { params, body: { role: 'listener' } });
    for (const method of ['updateUser', 'deleteUser']) {
      expect(codeOf(await key.call(method, { username })), method).toBe(50);
    }
    expect(await pings(app)).toBe(true);
  });
});

describe('createUser', () => {
  it('makes an account that plays by the password, which is not the one of the account', async () => {
    const email = newAddress();
    const person = { username: email.toUpperCase(), email, password: hex(first) };
    const everything = { ...person, adminRole: 'false', streamRole: 'true', uploadRole: 'true' };
    expect(await keys.call('createUser', everything)).toMatchObject({ status: 'ok' });
    const app = as(email, first);
    expect((await app.same('getUser', { username: email })).user.adminRole).toBe(false);
    const made = await idOf(email);
    expect(await acts()).toEqual(
      expect.arrayContaining([
        { action: 'createUser', targets: { email, role: 'listener' }, outcome: 'done' },
        { action: 'setAppPassword', targets: { userId: made }, outcome: 'done' },
      ]),
    );
    expect(JSON.stringify(await acts())).not.toContain(first);

    const key = createSubsonic(baseUrl, { apiKey: first });
    expect(codeOf(await key.call('ping'))).toBe(44);
    const session = signIn(baseUrl, { email, password: first });
    await expect(session).rejects.toThrow('invalid_credentials');
    const again = { ...person, password: second, adminRole: 'true' };
    expect(codeOf(await keys.call('createUser', again))).toBe(0);
    expect(await pings(app)).toBe(true);
    expect(await acts()).toContainEqual({
      action: 'createUser',
      targets: { email, role: 'admin' },
      outcome: 'conflict',
    });
  });

  it.each([
    [{ password: '' }, 0],
    [{ password: 'eleven char' }, 0],
    [{ password: hex('eleven char') }, 0],
    [{ username: 'bob' }, 0],
    [{ username: 'other@example.org' }, 0],
    [{ email: 'nobody' }, 0],
    [{ email: 'bob', username: 'bob' }, 0],
    [{ streamRole: 'false' }, 0],
    [{ downloadRole: 'false' }, 0],
    [{ ldapAuthenticated: 'true' }, 0],
    [{ musicFolderId: '2' }, 0],
    [{ username: [] }, 10],
    [{ password: [] }, 10],
    [{ email: [] }, 10],
  ] as const)('makes none of %j', async (change, code) => {
    const email = newAddress();
    const answer = await keys.call('createUser', {
      username: email,
      email,
      password: first,
      ...change,
    });
    expect(codeOf(answer)).toBe(code);
    expect(answer.error.message).toMatch(/ /);
    expect(await idOf(email)).toBe('');
  });

  it('is refused for an address that somebody signed up with', async () => {
    const email = newAddress();
    const person = { name: 'Sue', email, password: 'the password of the account' };
    await signUp(baseUrl, person);
    const answer = await keys.call('createUser', { username: email, email, password: first });
    expect(codeOf(answer)).toBe(0);
    expect(await pings(as(email, first))).toBe(false);
    await signIn(baseUrl, person);
  });

  // Somebody else's instance sends its mails, and we cannot read them.
  it.skipIf(engine !== 'outbox')('writes to its owner, who chooses a password', async () => {
    const { email, app } = await newPerson();
    const mail = await eventually(`a mail to ${email}`, async () => {
      const { items } = await admin.must('listOutbox', { query: { limit: 200 } });
      return items.find(({ to }) => to === email);
    });
    expect(mail.kind).toBe('account_created');
    const token = /\/reset-password\?token=(\S+)/.exec(mail.text)?.[1] ?? '';
    const password = 'my very own password';
    const choose = () =>
      callAuth(baseUrl, '/reset-password', { body: { token, newPassword: password } });
    expect((await choose()).status).toBe(200);
    expect((await choose()).status).toBe(400);
    await signIn(baseUrl, { email, password });
    expect(await pings(app)).toBe(true);
  });
});

describe('updateUser', () => {
  it('makes somebody an admin and a listener again, with a password that replaces the last', async () => {
    const { email: username, id } = await newPerson();
    const update = (params: Record<string, string>) =>
      keys.call('updateUser', { username, ...params });
    const roleOf = async () => (await keys.call('getUser', { username })).user.adminRole;
    expect(await update({ adminRole: 'true', email: username.toUpperCase() })).toMatchObject({
      status: 'ok',
    });
    expect(await roleOf()).toBe(true);
    await update({ password: second, maxBitRate: '0', musicFolderId: '1' });
    expect(await roleOf()).toBe(true);
    expect(await pings(as(username, second))).toBe(true);
    expect(await pings(as(username, first))).toBe(false);
    await update({ adminRole: 'false' });
    expect(await roleOf()).toBe(false);
    expect(await acts()).toEqual(
      expect.arrayContaining([
        { action: 'setUserRole', targets: { userId: id, role: 'admin' }, outcome: 'done' },
        { action: 'setUserRole', targets: { userId: id, role: 'listener' }, outcome: 'done' },
      ]),
    );

    for (const change of [
      { email: newAddress() },
      { maxBitRate: '128' },
      { shareRole: 'false' },
      { password: 'short' },
    ] as const) {
      expect(codeOf(await update({ adminRole: 'true', ...change })), JSON.stringify(change)).toBe(
        0,
      );
    }
    expect(await roleOf()).toBe(false);
    expect(codeOf(await keys.call('updateUser', { username: newAddress() }))).toBe(70);
    expect(codeOf(await keys.call('updateUser'))).toBe(10);
  });
});

describe('changePassword', () => {
  it('of oneself changes the password that the app has, and nothing else', async () => {
    const email = newAddress();
    const account = { name: 'Pia', email, password: 'the password of the account' };
    const session = await signUp(baseUrl, account);
    const owner = createClient(
      baseUrl,
      renewingToken(() => session),
    );
    const make = (name: string) => owner.must('createAppPassword', { body: { name } });
    const [phone, car] = [await make('Phone'), await make('Car')];
    const change = { username: email, password: hex(second) };
    expect(await as(email, phone.password).call('changePassword', change)).toMatchObject({
      status: 'ok',
    });
    expect(await pings(as(email, second))).toBe(true);
    expect(await pings(as(email, phone.password))).toBe(false);
    expect(await pings(as(email, car.password))).toBe(true);
    await signIn(baseUrl, account);

    const short = { username: email, password: 'short' };
    expect(codeOf(await as(email, second).call('changePassword', short))).toBe(0);
    expect(codeOf(await as(email, second).call('changePassword', { username: email }))).toBe(10);
    // A key would stop to work with the password that it is.
    const byKey = createSubsonic(baseUrl, { apiKey: car.password });
    expect(codeOf(await byKey.call('changePassword', change))).toBe(50);
    expect(await pings(byKey)).toBe(true);
  });

  it('of somebody sets the one for music apps, by the key of an admin', async () => {
    const { email: username } = await newPerson();
    const change = { username, password: second };
    expect(await keys.call('changePassword', change)).toMatchObject({ status: 'ok' });
    expect(await pings(as(username, second))).toBe(true);
    expect(await pings(as(username, first))).toBe(false);
    const nobody = { username: newAddress(), password: second };
    expect(codeOf(await keys.call('changePassword', nobody))).toBe(70);
  });
});

describe('deleteUser', () => {
  it('takes somebody away with what is theirs, and oneself never', async () => {
    const { email: username, id, app } = await newPerson();
    const { playlist } = await app.call('createPlaylist', { name: 'Mine' });
    await app.call('updatePlaylist', { playlistId: playlist.id, public: 'true' });
    expect((await keys.call('getPlaylist', { id: playlist.id })).status).toBe('ok');
    expect(await keys.call('deleteUser', { username })).toMatchObject({ status: 'ok' });
    expect(await pings(app)).toBe(false);
    expect(codeOf(await keys.call('getPlaylist', { id: playlist.id }))).toBe(70);
    expect(codeOf(await keys.call('getUser', { username }))).toBe(70);
    expect(codeOf(await keys.call('deleteUser', { username }))).toBe(70);
    const all = await acts();
    expect(all).toContainEqual({
      action: 'deleteUser',
      targets: { userId: 'deleted-account' },
      outcome: 'done',
    });
    expect(JSON.stringify(all)).not.toContain(id);
    expect(JSON.stringify(all)).not.toContain(username);

    const { email: own } = await admin.must('getMe');
    expect(codeOf(await keys.call('deleteUser', { username: own }))).toBe(0);
    expect(await pings(keys)).toBe(true);
  });
});

it('the npm client subsonic-api manages accounts', async () => {
  const { token } = await admin.must('createApiToken', { body: { name: 'C', scope: 'admin' } });
  const api = new SubsonicAPI({ url: baseUrl, auth: { apiKey: token } });
  const username = newAddress();
  const made = await api.createUser({ username, email: username, password: first });
  expect(made.status).toBe('ok');
  expect(await pings(as(username, first))).toBe(true);
  expect((await api.deleteUser({ username })).status).toBe('ok');
  expect(await pings(as(username, first))).toBe(false);
});
