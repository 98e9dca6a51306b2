import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFilesystemBlobs } from '@madrigal/adapters/blobs/filesystem';
import { createCloudFrontSigner, generateSigningKey } from '@madrigal/adapters/signing';
import { systemClock, toBlobKey } from '@madrigal/core/shared';

const MB = 1_000_000;
export const BASE_URL = 'https://bench.example';
export const RANGE_BYTES = 64 * 1024;

/** The files both servers serve, with a URL for each of them. */
export interface BenchFile {
  sizeBytes: number;
  edgePath: string;
  nginxPath: string;
}

export interface BenchSetup {
  directory: string;
  publicKeyPem: string;
  keyPairId: string;
  nginxSecret: string;
  songs: BenchFile[];
  mixes: BenchFile[];
}

/** Twenty songs of 5 MB and two mixes of 50 MB. */
export async function makeSetup(): Promise<BenchSetup> {
  const directory = mkdtempSync(join(tmpdir(), 'madrigal-bench-edge-'));
  const key = generateSigningKey();
  const nginxSecret = randomBytes(16).toString('hex');
  const signer = createCloudFrontSigner({ ...key, baseUrl: BASE_URL, publicBaseUrl: null });
  const blobs = await createFilesystemBlobs({
    root: directory,
    presign: { secret: randomBytes(32), basePath: '/raw' },
    clock: systemClock,
    reuseOpenFilesMs: 0,
  });
  const expiresAt = new Date(Date.now() + 6 * 3_600_000);

  async function makeFile(name: string, sizeBytes: number): Promise<BenchFile> {
    const blobKey = toBlobKey(`library/songs/${name}/original.mp3`);
    await blobs.store.write(blobKey, randomBytes(sizeBytes));
    return {
      sizeBytes,
      edgePath: signer.signObject(blobKey, expiresAt),
      nginxPath: signForNginx(`/cdn/${blobKey}`, expiresAt, nginxSecret),
    };
  }

  const songs: BenchFile[] = [];
  for (let i = 1; i <= 20; i++) songs.push(await makeFile(`song-${i}`, 5 * MB));
  const mixes = [await makeFile('mix-1', 50 * MB), await makeFile('mix-2', 50 * MB)];
  return {
    directory,
    publicKeyPem: key.publicKeyPem,
    keyPairId: key.keyPairId,
    nginxSecret,
    songs,
    mixes,
  };
}

/** As ngx_http_secure_link_module checks it: base64url of MD5 over expiry, path and secret. */
function signForNginx(path: string, expiresAt: Date, secret: string): string {
  const expires = Math.floor(expiresAt.getTime() / 1000);
  const md5 = createHash('md5').update(`${expires}${path} ${secret}`).digest('base64url');
  return `${path}?md5=${md5}&expires=${expires}`;
}
