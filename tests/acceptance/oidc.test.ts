import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  createClient,
  eventually,
  fetchToken,
  hasOwnInstances,
  type Instance,
  setUpAdmin,
  signIn,
  signUp,
  startInstance,
} from './harness/index.ts';
import { type Person, type SignInPage, startSignInPage } from './harness/oidc-provider.ts';
import { createSurfer, type Surfer } from './harness/surfer.ts';
import { totp } from './harness/totp.ts';

const zoe: Person = { sub: 'zoe-1', email: 'zoe@example.org', email_verified: true, name: 'Zoë' };
const lea = { name: 'Lea', email: 'lea@example.org', password: 'a quiet evening song' };

describe.skipIf(!hasOwnInstances)('sign-in at another page', () => {
  let page: SignInPage;
  let instance: Instance;
  let env: Record<string, string>;

  beforeAll(async () => {
    page = await startSignInPage();
    instance = await startInstance();
    await setUpAdmin(instance.baseUrl);
    await signUp(instance.baseUrl, lea);
    page.open(`${instance.baseUrl}/api/auth/callback/family`);
    const family = { id: 'family', name: 'Family', issuer: page.issuer, ...page.client };
    const gone = { ...family, id: 'gone', name: 'Gone', issuer: 'http://127.0.0.1:9' };
    env = { PUBLIC_URL: instance.baseUrl, OIDC_PROVIDERS: JSON.stringify([family, gone]) };
    await instance.kill9();
    await instance.start(env);
  });
  afterAll(async () => {
    await instance?.dispose();
    await page?.dispose();
  });

  const auth = (path: string) => new URL(`/api/auth${path}`, instance.baseUrl);
  const order = (more: object = {}) => ({
    provider: 'family',
    callbackURL: '/',
    errorCallbackURL: '/sign-in',
    disableRedirect: true,
    ...more,
  });
  const isBack = (url: URL) =>
    url.origin === instance.baseUrl && !url.pathname.startsWith('/api/auth/');

  /** Where the person's browser is in the end. */
  async function visit(person: Person, surfer: Surfer, path = '/sign-in/social', more?: object) {
    page.nextPerson(person);
    const response = await surfer.post(auth(path), order(more));
    const { url } = (await response.json()) as { url: string };
    return surfer.follow(url, isBack);
  }
  async function whoIs(surfer: Surfer) {
    const session = (await (await surfer.fetch(auth('/get-session'))).json()) as null | {
      user: { id: string; email: string; name: string; emailVerified: boolean; role: string };
    };
    return session?.user ?? null;
  }

  async function asAdmin() {
    const session = await signIn(instance.baseUrl, adminAccount);
    return createClient(instance.baseUrl, await fetchToken(session));
  }

  it('is offered by name, and tells no secret', async () => {
    const text = await (await fetch(new URL('/api/v1/instance', instance.baseUrl))).text();
    expect(JSON.parse(text).signIn.providers).toEqual([
      { id: 'family', name: 'Family' },
      { id: 'gone', name: 'Gone' },
    ]);
    expect(text).not.toContain(page.client.clientId);
  });

  it('makes an account once, and signs in to it afterwards', async () => {
    const surfer = createSurfer();
    expect((await visit(zoe, surfer)).pathname).toBe('/');
    const user = await whoIs(surfer);
    expect(user).toMatchObject({ email: zoe.email, name: 'Zoë', emailVerified: true });
    expect(user?.role).toBe('listener');
    const again = createSurfer();
    // The page may call somebody otherwise by now: they are known by what never changes.
    await visit({ ...zoe, email: 'zoe.new@example.org' }, again);
    expect(await whoIs(again)).toMatchObject({ id: user?.id, email: zoe.email });
  });

  it('sends state, nonce and a PKCE challenge along', async () => {
    const response = await createSurfer().post(auth('/sign-in/social'), order());
    const { searchParams } = new URL(((await response.json()) as { url: string }).url);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('state')?.length).toBeGreaterThan(20);
    expect(searchParams.get('nonce')?.length).toBeGreaterThan(20);
  });

  it('lets nobody in whose address is not verified there', async () => {
    const surfer = createSurfer();
    const claimed = { sub: 'mallory', email: adminAccount.email, email_verified: false };
    const end = await visit(claimed, surfer);
    expect(`${end.pathname}${end.search}`).toBe('/sign-in?error=email_not_found');
    expect(await whoIs(surfer)).toBeNull();
  });

  it('joins an account only where its address is verified here as well', async () => {
    const surfer = createSurfer();
    const end = await visit({ sub: 'lea-1', email: lea.email, email_verified: true }, surfer);
    expect(end.searchParams.get('error')).toBe('account_not_linked');
    expect(await whoIs(surfer)).toBeNull();

    const admin = createSurfer();
    await visit({ sub: 'ada-1', email: adminAccount.email, email_verified: true }, admin);
    expect(await whoIs(admin)).toMatchObject({ email: adminAccount.email, role: 'admin' });
  });

  it('takes an answer only in the browser that asked, and once', async () => {
    const [mine, theirs] = [createSurfer(), createSurfer()];
    page.nextPerson(zoe);
    const begun = await mine.post(auth('/sign-in/social'), order());
    const { url } = (await begun.json()) as { url: string };
    const isCallback = ({ pathname }: URL) => pathname.startsWith('/api/auth/callback/');
    const callback = await mine.follow(url, isCallback);
    expect((await theirs.follow(callback, isBack)).searchParams.get('error')).toBe(
      'state_mismatch',
    );
    expect(await whoIs(theirs)).toBeNull();
    expect((await mine.follow(callback, isBack)).pathname).toBe('/');
    const replayed = await mine.follow(callback, isBack);
    expect(replayed.searchParams.get('error')).toBe('state_mismatch');
    const forged = new URL(callback);
    forged.searchParams.set('state', 'made-up');
    expect((await mine.follow(forged, isBack)).searchParams.has('error')).toBe(true);
  });

  it.each([
    { callbackURL: 'https://evil.test/' },
    { callbackURL: '//evil.test' },
    { errorCallbackURL: '/\\evil.test' },
    { disableRedirect: false },
    { scopes: ['admin'] },
    { idToken: { token: 'made.up.token' } },
    { additionalParams: { prompt: 'none' } },
  ])('is not begun with %j', async (more) => {
    const response = await createSurfer().post(auth('/sign-in/social'), order(more));
    expect([400, 403]).toContain(response.status);
  });

  it('says so while the other page cannot be reached', async () => {
    const response = await createSurfer().post(
      auth('/sign-in/social'),
      order({ provider: 'gone' }),
    );
    expect(await response.json()).toMatchObject({ status: 503, code: 'unavailable' });
    const unknown = await createSurfer().post(auth('/sign-in/social'), order({ provider: 'no' }));
    expect(unknown.status).toBe(404);
  });

  it('is connected and taken off by who is signed in, whatever address it has', async () => {
    const surfer = createSurfer();
    await surfer.post(auth('/sign-in/email'), lea);
    const elsewhere = { sub: 'lea-2', email: 'lea@elsewhere.test', email_verified: true };
    expect((await visit(elsewhere, surfer, '/link-social')).pathname).toBe('/');
    const list = async () =>
      (await (await surfer.fetch(auth('/list-accounts'))).json()) as {
        id: string;
        providerId: string;
      }[];
    expect((await list()).map(({ providerId }) => providerId).sort()).toEqual([
      'credential',
      'family',
    ]);
    const other = createSurfer();
    await visit(elsewhere, other);
    expect(await whoIs(other)).toMatchObject({ email: lea.email });
    // Not to a second account.
    const zoes = createSurfer();
    await visit(zoe, zoes);
    zoes.forget(page.issuer);
    const taken = await visit(elsewhere, zoes, '/link-social');
    expect(taken.searchParams.get('error')).toBe('account_already_linked_to_different_user');
    const idOf = async (kind: string) =>
      (await list()).find(({ providerId }) => providerId === kind)?.id;
    const [id, password] = [await idOf('family'), await idOf('credential')];
    // Nobody else's connection is theirs to end, and a password is none.
    expect((await zoes.post(auth('/connections/remove'), { id })).status).toBe(404);
    expect((await surfer.post(auth('/connections/remove'), { id: password })).status).toBe(404);
    expect((await surfer.post(auth('/connections/remove'), { id })).status).toBe(200);
    expect(await list()).toHaveLength(1);
  });

  it('stays while it is the only way in', async () => {
    const surfer = createSurfer();
    await visit(zoe, surfer);
    const ways = (await (await surfer.fetch(auth('/list-accounts'))).json()) as { id: string }[];
    expect(ways).toHaveLength(1);
    const refused = await surfer.post(auth('/connections/remove'), { id: ways[0]?.id });
    expect(await refused.json()).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('does not lead around the second step of an account', async () => {
    const account = { name: 'Two', email: 'two@example.org', password: 'two steps are better' };
    const surfer = createSurfer();
    await surfer.post(auth('/sign-up/email'), account);
    const admin = await asAdmin();
    const link = await eventually('the mail', async () => {
      const { items } = await admin.must('listOutbox');
      return items.find(({ kind, to }) => kind === 'verify_email' && to === account.email);
    });
    const token = new URL(/\S+verify-email\S+/.exec(link.text)?.[0] ?? '').searchParams.get(
      'token',
    );
    expect((await surfer.fetch(auth(`/verify-email?token=${token}`))).status).toBe(200);
    await surfer.post(auth('/sign-in/email'), account);
    const enabled = await surfer.post(auth('/two-factor/enable'), { password: account.password });
    const { totpURI } = (await enabled.json()) as { totpURI: string };
    const confirmed = await surfer.post(auth('/two-factor/verify-totp'), { code: totp(totpURI) });
    expect(confirmed.status).toBe(200);

    const other = createSurfer();
    const person = { sub: 'two-1', email: account.email, email_verified: true };
    const end = await visit(person, other);
    expect(end.searchParams.get('error')).toBe('account_not_linked');
    expect(await whoIs(other)).toBeNull();
  });

  it('asks newcomers for an invitation where one is needed', async () => {
    await instance.kill9();
    await instance.start({ ...env, REGISTRATION: 'invite' });
    const uma: Person = { sub: 'uma', email: 'uma@example.org', email_verified: true };
    const refused = await visit(uma, createSurfer());
    expect(refused.searchParams.get('error')).toBe('invitation_required');

    const { path } = await (await asAdmin()).must('createInvitation', {
      body: { email: uma.email },
    });
    const invitation = new URL(path, instance.baseUrl).searchParams.get('invitation');
    const more = { additionalData: { invitation } };
    const eve = await visit(
      { sub: 'eve', email: 'eve@example.org', email_verified: true },
      createSurfer(),
      undefined,
      more,
    );
    expect(eve.searchParams.get('error')).toBe('invalid_token');
    const surfer = createSurfer();
    expect((await visit(uma, surfer, undefined, more)).pathname).toBe('/');
    expect(await whoIs(surfer)).toMatchObject({ email: uma.email });
    // Who has an account needs none.
    const known = createSurfer();
    await visit(zoe, known);
    expect(await whoIs(known)).toMatchObject({ email: zoe.email });
  });
});
