// The acceptance suite against an instance whose stores are in tables of DynamoDB:
// `node tests/tables/run.ts [vitest arguments]`.
import { runAcceptance, sharedFiles } from '../services/acceptance.ts';
import { allStores, startOnTables } from './instance.ts';

await using stack = new AsyncDisposableStack();
const instance = await startOnTables(stack, allStores);
if (!instance) throw new Error('There is no stand-in of DynamoDB for this platform.');
process.stdout.write(`In tables are ${allStores.join(', ')}, at ${instance.baseUrl}\n`);
process.exitCode = await runAcceptance(instance.baseUrl, sharedFiles(), process.argv.slice(2));
