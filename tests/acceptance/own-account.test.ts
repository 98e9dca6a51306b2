import type { TokenScope } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import {
  type Client,
  callAuth,
  createClient,
  fetchToken,
  hasOwnInstances,
  readProblem,
  renewingToken,
  setUpAdmin,
  sharedInstance,
  signIn,
  signUp,
  startInstance,
} from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';
import { totp } from './harness/totp.ts';

const { baseUrl, admin, listener } = hasOwnInstances ? await ownInstance() : sharedInstance();

const newPerson = (name: string) => ({
  name,
  email: `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`,
  password: 'a quiet evening song',
});

async function newAccount(name: string) {
  const person = newPerson(name);
  const session = await signUp(baseUrl, person);
  const client = createClient(
    baseUrl,
    renewingToken(() => session),
  );
  return { person, session, client };
}

const codeOf = async (answer: ReturnType<Client['call']>) => {
  const settled = await answer;
  return settled.ok ? 'done' : settled.problem.code;
};

describe("one's own account", () => {
  it('is renamed', async () => {
    const { client } = await newAccount('Nils');
    expect(await client.must('updateMe', { body: { name: ' Nils N. ' } })).toMatchObject({
      name: 'Nils N.',
    });
    expect(await client.must('getMe')).toMatchObject({ name: 'Nils N.', role: 'listener' });
  });

  it('is exported as a ZIP file with what it owns', async () => {
    const { client, person } = await newAccount('Xenia');
    const response = await client.request('/api/v1/me/export');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    // Entries are stored, not compressed: their names and texts can be read in the file.
    const text = bytes.toString('utf8');
    for (const expected of ['profile.json', 'uploads.json', person.email]) {
      expect(text).toContain(expected);
    }
    expect(text).not.toContain('password');
    expect((await fetch(new URL('/api/v1/me/export', baseUrl))).status).toBe(401);
  });

  it('is deleted by who knows its password, with its sessions, tokens and uploads', async () => {
    const { client, person, session } = await newAccount('Yves');
    const { token } = await client.must('createApiToken', { body: { name: 'x', scope: 'read' } });
    const remove = (confirmation: string) => client.call('deleteMe', { body: { confirmation } });
    expect(await codeOf(remove('not the password'))).toBe('invalid_credentials');
    expect(await codeOf(remove(person.email))).toBe('invalid_credentials');
    expect(await codeOf(remove(person.password))).toBe('done');
    expect(await codeOf(client.call('getMe'))).toBe('unauthenticated');
    expect(await codeOf(createClient(baseUrl, token).call('getMe'))).toBe('unauthenticated');
    await expect(fetchToken(session)).rejects.toThrow('401');
    await expect(signIn(baseUrl, person)).rejects.toThrow('invalid_credentials');
    await signUp(baseUrl, person);
  });

  it('lists its devices and signs one of them out', async () => {
    const { person, session } = await newAccount('Zoe');
    const phone = await signIn(baseUrl, person);
    const list = await callAuth(baseUrl, '/list-sessions', {
      method: 'GET',
      cookie: session.cookie,
    });
    const sessions = (await list.json()) as { token: string }[];
    expect(sessions).toHaveLength(2);
    const other = sessions.find(({ token }) => decodeURIComponent(phone.cookie).includes(token));
    const revoke = { body: { token: other?.token }, cookie: session.cookie };
    expect((await callAuth(baseUrl, '/revoke-session', revoke)).status).toBe(200);
    await expect(fetchToken(phone)).rejects.toThrow('401');
    await fetchToken(session);
  });
});

