export type { HttpDeps, HttpServices, HttpSettings } from './deps.ts';
export { createHttpServer } from './server.ts';
