import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const gateway = join(import.meta.dirname, '../../gateway/headers.conf');

/** What pages may do: the same words that nginx says where it hands them out. */
export function contentSecurityPolicy(connects: readonly string[]): string {
  const [, policy] = /Content-Security-Policy "([^"]+)"/.exec(readFileSync(gateway, 'utf8')) ?? [];
  if (!policy) throw new Error('infra/gateway/headers.conf has no Content-Security-Policy.');
  return policy.replaceAll('$madrigal_files', connects.join(' '));
}
