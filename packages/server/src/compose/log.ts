import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config/index.ts';
import { currentRequest } from '../request-context.ts';

const STDOUT = 1;
const LARGEST_BYTES = 50 * 1024 ** 2;

export type Log = Logger;

/**
 * The structured log: JSON lines in `DATA_DIR/madrigal.log`, so that the terminal stays for people,
 * or on the standard output, for a container. A large file is put aside at start; one older is kept.
 */
export function openLog(config: Config): { log: Log; path: string | null; flush: () => void } {
  const path = config.log.target === 'file' ? join(config.dataDir, 'madrigal.log') : null;
  if (path) putAside(path);
  const file = path
    ? destination({ dest: path, mkdir: true, sync: false, mode: 0o600 })
    : destination({ dest: STDOUT, sync: true });
  const log = pino(
    {
      level: config.log.level,
      timestamp: stdTimeFunctions.isoTime,
      mixin: requestOfJob,
      redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
    },
    file,
  );
  return { log, path, flush: () => file.flushSync() };
}

/** A log that goes nowhere. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}

/** Lines of a request have its id anyway; those of jobs get that of the request they go back to. */
function requestOfJob(): object {
  const request = currentRequest();
  return request?.inJob ? { requestId: request.requestId } : {};
}

function putAside(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_BYTES) renameSync(path, `${path}.1`);
}
