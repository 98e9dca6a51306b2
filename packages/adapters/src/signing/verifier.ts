import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { UrlVerifier, VerifiedUrl } from '@madrigal/core/delivery';
import { isAttachment, MadrigalError, toBlobKey } from '@madrigal/core/shared';
import { LRUCache } from 'lru-cache';
import {
  CDN_PATH,
  cannedPolicy,
  DISPOSITION,
  decodeUrlSafe,
  matchesPattern,
  withoutTrailingSlash,
} from './format.ts';
import { readSignedCookies, type SignedParameters, splitQuery } from './parameters.ts';
import { type Policy, parsePolicy, refuse } from './policy.ts';

export interface CloudFrontVerifierOptions {
  /** All keys that are honoured, so that a new one can take over from an old one. */
  keys: readonly { keyPairId: string; publicKeyPem: string }[];
  /** Origin that policies name, the same as the signer's. */
  baseUrl: string;
}

/** Verified URLs remembered, so that the ranges of one song cost one verification. */
const MAX_REMEMBERED = 10_000;
const MS = 1000;

interface Remembered extends VerifiedUrl {
  notBeforeMs: number;
  expiresMs: number;
}

/** Checks URLs in CloudFront's format (canned and custom policies) with public keys alone. */
export function createCloudFrontVerifier(options: CloudFrontVerifierOptions): UrlVerifier {
  const keys = new Map(
    options.keys.map(({ keyPairId, publicKeyPem }) => [keyPairId, createPublicKey(publicKeyPem)]),
  );
  const origin = withoutTrailingSlash(options.baseUrl);
  const remembered = new LRUCache<string, Remembered>({ max: MAX_REMEMBERED });
  return {
    verify(target, now, cookies) {
      const signed = target.includes('?') ? null : readSignedCookies(cookies);
      const name = signed === null ? target : `${target} ${cookies}`;
      let url = remembered.get(name);
      if (!url) {
        url = verifyTarget(keys, origin, target, signed);
        remembered.set(name, url);
      }
      checkTime(url, now.getTime());
      return url;
    },
  };
}

function checkTime(url: Remembered, nowMs: number): void {
  if (nowMs >= url.expiresMs) {
    throw new MadrigalError('url_expired', 'This address has expired. Ask for a new one.');
  }
  if (nowMs < url.notBeforeMs) throw refuse('This address is not valid yet.');
}

function verifyTarget(
  keys: ReadonlyMap<string, KeyObject>,
  origin: string,
  target: string,
  cookies: SignedParameters | null,
): Remembered {
  const signed = parseTarget(target, cookies);
  const url = origin + signed.resourcePath;
  const policyText = policyOf(signed, url);
  const key = keys.get(signed.keyPairId);
  if (!key) throw refuse('The key in the URL is not one this server trusts.');
  const signature = decodeUrlSafe(signed.signature);
  if (!signature || !verify(signed.hash, Buffer.from(policyText), key, signature)) {
    throw refuse('The signature does not belong to this address.');
  }
  const policy = signed.policy === undefined ? canned(url, signed) : parsePolicy(policyText);
  // A canned policy was built from this very address: only a custom one is a pattern.
  if (signed.policy !== undefined && !matchesPattern(policy.resource, url)) {
    throw refuse('The signature does not belong to this address.');
  }
  return {
    key: toBlobKey(signed.path.slice(CDN_PATH.length)),
    disposition: dispositionOf(signed),
    expiresAt: new Date(policy.expires * MS),
    expiresMs: policy.expires * MS,
    notBeforeMs: (policy.notBefore ?? 0) * MS,
  };
}

/** @throws MadrigalError `invalid_request` for one that is none of ours, whoever signed it */
function dispositionOf({ others }: SignedTarget): string | null {
  const pair = others.find((each) => each.startsWith(`${DISPOSITION}=`));
  if (pair === undefined) return null;
  const value = decoded(pair.slice(DISPOSITION.length + 1));
  if (value !== null && isAttachment(value)) return value;
  throw new MadrigalError('invalid_request', 'The name of the file in the URL is malformed.');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function canned(resource: string, { expires }: SignedTarget): Policy {
  return { resource, notBefore: null, expires: Number(expires) };
}

/** Unix seconds up to the year 2286, in the one spelling that was signed. */
const EXPIRES = /^[1-9]\d{0,9}$/;

function policyOf({ policy, expires }: SignedTarget, url: string): string {
  if (policy === undefined) {
    if (expires === undefined || !EXPIRES.test(expires)) {
      throw refuse('The expiry in the URL is missing or no time.');
    }
    return cannedPolicy(url, expires);
  }
  const text = decodeUrlSafe(policy);
  if (!text || expires !== undefined) throw refuse('The policy in the URL is malformed.');
  return text.toString('utf8');
}

interface SignedTarget {
  path: string;
  /** Path with those parameters that are not part of the signature: what a policy is about. */
  resourcePath: string;
  /** Those parameters, as they came in. */
  others: readonly string[];
  expires: string | undefined;
  policy: string | undefined;
  signature: string;
  keyPairId: string;
  hash: 'sha1' | 'sha256';
}

function parseTarget(target: string, cookies: SignedParameters | null): SignedTarget {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  if (!path.startsWith(CDN_PATH)) throw refuse('This is not an address of the edge.');
  const { own, others } = splitQuery(mark < 0 ? '' : target.slice(mark + 1));
  const signed = cookies ?? own;
  return {
    path,
    resourcePath: others.length > 0 ? `${path}?${others.join('&')}` : path,
    others,
    expires: signed.get('Expires'),
    policy: signed.get('Policy'),
    signature: required(signed, 'Signature'),
    keyPairId: required(signed, 'Key-Pair-Id'),
    hash: hashOf(signed.get('Hash-Algorithm')),
  };
}

function required(own: SignedParameters, name: string): string {
  const value = own.get(name);
  if (!value) throw refuse(`The URL has no ${name}.`);
  return value;
}

/** CloudFront takes SHA-1 where the URL names no other. */
function hashOf(name: string | undefined): 'sha1' | 'sha256' {
  if (name === undefined || name === 'SHA1') return 'sha1';
  if (name === 'SHA256') return 'sha256';
  throw refuse('The URL names a hash this server does not know.');
}
