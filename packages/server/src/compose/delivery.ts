import {
  createCloudFrontSigner,
  createCloudFrontVerifier,
  readSigningKey,
} from '@madrigal/adapters/signing';
import type { Config, Secrets } from '../config/index.ts';

/**
 * What policies name where no edge address is configured: an origin that no resolver knows, so
 * that an instance may be reached by any name (see docs/decisions/0003).
 */
const CANONICAL_EDGE = 'https://edge.madrigal.invalid';

/** Signer and verifier of the edge's URLs, from one key. */
export function createUrlSigning(config: Config, secrets: Secrets) {
  const key = readSigningKey(secrets.edgeSigningKey);
  const baseUrl = config.http.edgeUrl ?? CANONICAL_EDGE;
  return {
    signer: createCloudFrontSigner({ ...key, baseUrl, publicBaseUrl: config.http.edgeUrl }),
    verifier: createCloudFrontVerifier({ keys: [key], baseUrl }),
  };
}
