import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { MadrigalError } from '@madrigal/core/shared';

export interface SigningKey {
  /** CloudFront gives a public key its id; elsewhere the fingerprint names it. */
  keyPairId: string;
  /** PKCS #8. */
  privateKeyPem: string;
  /** SPKI, as CloudFront takes it. */
  publicKeyPem: string;
}

const ONE_PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** A new ECDSA P-256 key. */
export function generateSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/**
 * A stored private key with what follows from it.
 * @throws MadrigalError `invalid_request` when it is not a P-256 private key in PEM
 */
export function readSigningKey(privateKeyPem: string): SigningKey {
  const publicKey = createPublicKey(parsePrivateKey(privateKeyPem));
  return {
    keyPairId: fingerprintOf(publicKey),
    privateKeyPem,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/**
 * Stored public keys, one after the other in PEM, each under the name its private one has.
 * @throws MadrigalError `invalid_request` when one is no public key, or there is none
 */
export function readVerifyingKeys(
  publicKeysPem: string,
): Pick<SigningKey, 'keyPairId' | 'publicKeyPem'>[] {
  const keys = publicKeysPem.match(ONE_PUBLIC_KEY) ?? [];
  try {
    if (keys.length === 0) throw new Error('There is none.');
    return keys.map((publicKeyPem) => ({
      keyPairId: fingerprintOf(createPublicKey(publicKeyPem)),
      publicKeyPem,
    }));
  } catch (cause) {
    throw new MadrigalError('invalid_request', 'These are no public keys in PEM.', { cause });
  }
}

function parsePrivateKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (cause) {
    throw new MadrigalError('invalid_request', 'The signing key is not a private key in PEM.', {
      cause,
    });
  }
  throw new MadrigalError('invalid_request', 'The signing key is not an ECDSA P-256 key.');
}

/** In the look of CloudFront's ids: `K` and 13 characters. */
function fingerprintOf(publicKey: KeyObject): string {
  const hash = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
  return `K${hash.digest('hex').slice(0, 13).toUpperCase()}`;
}
