import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VerifiedUrl } from '@madrigal/core/delivery';
import { attachment, type BlobKey, MadrigalError, toBlobKey } from '@madrigal/core/shared';

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
  checkSignature(signatureOf(settings, grant), grant.signature);
  if (now >= grant.expiresAt) {
    throw new MadrigalError('url_expired', 'This upload address has expired. Ask for a new one.');
  }
  return grant;
}

/** What a URL hands out, under which name, until when. */
export interface Download {
  key: BlobKey;
  fileName: string;
  expiresAt: Date;
}

/** URL of a download: path, then `name` (base64url of UTF-8), `expires` and `signature`. */
export function signDownload(settings: PresignSettings, download: Download): string {
  const query = new URLSearchParams({
    name: Buffer.from(download.fileName).toString('base64url'),
    expires: String(Math.floor(download.expiresAt.getTime() / MS)),
    signature: downloadSignature(settings, download).toString('base64url'),
  });
  return `${settings.basePath}/${download.key}?${query}`;
}

/**
 * What a URL made by {@link signDownload} hands out.
 * @throws MadrigalError `url_signature_invalid`, `url_expired`
 */
export function verifyDownload(settings: PresignSettings, target: string, now: Date): VerifiedUrl {
  const { key, fields } = splitTarget(settings, target);
  if (fields.size !== 3) throw invalid();
  const expiresAt = new Date(parseNumber(fields.get('expires')) * MS);
  const fileName = Buffer.from(match(fields.get('name'), NAME), 'base64url').toString();
  const signature = match(fields.get('signature'), SIGNATURE);
  checkSignature(downloadSignature(settings, { key, fileName, expiresAt }), signature);
  if (fields.get('name') !== Buffer.from(fileName).toString('base64url')) throw invalid();
  if (now >= expiresAt) {
    throw new MadrigalError('url_expired', 'This address has expired. Ask for a new one.');
  }
  return { key, expiresAt, disposition: attachment(fileName) };
}

function downloadSignature({ secret, basePath }: PresignSettings, download: Download): Buffer {
  const expires = Math.floor(download.expiresAt.getTime() / MS);
  const name = Buffer.from(download.fileName).toString('base64url');
  const signed = ['GET', basePath, download.key, name, expires];
  return createHmac('sha256', secret).update(signed.join('\n')).digest();
}

function checkSignature(expected: Buffer, signature: string): void {
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalid();
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
const NAME = /^[A-Za-z0-9_-]{1,4000}$/;
const UUID = /^[0-9a-f-]{36}$/;
const NUMBER = /^(0|[1-9]\d{0,15})$/;

/** The two halves of an address below our path. */
function splitTarget({ basePath }: PresignSettings, target: string) {
  const mark = target.indexOf('?');
  if (mark < 0 || !target.startsWith(`${basePath}/`)) throw invalid();
  const key = parseKey(target.slice(basePath.length + 1, mark));
  return { key, fields: parseQuery(target.slice(mark + 1)) };
}

function parseTarget(settings: PresignSettings, target: string): Grant & { signature: string } {
  const { key, fields } = splitTarget(settings, target);
  const multipartId = fields.get('multipart');
  const part =
    multipartId === undefined
      ? null
      : { multipartId: match(multipartId, UUID), partNumber: parseNumber(fields.get('part')) };
  if (fields.size !== (part ? 5 : 3)) throw invalid();
  return {
    key,
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
    'This address is not one the server has given out.',
    { cause },
  );
}
