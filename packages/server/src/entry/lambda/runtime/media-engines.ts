import { startEngines } from '../../../compose/engines.ts';
import type { OpenEngines } from './job-function.ts';

/** All engines, with all tools for media. They end with their container. */
export const openMediaEngines: OpenEngines = (config, logger) =>
  startEngines(config, new AsyncDisposableStack(), {
    logger,
    onProgress: () => {},
    migrates: false,
  });
