// `npm run demo`: a few songs for a library that is still empty.
import { runTool } from './lib/run-tool.mjs';

await runTool('demo');
