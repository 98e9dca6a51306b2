import { hasCode } from '../shared/index.ts';
import type { ShareableKind } from '../sharing/index.ts';
import type { SlideshowRecord, SlideshowResult } from './record.ts';
import type { SlideshowStore } from './stores.ts';

interface Deps {
  slideshows: Pick<SlideshowStore, 'getSlideshow'>;
}

type Ready = SlideshowRecord & { result: SlideshowResult };

/** Finished slideshows, which their owners may share. */
export function createSlideshowSharing(deps: Deps): ShareableKind {
  return {
    ownedBy: async ({ userId }, slideshowId) =>
      (await findReady(deps, slideshowId))?.ownerId === userId,
    openToLinks: async () => {},
    describe: async (slideshowId) => {
      const ready = await findReady(deps, slideshowId);
      return (
        ready && {
          title: ready.name,
          description: '',
          cover: ready.result.poster,
          itemCount: ready.spec.photos.length,
          durationMs: ready.result.durationMs,
        }
      );
    },
    listItems: async (slideshowId) => {
      const ready = await findReady(deps, slideshowId);
      const items = ready
        ? [{ type: 'slideshow' as const, id: ready.id, name: ready.name, result: ready.result }]
        : [];
      return { items, nextCursor: null };
    },
    hasSong: async () => false,
    hasMedia: async () => false,
  };
}

async function findReady({ slideshows }: Deps, slideshowId: string): Promise<Ready | null> {
  try {
    const { result, ...found } = await slideshows.getSlideshow(slideshowId);
    return result && !found.preview ? { ...found, result } : null;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}
