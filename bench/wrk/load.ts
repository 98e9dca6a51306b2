import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface LoadRequest {
  path: string;
  range?: string;
}

export interface LoadResult {
  requestsPerSecond: number;
  bytesPerSecond: number;
}

const run = promisify(execFile);
const script = join(import.meta.dirname, 'load.lua');

export function writeRequests(file: string, requests: readonly LoadRequest[]): string {
  writeFileSync(file, requests.map(({ path, range }) => `${path}\t${range ?? ''}\n`).join(''));
  return file;
}

/** One round of wrk with one thread; fails when any answer was an error. */
export async function load(
  url: string,
  requestsFile: string,
  {
    connections,
    seconds,
    authorization,
  }: { connections: number; seconds: number; authorization?: string },
): Promise<LoadResult> {
  const { stdout } = await run(
    'wrk',
    ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url],
    {
      env: {
        ...process.env,
        REQUESTS: requestsFile,
        ...(authorization ? { AUTHORIZATION: authorization } : {}),
      },
    },
  );
  const result = /RESULT (\d+) (\d+) (\d+) (\d+)/.exec(stdout);
  const [requests = 0, bytes = 0, micros = 0, failed = 0] = result?.slice(1).map(Number) ?? [];
  if (requests === 0 || failed > 0) throw new Error(`The load failed:\n${stdout}`);
  return {
    requestsPerSecond: (requests * 1e6) / micros,
    bytesPerSecond: (bytes * 1e6) / micros,
  };
}
