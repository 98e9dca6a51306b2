import { refuse } from './policy.ts';

/** What CloudFront calls the parts of a signature, without what cookies put before it. */
const NAMES: ReadonlySet<string> = new Set([
  'Expires',
  'Policy',
  'Signature',
  'Key-Pair-Id',
  'Hash-Algorithm',
]);
const COOKIE_PREFIX = 'CloudFront-';

export type SignedParameters = ReadonlyMap<string, string>;

/** The parts of a signature, each once, and every other parameter as it is. */
export function splitQuery(query: string): { own: SignedParameters; others: string[] } {
  const own = new Map<string, string>();
  const others: string[] = [];
  for (const pair of query === '' ? [] : query.split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (NAMES.has(name)) add(own, name, pair.slice(equals + 1));
    else others.push(pair);
  }
  return { own, others };
}

/** The parts of a signature in a `Cookie` header; null where it has none of them. */
export function readSignedCookies(header: string | undefined): SignedParameters | null {
  const own = new Map<string, string>();
  for (const pair of header?.split(';') ?? []) {
    const [name = '', ...value] = pair.trim().split('=');
    const part = name.startsWith(COOKIE_PREFIX) ? name.slice(COOKIE_PREFIX.length) : '';
    if (NAMES.has(part)) add(own, part, value.join('='));
  }
  return own.size > 0 ? own : null;
}

function add(own: Map<string, string>, name: string, value: string): void {
  if (own.has(name)) throw refuse(`The URL has more than one ${name}.`);
  own.set(name, value);
}
