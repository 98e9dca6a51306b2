// `npm run migrate-data -- DATA_FOLDER`: from one process to services with engines of their own.
import { runTool } from './lib/run-tool.mjs';

await runTool('migrate-data');
