import { createHmac } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserAttributesCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { accountDirectorySuite } from '@madrigal/core/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUserPoolOf, startCognito } from './testing/index.ts';
import { createCognitoTokenVerifier } from './token-verifier.ts';

const cognito = await startCognito();
afterAll(() => cognito.stop());

accountDirectorySuite('Cognito', () => openUserPoolOf(cognito.endpoint));

const ada = { name: 'Ada', email: 'ada@example.org', password: 'Difference engine 1!' };
const bob = { name: 'Bob', email: 'bob@example.org', password: 'Bobs long password 1!' };

describe('a user pool', () => {
  let opened: Awaited<ReturnType<typeof openUserPoolOf>>;
  let adaId: string;
  let bobId: string;

  beforeAll(async () => {
    opened = await openUserPoolOf(cognito.endpoint);
    adaId = (await opened.directory.createFirstAccount(ada)).id;
    await opened.client.send(
      new SignUpCommand({
        ClientId: opened.clientId,
        Username: 'bob',
        Password: bob.password,
        UserAttributes: [
          { Name: 'email', Value: bob.email },
          { Name: 'name', Value: bob.name },
        ],
      }),
    );
    bobId = await userBy('bob').then((user) => user.id);
  });
  afterAll(() => opened.dispose());

  /** What only the stand-in tells: the code that would be in a mail, and names that nobody sees. */
  async function userBy(username: string) {
    const { Users = [] } = await opened.client.send(
      new ListUsersCommand({ UserPoolId: opened.userPoolId }),
    );
    const user = Users.find((each) => each.Username === username);
    return { id: user?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '' };
  }
  const adminName = async () => {
    const { Users = [] } = await opened.client.send(
      new ListUsersCommand({ UserPoolId: opened.userPoolId, Filter: `sub = "${adaId}"` }),
    );
    return Users[0]?.Username ?? '';
  };

  it('has listeners that signed up by themselves, until somebody makes them admins', async () => {
    expect(await opened.directory.getAccount(bobId)).toEqual({
      id: bobId,
      name: bob.name,
      email: bob.email,
      role: 'listener',
      language: null,
    });
    expect((await opened.directory.findFirstAdmin())?.id).toBe(adaId);
  });

  it('lets nobody in before their address is confirmed, and refuses a wrong code', async () => {
    await expect(opened.signIn('bob', bob.password)).rejects.toThrow();
    await expect(
      opened.client.send(
        new ConfirmSignUpCommand({
          ClientId: opened.clientId,
          Username: 'bob',
          ConfirmationCode: 'wrong',
        }),
      ),
    ).rejects.toThrow();
  });

  it('gives tokens that say who it is, and groups as roles', async () => {
    const { access } = await opened.signIn(await adminName(), ada.password);
    expect(await opened.verifier.verify(access)).toEqual({
      userId: adaId,
      role: 'admin',
      signedInAt: new Date(Number(decodeJwt(access).auth_time) * 1000),
    });
  });

  it('renews a session without the password', async () => {
    const { refresh } = await opened.signIn(await adminName(), ada.password);
    const { AuthenticationResult } = await opened.client.send(
      new InitiateAuthCommand({
        ClientId: opened.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: refresh },
      }),
    );
    const renewed = AuthenticationResult?.AccessToken ?? '';
    expect(await opened.verifier.verify(renewed)).toMatchObject({ userId: adaId });
  });

  it('refuses tokens that are not for requests, not for this app, altered, or of another pool', async () => {
    const { access, id } = await opened.signIn(await adminName(), ada.password);
    const refuses = (token: string, verifier = opened.verifier) =>
      expect(verifier.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    await refuses(id);
    const { issuer } = opened;
    await refuses(access, createCognitoTokenVerifier({ issuer, clientId: 'another' }));
    const elsewhere = createCognitoTokenVerifier({ ...opened, issuer: `${issuer}2` });
    await refuses(access, elsewhere);
    const [header, , signature] = access.split('.');
    const claims = { ...decodeJwt(access), sub: bobId };
    const encoded = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await refuses(`${header}.${encoded}.${signature}`);
    const none = Buffer.from('{"alg":"none","kid":"CognitoLocal"}').toString('base64url');
    await refuses(`${none}.${encoded}.`);
    const weak = Buffer.from('{"alg":"HS256","kid":"CognitoLocal"}').toString('base64url');
    const mac = createHmac('sha256', 'x').update(`${weak}.${encoded}`).digest('base64url');
    await refuses(`${weak}.${encoded}.${mac}`);
    for (const text of ['', '.', 'a.b.c', 'not a token']) await refuses(text);
  });

  it('says so when the keys cannot be had', async () => {
    const { access } = await opened.signIn(await adminName(), ada.password);
    const { iss } = decodeJwt(access);
    const away = createCognitoTokenVerifier({
      issuer: String(iss).replace(/:\d+\//, ':9/'),
      clientId: opened.clientId,
    });
    // Its own issuer is another address, so that the keys are asked for there.
    const forged = access.split('.');
    const claims = { ...decodeJwt(access), iss: String(iss).replace(/:\d+\//, ':9/') };
    forged[1] = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await expect(away.verify(forged.join('.'))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('makes sure that an owner asks, by the password', async () => {
    await opened.directory.confirmOwner(adaId, ada.password, null);
    await expect(opened.directory.confirmOwner(adaId, 'wrong', new Date())).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
  });

  it('renames, and keeps the database in step', async () => {
    expect(await opened.directory.renameAccount(adaId, 'Ada L.')).toMatchObject({ name: 'Ada L.' });
    const { rows } = await opened.pool.query(
      'SELECT name, role, email FROM auth_users WHERE id = $1',
      [adaId],
    );
    expect(rows).toEqual([{ name: 'Ada L.', role: 'admin', email: ada.email }]);
  });

  it('takes no address for somebody before it is verified', async () => {
    await opened.directory.getAccount(bobId);
    const { rows } = await opened.pool.query('SELECT email FROM auth_users WHERE id = $1', [bobId]);
    expect(rows).toEqual([{ email: `${bobId}@unverified.invalid` }]);
  });

  it('tells whoever takes their data along of a number once it is confirmed', async () => {
    const bobs = { UserPoolId: opened.userPoolId, Username: 'bob' };
    const write = (verified: string) =>
      opened.client.send(
        new AdminUpdateUserAttributesCommand({
          ...bobs,
          UserAttributes: [
            { Name: 'phone_number', Value: '+4930123456' },
            { Name: 'phone_number_verified', Value: verified },
          ],
        }),
      );
    const numberOf = async () => (await opened.directory.readSignIn(bobId)).phoneNumber;
    await write('false');
    expect(await numberOf()).toBeNull();
    await write('true');
    expect(await numberOf()).toBe('+4930123456');
    const UserAttributeNames = ['phone_number'];
    await opened.client.send(new AdminDeleteUserAttributesCommand({ ...bobs, UserAttributeNames }));
    expect(await numberOf()).toBeNull();
  });

  it('makes an admin and a listener again', async () => {
    const roleOf = async () => (await opened.directory.getAccount(bobId)).role;
    await opened.directory.setRole(bobId, 'admin');
    expect(await roleOf()).toBe('admin');
    await opened.directory.setRole(bobId, 'listener');
    expect(await roleOf()).toBe('listener');
  });

  it('lets whoever an admin made an account for choose a password, and no one in before', async () => {
    const eve = { name: 'Eve', email: 'eve@example.org', role: 'listener' } as const;
    const { account, passwordToken } = await opened.directory.createAccount(eve, new Date());
    expect(passwordToken).toBeNull();
    const { Users = [] } = await opened.client.send(
      new ListUsersCommand({ UserPoolId: opened.userPoolId, Filter: `sub = "${account.id}"` }),
    );
    expect(Users).toMatchObject([{ UserStatus: 'FORCE_CHANGE_PASSWORD' }]);
    const { rows } = await opened.pool.query('SELECT email, role FROM auth_users WHERE id = $1', [
      account.id,
    ]);
    expect(rows).toEqual([{ email: eve.email, role: 'listener' }]);
  });

  it('keeps the last admin, and lets everybody else go with all that is theirs', async () => {
    await expect(opened.directory.deleteAccount(adaId)).rejects.toMatchObject({ code: 'conflict' });
    await opened.client.send(
      new AdminAddUserToGroupCommand({
        UserPoolId: opened.userPoolId,
        Username: 'bob',
        GroupName: 'admin',
      }),
    );
    expect(await opened.directory.getAccount(bobId)).toMatchObject({ role: 'admin' });
    await opened.directory.deleteAccount(bobId);
    await expect(opened.directory.getAccount(bobId)).rejects.toMatchObject({ code: 'not_found' });
    const { rowCount } = await opened.pool.query('SELECT FROM auth_users WHERE id = $1', [bobId]);
    expect(rowCount).toBe(0);
    await opened.directory.deleteAccount(bobId);
  });
});
