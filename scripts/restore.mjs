// `npm run restore -- FOLDER`: a backup into an empty data folder.
import { runTool } from './lib/run-tool.mjs';

await runTool('restore');
