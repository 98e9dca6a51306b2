import type { BlobKey } from '../shared/index.ts';

/** Signs URLs of the edge in CloudFront's format. */
export interface UrlSigner {
  /**
   * One object, canned policy. The same arguments give the same URL within one process. With a name,
   * browsers save the object as a file of that name; the name is part of what is signed.
   */
  signObject(key: BlobKey, expiresAt: Date, downloadName?: string): string;
  /**
   * Everything below a prefix, custom policy. The URL of an object is `baseUrl`, which ends with a
   * slash, then the rest of its key, `?`, and `query`.
   */
  signPrefix(prefix: BlobKey, expiresAt: Date): { baseUrl: string; query: string };
  /**
   * The same as cookies, by their names, for players that cannot add a query to every address. They are
   * for the origin and path of the edge alone, which whoever sets them says.
   */
  signCookies(prefix: BlobKey, expiresAt: Date): Readonly<Record<string, string>>;
}

/** What a signed URL opens, and until when. */
export interface VerifiedUrl {
  key: BlobKey;
  expiresAt: Date;
  /** `Content-Disposition` to answer with; null for none. */
  disposition: string | null;
}

/** Checks signed URLs with public keys alone. */
export interface UrlVerifier {
  /**
   * What `target` (path and query as they came in) opens at `now`. The signature comes first: a
   * URL nobody signed is `url_signature_invalid`, whatever else is wrong with it. A URL without a
   * signature may have one in its cookies (the header as it came in).
   * @throws url_signature_invalid, url_expired, invalid_request (signed, but not a valid key)
   */
  verify(target: string, now: Date, cookies?: string): VerifiedUrl;
}
