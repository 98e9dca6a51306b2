// One container of a function, as Lambda has them: `node function-process.ts BUNDLE`. It is told events
// and tells results, one at a time.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Call {
  requestId: string;
  event: unknown;
  /** When the call ends without a word, in ms since 1970. */
  deadline: number;
}

export type Reply = { ready: true } | { result: unknown } | { error: string };

type Handler = (event: unknown, context: object) => Promise<unknown>;

const reply = (message: Reply) => process.send?.(message);
const [, , bundle = ''] = process.argv;
const { handler }: { handler: Handler } = await import(pathToFileURL(resolve(bundle)).href);

process.on('message', async ({ requestId, event, deadline }: Call) => {
  const context = {
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    reply({ result: await handler(event, context) });
  } catch (error) {
    reply({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.on('disconnect', () => process.exit());
reply({ ready: true });
