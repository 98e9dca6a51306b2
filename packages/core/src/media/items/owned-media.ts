import type { OwnedData } from '../../identity/index.ts';
import type { Clock, JobSender, Position } from '../../shared/index.ts';
import type { MediaItem } from './model.ts';
import type { MediaStore } from './ports.ts';

const PAGE = 200;

export interface OwnedMediaDeps {
  media: MediaStore;
  jobs: JobSender;
  clock: Clock;
  newId: () => string;
}

/** Photos and videos as part of somebody's account. Their objects are deleted by a job. */
export function createOwnedMedia(deps: OwnedMediaDeps): OwnedData {
  return {
    fileName: 'media.json',
    removeAll: async ({ userId }) => {
      let removed: number;
      do removed = await deps.media.purgeMediaOf(userId, deps.clock.now(), PAGE);
      while (removed === PAGE);
      // No two are the same: one that runs may be past what was removed now.
      await deps.jobs.send({
        kind: 'media.clear',
        payload: { v: 1 },
        dedupeKey: `clear:${deps.newId()}`,
      });
    },
    exportAll: async ({ userId }) => {
      const all: object[] = [];
      for (const trash of [false, true]) {
        for await (const item of mediaOf(deps, userId, trash)) all.push(toExport(item));
      }
      return all;
    },
  };
}

async function* mediaOf(
  { media }: { media: MediaStore },
  ownerId: string,
  trash: boolean,
): AsyncGenerator<MediaItem> {
  let after: Position | null | undefined;
  do {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const { items, next } = await media.listMediaOf(ownerId, { trash }, page);
    yield* items;
    after = next;
  } while (after);
}

function toExport(item: MediaItem): object {
  const { id, kind, fileName, title, caption, tags, capture, addedAt } = item;
  const { visibility, guestName, deletedAt } = item;
  const { width, height, durationMs, location, camera, rawSizeBytes, contentHash } = item;
  return {
    ...{ id, kind, fileName, title, caption, tags, capture, addedAt },
    ...{ visibility, guestName, deletedAt },
    ...{ width, height, durationMs, location, camera, sizeBytes: rawSizeBytes, contentHash },
  };
}
