export { createEdge, type EdgeAnswer, type RequestHandler } from './edge.ts';
export { createRawReceiver } from './raw-receiver.ts';
export { edgeServerOptions } from './server-options.ts';
