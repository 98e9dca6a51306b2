import type { OwnedData } from '../identity/index.ts';
import type { Position } from '../shared/index.ts';
import { dropSlideshow } from './delete-slideshow.ts';
import type { SlideshowsDeps } from './deps.ts';
import type { SlideshowRecord } from './record.ts';

const PAGE = 200;

type OwnedDeps = Pick<SlideshowsDeps, 'slideshows' | 'processed'>;

/** Slideshows as part of somebody's account. */
export function createOwnedSlideshows(deps: OwnedDeps): OwnedData {
  return {
    fileName: 'slideshows.json',
    removeAll: async ({ userId }) => {
      for await (const slideshow of slideshowsOf(deps, userId))
        await dropSlideshow(deps, slideshow);
      for (;;) {
        const previews = await deps.slideshows.listPreviewsOfOwner(userId, PAGE);
        if (previews.length === 0) return;
        for (const preview of previews) await dropSlideshow(deps, preview);
      }
    },
    exportAll: async ({ userId }) => {
      const all: object[] = [];
      for await (const slideshow of slideshowsOf(deps, userId)) all.push(toExport(slideshow));
      return all;
    },
  };
}

async function* slideshowsOf(deps: OwnedDeps, ownerId: string): AsyncGenerator<SlideshowRecord> {
  let after: Position | null | undefined;
  do {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const { items, next } = await deps.slideshows.listSlideshowsOfOwner(ownerId, page);
    yield* items;
    after = next;
  } while (after);
}

function toExport({ id, name, state, spec, createdAt, finishedAt }: SlideshowRecord): object {
  return { id, name, state, spec, createdAt, finishedAt };
}
