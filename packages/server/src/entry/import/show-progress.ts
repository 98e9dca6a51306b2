import type { Import } from '@madrigal/core/media/import';
import { count, doneFiles, progressLine } from './progress-line.ts';

const LINE_EVERY_MS = 10_000;
const DEFAULT_COLUMNS = 80;

/** Shows how far an import is: a line that changes on a terminal, else one now and then. */
export interface ProgressDisplay {
  show(running: Import): void;
  /** Clears the line, so that others can follow. */
  end(): void;
}

export function createProgressDisplay(
  output: NodeJS.WriteStream = process.stdout,
): ProgressDisplay {
  const since = Date.now();
  let shownAt = 0;
  return {
    show: (running) => {
      if (output.isTTY) {
        const line = progressLine(running, Date.now() - since, output.columns || DEFAULT_COLUMNS);
        output.write(`\r\u001b[2K${line}`);
      } else if (Date.now() - shownAt >= LINE_EVERY_MS) {
        shownAt = Date.now();
        output.write(`${plainLine(running)}\n`);
      }
    },
    end: () => {
      if (output.isTTY) output.write('\r\u001b[2K');
    },
  };
}

function plainLine({ state, progress }: Import): string {
  if (state === 'queued') return 'Waiting for the Madrigal that runs to begin …';
  if (progress.total === null) return 'Looking for music …';
  return `${count(doneFiles(progress))} of ${count(progress.total)} files`;
}
