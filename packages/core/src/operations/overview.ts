import type { JobSource, QueueFigures } from '../shared/index.ts';
import type { InstanceFigures } from './model.ts';
import type { FigureSource } from './ports.ts';

export interface OverviewDeps {
  figures: FigureSource;
  queue: Pick<JobSource, 'measure'>;
  /** Space where the data is, in bytes; null where that is no disk of this machine. */
  measureDisk: () => Promise<{ freeBytes: number; totalBytes: number } | null>;
}

export interface Overview extends InstanceFigures {
  queue: { waiting: number; running: number; oldestAgeSeconds: number | null; deadLetters: number };
  disk: { freeBytes: number; totalBytes: number } | null;
}

/** How the instance is doing, on one page. */
export async function readOverview(deps: OverviewDeps): Promise<Overview> {
  const [figures, queue, disk] = await Promise.all([
    deps.figures.read(),
    deps.queue.measure(),
    deps.measureDisk(),
  ]);
  return { ...figures, queue: sumUp(queue), disk };
}

function sumUp({ kinds, dead }: QueueFigures): Overview['queue'] {
  const ages = kinds.flatMap(({ oldestAgeSeconds }) => oldestAgeSeconds ?? []);
  return {
    waiting: kinds.reduce((sum, { waiting }) => sum + waiting, 0),
    running: kinds.reduce((sum, { running }) => sum + running, 0),
    oldestAgeSeconds: ages.length > 0 ? Math.max(...ages) : null,
    deadLetters: dead,
  };
}
