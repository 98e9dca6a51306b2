export { createEdge, type EdgeDeps, type RequestHandler } from './edge.ts';
export { createRawReceiver, type RawReceiverDeps } from './raw-receiver.ts';
export { edgeServerOptions } from './server-options.ts';
