import type { BlobKey } from '../shared/index.ts';

/** Signs URLs of the edge in CloudFront's format. */
export interface UrlSigner {
  /** One object, canned policy. The same arguments give the same URL within one process. */
  signObject(key: BlobKey, expiresAt: Date): string;
  /** Everything below a prefix, custom policy: a query string valid for each such URL. */
  signPrefix(prefix: BlobKey, expiresAt: Date): { baseUrl: string; query: string };
}

/** Checks signed URLs with public keys alone. */
export interface UrlVerifier {
  /**
   * Key that `target` (path and query as they came in) may read at `now`.
   * @throws url_expired, url_signature_invalid, invalid_request (not a valid key)
   */
  verify(target: string, now: Date): BlobKey;
}