describe('API tokens', () => {
  it('do what their scope says and no more', async () => {
    const { client } = await newAccount('Tobi');
    const make = async (scope: TokenScope) => {
      const made = await client.must('createApiToken', { body: { name: scope, scope } });
      expect(made.token).toMatch(/^mad_/);
      return createClient(baseUrl, made.token);
    };
    const [read, write] = [await make('read'), await make('write')];
    expect(await codeOf(read.call('listSongs'))).toBe('done');
    expect(await codeOf(read.call('updateMe', { body: { name: 'T' } }))).toBe('forbidden');
    expect(await codeOf(write.call('updateMe', { body: { name: 'T' } }))).toBe('done');
    for (const token of [read, write]) {
      expect(await codeOf(token.call('listApiTokens'))).toBe('forbidden');
      expect(await codeOf(token.call('deleteMe', { body: { confirmation: 'x' } }))).toBe(
        'forbidden',
      );
      expect((await token.request('/api/v1/me/export')).status).toBe(403);
      expect(await codeOf(token.call('listInvitations'))).toBe('forbidden');
    }
    const body = { name: 'x', scope: 'admin' } as const;
    expect(await codeOf(client.call('createApiToken', { body }))).toBe('forbidden');
  });

  it('of an admin are a listener until their scope says admin', async () => {
    const clients: Client[] = [];
    for (const scope of ['write', 'admin'] as const) {
      const { token } = await admin.must('createApiToken', { body: { name: scope, scope } });
      clients.push(createClient(baseUrl, token));
    }
    const codes = clients.map((client) => codeOf(client.call('listInvitations')));
    expect(await Promise.all(codes)).toEqual(['forbidden', 'done']);
    expect(await clients[0]?.must('getMe')).toBeTruthy();
  });

  it('are shown once, listed without their secret, and end when revoked', async () => {
    const { client } = await newAccount('Ulf');
    const body = { name: 'Backup', scope: 'read', expiresInDays: 1 } as const;
    const { token, ...made } = await client.must('createApiToken', { body });
    const program = createClient(baseUrl, token);
    await program.must('getMe');
    const response = await client.request('/api/v1/me/tokens');
    const text = await response.text();
    expect(text).not.toContain(token);
    expect(JSON.parse(text).items).toMatchObject([{ id: made.id, lastUsedAt: expect.any(String) }]);
    const params = { tokenId: made.id };
    expect(await codeOf(listener.call('revokeApiToken', { params }))).toBe('not_found');
    await client.must('revokeApiToken', { params });
    expect(await codeOf(program.call('getMe'))).toBe('unauthenticated');
    expect(await codeOf(createClient(baseUrl, `mad_${'A'.repeat(43)}`).call('getMe'))).toBe(
      'unauthenticated',
    );
  });
});

describe('two-step sign-in', () => {
  it('opens no session before the code is right', async () => {
    const { person, session } = await newAccount('Willa');
    const enabled = await callAuth(baseUrl, '/two-factor/enable', {
      body: { password: person.password },
      cookie: session.cookie,
    });
    const { totpURI } = (await enabled.json()) as { totpURI: string };
    const verify = (cookie: string, code: string) =>
      callAuth(baseUrl, '/two-factor/verify-totp', { body: { code }, cookie });
    expect((await verify(session.cookie, totp(totpURI))).status).toBe(200);

    const half = await signIn(baseUrl, person);
    await expect(fetchToken(half)).rejects.toThrow('401');
    const wrong = await verify(half.cookie, '000000');
    expect((await readProblem(wrong)).code).toBe('invalid_credentials');
    const right = await verify(half.cookie, totp(totpURI));
    expect(right.status).toBe(200);
    const cookie = right.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    await fetchToken({ baseUrl, cookie });
  });
});

describe.skipIf(!hasOwnInstances)('invitations', () => {
  it('are the only way in where registration is by invitation', async () => {
    const instance = await startInstance({ REGISTRATION: 'invite' });
    try {
      const { client } = await setUpAdmin(instance.baseUrl);
      const person = newPerson('Ines');
      const signUpWith = async (invitation?: string) => {
        const body = { ...person, ...(invitation ? { invitation } : {}) };
        const response = await callAuth(instance.baseUrl, '/sign-up/email', { body });
        return response.ok ? 'in' : (await readProblem(response)).code;
      };
      expect(await signUpWith()).toBe('invitation_required');
      const made = await client.must('createInvitation', { body: { email: person.email } });
      const token = new URL(made.path, instance.baseUrl).searchParams.get('invitation') ?? '';
      expect(await signUpWith(token)).toBe('in');
      expect(await signUpWith(token)).toBe('invalid_token');
      const { items } = await client.must('listInvitations');
      expect(items).toMatchObject([{ id: made.id, usedAt: expect.any(String) }]);
    } finally {
      await instance.dispose();
    }
  });
});
