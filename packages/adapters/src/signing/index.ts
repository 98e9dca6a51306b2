export { generateSigningKey, readSigningKey, readVerifyingKeys, type SigningKey } from './keys.ts';
export { type CloudFrontSignerOptions, createCloudFrontSigner } from './signer.ts';
export { type CloudFrontVerifierOptions, createCloudFrontVerifier } from './verifier.ts';
