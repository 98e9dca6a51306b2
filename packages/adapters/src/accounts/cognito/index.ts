export { createCognitoDirectory } from './directory.ts';
export { createCognitoTokenVerifier } from './token-verifier.ts';
