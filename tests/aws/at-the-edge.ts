import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { root } from '../services/program.ts';

interface EdgeRequest {
  uri: string;
  headers: Record<string, { value: string }>;
}
type EdgeHandler = (event: { request: EdgeRequest; viewer: { ip: string } }) => EdgeRequest;

/** The functions that CloudFront runs on each request, as they are deployed. */
export const atTheEdge = { pages: edgeFunction('spa.js'), api: edgeFunction('api.js') };

function edgeFunction(file: string): EdgeHandler {
  const context = createContext({});
  runInContext(readFileSync(join(root, 'infra/aws/edge', file), 'utf8'), context);
  return context.handler;
}
