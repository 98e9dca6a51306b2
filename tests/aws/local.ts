// `npm run aws:local`: the AWS shape on this machine, until it is told to stop.
import { once } from 'node:events';
import { bundleFunction, functionNames } from '../../infra/functions/bundle-functions.ts';
import { startAwsShape } from './shape.ts';

process.stdout.write('Bundling the functions …\n');
for (const name of functionNames) await bundleFunction(name);
process.stdout.write('Starting PostgreSQL, an S3 gateway, queues, tables and the edge …\n');
await using stack = new AsyncDisposableStack();
const { url } = await startAwsShape(stack, { twiceEvery: 0, luck: null });
process.stdout.write(
  `\n  Madrigal in the AWS shape is ready at ${url}\n\n  Ctrl-C ends it; nothing is kept.\n\n`,
);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
