export { generateSigningKey, readSigningKey, readVerifyingKey, type SigningKey } from './keys.ts';
export { type CloudFrontSignerOptions, createCloudFrontSigner } from './signer.ts';
export { type CloudFrontVerifierOptions, createCloudFrontVerifier } from './verifier.ts';
