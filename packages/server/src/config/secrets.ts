import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from './config.ts';
import { serviceNames } from './engine-settings.ts';
import { codeOf } from './files.ts';

const SECRET_BYTES = 32;

/** Null is what the services of this process do not need. */
export interface Secrets {
  /** Signs session cookies and encrypts token keys. */
  auth: string | null;
  /** Seals passwords of apps. */
  sealing: string | null;
  /** Signs upload URLs. */
  upload: string | null;
  /** PEM (PKCS #8) of the ECDSA P-256 key that signs URLs of the edge. */
  edgeSigningKey: string | null;
}

interface SecretSettings {
  dataDir: string;
  services: Config['services'];
  accounts: { secret: string | null; sealingSecret: string | null };
  uploads: { secret: string | null };
  delivery: { signingKey: string | null };
}

/**
 * The secrets that were configured, and for the others those in `DATA_DIR/secrets`, made the
 * first time they are needed. Only the owner may read them. A process that runs some of the services
 * makes none: its siblings would not know them.
 */
export async function loadOrCreateSecrets(config: SecretSettings): Promise<Secrets> {
  if (!isWhole(config)) {
    return {
      auth: config.accounts.secret,
      sealing: config.accounts.sealingSecret,
      upload: config.uploads.secret,
      edgeSigningKey: config.delivery.signingKey,
    };
  }
  const folder = join(config.dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const kept = (name: string, make: () => string | Promise<string>) =>
    readOrCreate(join(folder, name), make);
  return {
    auth: config.accounts.secret ?? (await kept('auth-secret', randomText)),
    sealing: config.accounts.sealingSecret ?? (await kept('sealing-secret', randomText)),
    upload: config.uploads.secret ?? (await kept('upload-secret', randomText)),
    edgeSigningKey:
      config.delivery.signingKey ?? (await kept('edge-signing-key.pem', newSigningKey)),
  };
}

/** True for a process that runs every service. */
export function isWhole({ services }: Pick<Config, 'services'>): boolean {
  return serviceNames.every((name) => services.includes(name));
}

/**
 * Text of a file, written first if it is missing. It appears whole or not at all, and of two
 * processes that start together both get the one that was first.
 */
async function readOrCreate(path: string, make: () => string | Promise<string>): Promise<string> {
  const existing = await readIfThere(path);
  if (existing !== null) return existing;
  const draft = `${path}.${randomUUID()}.new`;
  try {
    await writeDurably(draft, await make());
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  await file.writeFile(text);
  await file.sync();
}

function randomText(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

async function newSigningKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
