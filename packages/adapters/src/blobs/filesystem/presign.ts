import { createHmac, timingSafeEqual } from 'node:crypto';
import { type BlobKey, MadrigalError, toBlobKey } from '@madrigal/core/shared';

/** What one URL allows: exactly these bytes to exactly this place, until then. */
export interface Grant {
  key: BlobKey;
  part: { multipartId: string; partNumber: number } | null;
  sizeBytes: number;
  expiresAt: Date;
}

export interface PresignSettings {
  /** At least 32 random bytes, the same in every process that signs or receives. */
  secret: Uint8Array;
  /** Path below which the receiver is mounted, such as `/raw`. */
  basePath: string;
}

const MS = 1000;

/** URL of a grant: path, then `size`, `expires` (Unix seconds) and `signature` (HMAC-SHA256). */
export function signGrant(settings: PresignSettings, grant: Grant): string {
  const query = new URLSearchParams();
  if (grant.part) {
    query.set('multipart', grant.part.multipartId);
    query.set('part', String(grant.part.partNumber));
  }
  query.set('size', String(grant.sizeBytes));
  query.set('expires', String(Math.floor(grant.expiresAt.getTime() / MS)));
  query.set('signature', signatureOf(settings, grant).toString('base64url'));
  return `${settings.basePath}/${grant.key}?${query}`;
}

/**
 * Grant of a URL made by {@link signGrant}.
 * @throws MadrigalError `url_signature_invalid`, `url_expired`
 */
export function verifyGrant(settings: PresignSettings, target: string, now: Date): Grant {
  const grant = parseTarget(settings, target);
  const expected = signatureOf(settings, grant);
  const given = Buffer.from(grant.signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalid();
  if (now >= grant.expiresAt) {
    throw new MadrigalError('url_expired', 'This upload address has expired. Ask for a new one.');
  }
  return grant;
}

function signatureOf({ secret, basePath }: PresignSettings, grant: Grant): Buffer {
  const signed = [
    'PUT',
    basePath,
    grant.key,
    grant.part?.multipartId ?? '',
    grant.part?.partNumber ?? '',
    grant.sizeBytes,
    Math.floor(grant.expiresAt.getTime() / MS),
  ];
  return createHmac('sha256', secret).update(signed.join('\n')).digest();
}

const SIGNATURE = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/; // 32 bytes in canonical base64url
const UUID = /^[0-9a-f-]{36}$/;
const NUMBER = /^(0|[1-9]\d{0,15})$/;

function parseTarget({ basePath }: PresignSettings, target: string): Grant & { signature: string } {
  const mark = target.indexOf('?');
  if (mark < 0 || !target.startsWith(`${basePath}/`)) throw invalid();
  const fields = parseQuery(target.slice(mark + 1));
  const multipartId = fields.get('multipart');
  const part =
    multipartId === undefined
      ? null
      : { multipartId: match(multipartId, UUID), partNumber: parseNumber(fields.get('part')) };
  if (fields.size !== (part ? 5 : 3)) throw invalid();
  return {
    key: parseKey(target.slice(basePath.length + 1, mark)),
    part,
    sizeBytes: parseNumber(fields.get('size')),
    expiresAt: new Date(parseNumber(fields.get('expires')) * MS),
    signature: match(fields.get('signature'), SIGNATURE),
  };
}

/** Our own queries need no escapes, so every other spelling of one is refused. */
function parseQuery(query: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', value, ...rest] = pair.split('=');
    if (value === undefined || rest.length > 0 || fields.has(name)) throw invalid();
    fields.set(name, value);
  }
  return fields;
}

function parseKey(text: string): BlobKey {
  try {
    return toBlobKey(text);
  } catch (error) {
    throw invalid(error);
  }
}

function parseNumber(text: string | undefined): number {
  const number = Number(match(text, NUMBER));
  if (!Number.isSafeInteger(number)) throw invalid();
  return number;
}

function match(text: string | undefined, pattern: RegExp): string {
  if (text === undefined || !pattern.test(text)) throw invalid();
  return text;
}

function invalid(cause?: unknown): MadrigalError {
  return new MadrigalError(
    'url_signature_invalid',
    'This upload address is not one the server has given out.',
    { cause },
  );
}
