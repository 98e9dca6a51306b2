// `npm run import -- FOLDER`: the music of a folder into the library.
import { runTool } from './lib/run-tool.mjs';

await runTool('import');
