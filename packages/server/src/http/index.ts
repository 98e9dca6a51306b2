export type { HttpDeps, HttpServices, Lifecycle, RequestEnd } from './deps.ts';
export { type HttpFunction, partOfFunction } from './function-of.ts';
export { createProbes } from './probes.ts';
export { createHttpServer } from './server.ts';
export { apiServices, partOfServices } from './service-of.ts';
