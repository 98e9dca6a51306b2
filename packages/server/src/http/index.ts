export type { HttpDeps, HttpServices } from './deps.ts';
export { createHttpServer } from './server.ts';
