export * from './catalog.ts';
export * from './common.ts';
export * from './endpoint.ts';
export * from './endpoints.ts';
export * from './errors.ts';
export * from './instance.ts';
export * from './operations.ts';
export * from './uploads.ts';
