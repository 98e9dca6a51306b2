import { getSignedCookies, getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { UrlSigner } from '@madrigal/core/delivery';
import { attachment, type BlobKey } from '@madrigal/core/shared';
import { LRUCache } from 'lru-cache';
import { CDN_PATH, DISPOSITION, withoutTrailingSlash } from './format.ts';

export interface CloudFrontSignerOptions {
  keyPairId: string;
  /** ECDSA P-256, PKCS #8. */
  privateKeyPem: string;
  /** Origin that policies name, such as `https://music.example`; verifiers have the same. */
  baseUrl: string;
  /** Origin that URLs begin with; null for URLs relative to the API. */
  publicBaseUrl: string | null;
}

/** ECDSA signatures are random; one object keeps one URL only while its signature is kept. */
const MAX_KEPT = 20_000;
const MS = 1000;

/**
 * Signs in CloudFront's own format (`Expires` or `Policy`, `Signature`, `Key-Pair-Id`,
 * `Hash-Algorithm=SHA256`) with AWS's library. Times are cut to whole seconds.
 */
export function createCloudFrontSigner(options: CloudFrontSignerOptions): UrlSigner {
  const canonical = withoutTrailingSlash(options.baseUrl);
  const publicBase = withoutTrailingSlash(options.publicBaseUrl ?? '');
  const kept = new LRUCache<string, string>({ max: MAX_KEPT });

  function keep(name: string, sign: () => string): string {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const made = sign();
    kept.set(name, made);
    return made;
  }

  return {
    signObject(key: BlobKey, expiresAt: Date, downloadName?: string): string {
      const seconds = Math.floor(expiresAt.getTime() / MS);
      const query = downloadName === undefined ? '' : dispositionQuery(downloadName);
      return keep(`${seconds} ${key}${query}`, () => {
        const url = `${canonical}${CDN_PATH}${key}${query}`;
        return publicBase + signUrl(options, url, seconds).slice(canonical.length);
      });
    },
    signPrefix(prefix: BlobKey, expiresAt: Date) {
      const seconds = Math.floor(expiresAt.getTime() / MS);
      const resource = `${canonical}${CDN_PATH}${prefix}/*`;
      const query = keep(`${seconds} ${prefix}/*`, () => signPolicy(options, resource, seconds));
      return { baseUrl: `${publicBase}${CDN_PATH}${prefix}/`, query };
    },
    signCookies(prefix: BlobKey, expiresAt: Date) {
      const seconds = Math.floor(expiresAt.getTime() / MS);
      const policy = policyOf(`${canonical}${CDN_PATH}${prefix}/*`, seconds);
      const cookies = getSignedCookies({ policy, ...keyOf(options) });
      return Object.fromEntries(
        Object.entries(cookies).map(([name, value]) => [name, String(value)]),
      );
    },
  };
}

/** Escaped as URLs are when they are parsed, so that the text that is signed is the one that comes in. */
function dispositionQuery(name: string): string {
  const value = encodeURIComponent(attachment(name)).replaceAll("'", '%27');
  return `?${DISPOSITION}=${value}`;
}

function signUrl(options: CloudFrontSignerOptions, url: string, seconds: number): string {
  return getSignedUrl({ url, dateLessThan: seconds * MS, ...keyOf(options) });
}

function signPolicy(options: CloudFrontSignerOptions, resource: string, seconds: number): string {
  const signed = getSignedUrl({ policy: policyOf(resource, seconds), ...keyOf(options) });
  return signed.slice(signed.indexOf('?') + 1);
}

function policyOf(resource: string, seconds: number): string {
  const condition = { DateLessThan: { 'AWS:EpochTime': seconds } };
  return JSON.stringify({ Statement: [{ Resource: resource, Condition: condition }] });
}

function keyOf({ keyPairId, privateKeyPem }: CloudFrontSignerOptions) {
  return { keyPairId, privateKey: privateKeyPem, algorithm: 'SHA256' } as const;
}
