import { describeUrlSigning } from '@madrigal/core/testing';
import { generateSigningKey } from './keys.ts';
import { createCloudFrontSigner } from './signer.ts';
import { createCloudFrontVerifier } from './verifier.ts';

const baseUrl = 'https://media.example';

describeUrlSigning('CloudFront format, ECDSA P-256', () => {
  const [current, next, unknown] = [
    generateSigningKey(),
    generateSigningKey(),
    generateSigningKey(),
  ];
  const signerOf = (key: { keyPairId: string; privateKeyPem: string }) =>
    createCloudFrontSigner({ ...key, baseUrl, publicBaseUrl: null });
  return {
    verifier: createCloudFrontVerifier({ keys: [current, next], baseUrl }),
    signer: signerOf(current),
    successor: signerOf(next),
    impostor: signerOf({ ...unknown, keyPairId: current.keyPairId }),
    stranger: signerOf(unknown),
  };
});
