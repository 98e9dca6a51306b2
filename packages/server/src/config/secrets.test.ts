import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceNames } from './engine-settings.ts';
import { loadOrCreateSecrets } from './secrets.ts';

const OWNER_ONLY = 0o600;

describe('secrets', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'madrigal-secrets-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const accounts = {
    registration: 'open' as const,
    emailVerificationRequired: false,
    providers: [],
  };
  const config = () => ({
    dataDir,
    services: serviceNames,
    accounts: { ...accounts, secret: null, sealingSecret: null },
    uploads: { expiryHours: 1, secret: null },
    delivery: { streamUrlTtlSeconds: 60, signingKey: null },
  });

  it('are made once, long, for the owner only', async () => {
    const first = await loadOrCreateSecrets(config());
    expect(first.auth?.length).toBeGreaterThanOrEqual(43);
    expect(first.upload).not.toBe(first.auth);
    expect(createPrivateKey(first.edgeSigningKey ?? '').asymmetricKeyDetails).toEqual({
      namedCurve: 'prime256v1',
    });
    expect(await loadOrCreateSecrets(config())).toEqual(first);

    const folder = join(dataDir, 'secrets');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const names = await readdir(folder);
    expect(names.sort()).toEqual([
      'auth-secret',
      'edge-signing-key.pem',
      'sealing-secret',
      'upload-secret',
    ]);
    for (const name of names) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(OWNER_ONLY);
    }
  });

  it('are the same for processes that start together', async () => {
    const all = await Promise.all([1, 2, 3].map(() => loadOrCreateSecrets(config())));
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
  });

  it('that were configured are taken and not written down', async () => {
    const secrets = await loadOrCreateSecrets({
      ...config(),
      accounts: { ...accounts, secret: 'configured', sealingSecret: 'configured' },
    });
    expect(secrets.auth).toBe('configured');
    expect(await readdir(join(dataDir, 'secrets'))).not.toContain('auth-secret');
    expect(secrets.sealing).toBe('configured');
    expect(await readdir(join(dataDir, 'secrets'))).not.toContain('sealing-secret');
  });

  it('are not made for some of the services: their siblings would not know them', async () => {
    const secrets = await loadOrCreateSecrets({ ...config(), services: ['song', 'admin'] });
    expect(secrets).toEqual({ auth: null, sealing: null, upload: null, edgeSigningKey: null });
    expect(await readdir(dataDir)).toEqual([]);
  });
});
