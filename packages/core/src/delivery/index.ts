export type { UrlSigner, UrlVerifier } from './ports.ts';
