// `make-keys.ts FOLDER`: the key pair that URLs are signed with, as edge-private.pem and edge-public.pem,
// for installations whose services share a folder of secrets. Leaves a pair alone that is there.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSigningKey } from '@madrigal/adapters/signing';
import { runProgram, say } from './tell.ts';

/** The signing services may read it, whoever they run as within their container. */
const READABLE = 0o444;

await runProgram('There are no keys', async () => {
  const folder = process.argv[2];
  if (!folder) throw new Error('Say which folder they are for.');
  const privatePath = join(folder, 'edge-private.pem');
  if (existsSync(privatePath)) return say(`${privatePath} is there.`);
  await mkdir(folder, { recursive: true });
  const key = generateSigningKey();
  await writeFile(join(folder, 'edge-public.pem'), key.publicKeyPem, { mode: READABLE });
  await writeFile(privatePath, key.privateKeyPem, { mode: READABLE, flag: 'wx' });
  say(`${privatePath} was made.`);
});
