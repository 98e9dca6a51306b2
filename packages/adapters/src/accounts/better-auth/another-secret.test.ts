import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountsOn, ada, createClient, openAccounts, type TestAccounts } from './testing/index.ts';
import { totp } from './testing/totp.ts';

/** What docs/operations.md says of another AUTH_SECRET, step by step. */
describe('another secret', () => {
  let before: TestAccounts;
  let after: ReturnType<typeof accountsOn>;
  let old: ReturnType<typeof createClient>;
  let uri: string;

  beforeAll(async () => {
    before = await openAccounts();
    await before.directory.createFirstAccount(ada);
    old = createClient(before);
    await old.call('/sign-in/email', ada);
    expect((await old.call('/token')).status).toBe(200);
    const { json } = await old.call('/two-factor/enable', { password: ada.password });
    uri = String(json.totpURI);
    expect((await old.call('/two-factor/verify-totp', { code: totp(uri) })).status).toBe(200);
    after = accountsOn(before.settings.records, { secret: 'another secret, long enough as well' });
  });
  afterAll(() => before.dispose());

  const secondStep = async (accounts: Pick<TestAccounts, 'handle'>) => {
    const client = createClient(accounts);
    await client.call('/sign-in/email', ada);
    await client.call('/two-factor/verify-totp', { code: totp(uri) }).catch(() => null);
    return (await client.call('/token').catch(() => ({ status: 500 }))).status;
  };

  it('alone lets nobody in who has a second step, for it is encrypted with the first one', async () => {
    expect(await secondStep(before)).toBe(200);
    expect(await secondStep(after)).not.toBe(200);
  });

  it('lets people in by their passwords once what the first one encrypted is gone', async () => {
    await before.remove('auth_two_factors', {});
    await before.set('auth_users', {}, { two_factor_enabled: false });
    const client = createClient(after);
    await client.call('/sign-in/email', ada);
    const failed = { status: 500, json: {} as Record<string, unknown> };
    const token = () => client.call('/token').catch(() => failed);
    expect((await token()).status).toBeGreaterThanOrEqual(500);
    await before.remove('auth_token_keys', {});
    const { status, json } = await token();
    expect(status).toBe(200);
    expect(String(json.token).split('.')).toHaveLength(3);
    expect((await after.jwks()).keys).toHaveLength(1);
  });
});
