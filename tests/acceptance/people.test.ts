import { describe, expect, it } from 'vitest';
import {
  byToken,
  type Client,
  createClient,
  createSubsonic,
  fetchToken,
  hasMusicApps,
  hasOwnInstances,
  sharedInstance,
  signIn,
  signUp,
} from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';

const { baseUrl, admin, listener } = hasOwnInstances ? await ownInstance() : sharedInstance();

async function newPerson(name: string) {
  const email = `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`;
  const person = { name, email, password: 'a quiet evening song' };
  const session = await signUp(baseUrl, person);
  /** With a token of this moment, which names the role of this moment. */
  const client = async () => createClient(baseUrl, await fetchToken(session));
  return { person, session, client, userId: (await (await client()).must('getMe')).id };
}

const codeOf = async (answer: ReturnType<Client['call']>) => {
  const settled = await answer;
  return settled.ok ? 'done' : settled.problem.code;
};

describe("somebody's role", () => {
  it('is changed by an admin, and holds for tokens from then on', async () => {
    const { client, userId } = await newPerson('Rita');
    const mayList = async () => codeOf((await client()).call('listUsers'));
    expect(await mayList()).toBe('forbidden');
    const setRole = (role: 'admin' | 'listener') =>
      admin.must('setUserRole', { params: { userId }, body: { role } });
    await setRole('admin');
    expect(await mayList()).toBe('done');
    await setRole('listener');
    await setRole('listener');
    expect(await mayList()).toBe('forbidden');
    const { items } = await admin.must('listAudit', { query: { limit: 20 } });
    expect(items).toContainEqual(
      expect.objectContaining({
        action: 'setUserRole',
        targets: { userId, role: 'admin' },
        outcome: 'done',
      }),
    );
  });

  it.skipIf(!hasOwnInstances)('stays that of an admin where there is no other', async () => {
    const { id: userId } = await admin.must('getMe');
    const body = { role: 'listener' } as const;
    expect(await codeOf(admin.call('setUserRole', { params: { userId }, body }))).toBe('conflict');
  });
});

describe('signing somebody out everywhere', () => {
  it('ends sessions, API tokens and app passwords', async () => {
    const { person, session, client, userId } = await newPerson('Otto');
    const phone = await signIn(baseUrl, person);
    const owner = await client();
    const { token } = await owner.must('createApiToken', { body: { name: 'x', scope: 'read' } });
    await owner.must('createAppPassword', { body: { name: 'Radio' } });
    await admin.must('signUserOut', { params: { userId } });
    for (const ended of [session, phone]) await expect(fetchToken(ended)).rejects.toThrow('401');
    expect(await codeOf(createClient(baseUrl, token).call('getMe'))).toBe('unauthenticated');
    // The account itself stays as it is.
    const back = createClient(baseUrl, await fetchToken(await signIn(baseUrl, person)));
    expect((await back.must('getMe')).id).toBe(userId);
    expect((await back.must('listAppPasswords')).items).toEqual([]);
    await admin.must('signUserOut', { params: { userId } });
  });

  it.runIf(hasMusicApps)('shuts music apps out', async () => {
    const { client, userId } = await newPerson('Orla');
    const owner = await client();
    const made = await owner.must('createAppPassword', { body: { name: 'Radio' } });
    const app = createSubsonic(baseUrl, byToken(made.username, made.password));
    expect(await app.call('ping')).toMatchObject({ status: 'ok' });
    await admin.must('signUserOut', { params: { userId } });
    expect(await app.call('ping')).toMatchObject({ status: 'failed' });
  });
});

describe("deleting somebody's account", () => {
  it('takes what is theirs along, and needs their address', async () => {
    const { person, client, userId } = await newPerson('Dora');
    const owner = await client();
    const { id: targetId } = await owner.must('createPlaylist', { body: { name: 'Mine' } });
    const { token } = await owner.must('createShare', { body: { kind: 'playlist', targetId } });
    const visit = () => codeOf(admin.call('openShare', { params: { token } }));
    expect(await visit()).toBe('done');
    const remove = (email: string) =>
      codeOf(admin.call('deleteUser', { params: { userId }, body: { email } }));
    expect(await remove('somebody@example.org')).toBe('conflict');
    expect(await codeOf(owner.call('getMe'))).toBe('done');
    expect(await remove(person.email.toUpperCase())).toBe('done');
    expect(await remove(person.email)).toBe('not_found');
    expect(await visit()).toBe('not_found');
    expect(await codeOf(owner.call('getMe'))).toBe('unauthenticated');
    await expect(signIn(baseUrl, person)).rejects.toThrow('invalid_credentials');
  });

  it('is not how admins delete their own', async () => {
    const { id: userId, email } = await admin.must('getMe');
    const answer = admin.call('deleteUser', { params: { userId }, body: { email } });
    expect(await codeOf(answer)).toBe('conflict');
    expect((await admin.must('getMe')).id).toBe(userId);
  });

  it('is for admins alone', async () => {
    const { person, userId } = await newPerson('Ella');
    const params = { userId };
    const acts = [
      listener.call('deleteUser', { params, body: { email: person.email } }),
      listener.call('signUserOut', { params }),
      listener.call('setUserRole', { params, body: { role: 'admin' } }),
    ];
    expect(await Promise.all(acts.map(codeOf))).toEqual(['forbidden', 'forbidden', 'forbidden']);
  });
});
