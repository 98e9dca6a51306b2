export type { HttpDeps, HttpServices, RequestEnd } from './deps.ts';
export { createHttpServer } from './server.ts';
