import {
  createCloudFrontSigner,
  createCloudFrontVerifier,
  readSigningKey,
  readVerifyingKeys,
} from '@madrigal/adapters/signing';
import type { UrlVerifier } from '@madrigal/core/delivery';
import { MadrigalError } from '@madrigal/core/shared';
import type { Config, Secrets } from '../config/index.ts';

/**
 * What policies name where no edge address is configured: an origin that no resolver knows, so
 * that an instance may be reached by any name (see docs/decisions/0003).
 */
const CANONICAL_EDGE = 'https://edge.madrigal.invalid';

/** Signer and verifier of the edge's URLs. */
export function createUrlSigning(config: Config, secrets: Pick<Secrets, 'edgeSigningKey'>) {
  if (!secrets.edgeSigningKey) {
    throw new MadrigalError('unavailable', 'EDGE_SIGNING_KEY_FILE is missing.');
  }
  const fingerprinted = readSigningKey(secrets.edgeSigningKey);
  const key = {
    ...fingerprinted,
    keyPairId: config.delivery.keyPairId ?? fingerprinted.keyPairId,
  };
  const baseUrl = config.http.edgeUrl ?? CANONICAL_EDGE;
  return {
    signer: createCloudFrontSigner({ ...key, baseUrl, publicBaseUrl: config.http.edgeUrl }),
    verifier: createCloudFrontVerifier({
      keys: [key, ...honoured(config)],
      baseUrl,
    }),
  };
}

/** The verifier alone, for an edge that has public keys and no other. */
export function createEdgeVerifier({ delivery, http }: Config): UrlVerifier {
  const { publicKey, signingKey } = delivery;
  const keys = publicKey ? readVerifyingKeys(publicKey) : [readSigningKey(signingKey ?? '')];
  return createCloudFrontVerifier({ keys, baseUrl: http.edgeUrl ?? CANONICAL_EDGE });
}

/** Keys besides the one that signs: of yesterday and tomorrow, while they are rotated. */
function honoured({ delivery }: Config) {
  return delivery.publicKey ? readVerifyingKeys(delivery.publicKey) : [];
}
