import type { Import } from '@madrigal/contract';
import type { Import as CoreImport } from '@madrigal/core/media/import';

export function presentImport(running: CoreImport): Import {
  const { id, folder, state, progress, failure, finishedAt } = running;
  const { duplicate: duplicates, ...counts } = progress.counts;
  return {
    id,
    path: folder,
    state,
    progress: {
      total: progress.total,
      done: Object.values(progress.counts).reduce((sum, count) => sum + count, 0),
      ...counts,
      duplicates,
      missing: progress.missing,
      currentFile: progress.currentFile,
    },
    failure,
    createdAt: running.createdAt.toISOString(),
    updatedAt: running.updatedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
