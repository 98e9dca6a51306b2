import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import { type ProcessEnd, type ProcessLimits, runLimited } from './limited-process.ts';

const HEAP_MIB = 192;

export interface NodeChildRun extends ProcessLimits {
  /** The TypeScript file to run. */
  script: URL;
  args: readonly string[];
  signal: AbortSignal;
  /** As for {@link runLimited}. */
  input?: Uint8Array | ((stdin: Writable) => void);
  /** Most bytes it may answer; more ends it. */
  maxOutputBytes: number;
  /** The standard input of another child that gets its output instead. */
  output?: Writable;
  /** Native add-ons are refused unless needed. */
  allowAddons?: boolean;
  /** The only folder it may write to; none unless told. */
  writeDir?: string;
  /** Threads are refused unless needed. */
  allowWorkers?: boolean;
  /** Starting programs is refused unless needed. */
  allowPrograms?: boolean;
}

/**
 * Runs a script of ours in a process of its own that may read files but not write them, start
 * programs or threads (Node's permission model), and answers what it wrote to standard output.
 */
export async function runNodeChild(run: NodeChildRun): Promise<ProcessEnd & { output: Buffer }> {
  const chunks: Buffer[] = [];
  let size = 0;
  const end = await runLimited({
    ...run,
    command: process.execPath,
    args: [
      ...['--permission', '--allow-fs-read=*'],
      ...(run.writeDir === undefined ? [] : [`--allow-fs-write=${run.writeDir}/*`]),
      ...(run.allowAddons ? ['--allow-addons'] : []),
      ...(run.allowPrograms ? ['--allow-child-process'] : []),
      ...(run.allowWorkers ? ['--allow-worker'] : []),
      ...[`--max-old-space-size=${HEAP_MIB}`, '--disable-warning=SecurityWarning'],
      ...[fileURLToPath(run.script), ...run.args],
    ],
    onOutput: (chunk) => {
      size += chunk.length;
      if (size > run.maxOutputBytes) throw tooMuch();
      chunks.push(chunk);
    },
  });
  return { ...end, output: Buffer.concat(chunks) };
}

function tooMuch(): MediaRejectedError {
  return new MediaRejectedError('corrupt_audio', 'The tags of the file are larger than allowed.');
}
