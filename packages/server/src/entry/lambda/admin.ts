import { httpFunction } from './runtime/http-function.ts';

export const handler = httpFunction('admin');
