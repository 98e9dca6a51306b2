// `npm run aws:keys -- INSTALLATION [--rotate]`: makes the pair of keys that URLs are signed with. The private
// one is kept in Secrets Manager alone; the public one lies beside the file of the installation. Leaves alone
// what is there, unless told to rotate.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretName } from '../src/names.ts';
import { aws, installationOf, runScript } from './tools.ts';

await runScript(() => {
  const { path, installation } = installationOf(process.argv.slice(2));
  const { region, name, publicKeys } = installation;
  const id = secretName(name, 'EDGE_SIGNING_KEY');
  const exists = isThere(region, id);
  if (exists && publicKeys.length > 0 && !process.argv.includes('--rotate')) {
    console.log(`${id} is there, and so is its public half.`);
    return;
  }
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const folder = path.replace(/\.json$/, '.keys');
  const file = join(folder, `${new Date().toISOString().slice(0, 16).replaceAll(':', '-')}.pem`);
  if (existsSync(file)) throw new Error(`${file} is there; wait a minute.`);
  keep(region, id, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), exists);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }));
  console.log(`${exists ? 'Changed' : 'Made'} ${id}, and wrote ${file}. Deploy now.`);
});

function isThere(region: string, id: string): boolean {
  const { status, stderr } = aws(region, ['secretsmanager', 'describe-secret', '--secret-id', id]);
  if (status === 0) return true;
  if (stderr.includes('ResourceNotFoundException')) return false;
  throw new Error(stderr.trim());
}

/** By standard input: what is on a command line, others can see. */
function keep(region: string, id: string, text: string, exists: boolean): void {
  const request = { [exists ? 'SecretId' : 'Name']: id, SecretString: text };
  const words = ['secretsmanager', exists ? 'put-secret-value' : 'create-secret'];
  const { status, stderr } = aws(
    region,
    [...words, '--cli-input-json', 'file:///dev/stdin'],
    JSON.stringify(request),
  );
  if (status !== 0) throw new Error(stderr.trim());
}
