// `npm run backup -- FOLDER`: everything in one folder, while Madrigal runs or not.
import { runTool } from './lib/run-tool.mjs';

await runTool('backup');
