import type { Caller } from '../identity/index.ts';
import type { CursorQuery } from '../shared/index.ts';
import { createSlideshow, type SlideshowRequest } from './create-slideshow.ts';
import type { SlideshowsDeps } from './deps.ts';
import {
  cancelSlideshow,
  deleteSlideshow,
  getOwnSlideshow,
  listSlideshows,
  renameSlideshow,
  retrySlideshow,
} from './manage-slideshows.ts';

export type { RenderDeps, SlideshowsDeps } from './deps.ts';
export * from './frame-at.ts';
export { createMediaPhotos } from './media-photos.ts';
export * from './model.ts';
export { createOwnedSlideshows } from './owned-slideshows.ts';
export * from './plan-slideshow.ts';
export * from './ports.ts';
export * from './record.ts';
export { failSlideshow, runSlideshow } from './run-slideshow.ts';
export { createSlideshowSharing } from './slideshow-sharing.ts';
export * from './stores.ts';
export { sweepSlideshowFiles, sweepSlideshows } from './sweep-slideshows.ts';

export type Slideshows = ReturnType<typeof createSlideshows>;

/** Videos from photos, of the caller. */
export function createSlideshows(deps: SlideshowsDeps) {
  return {
    create: (caller: Caller, request: SlideshowRequest, idempotencyKey: string | null) =>
      createSlideshow(deps, caller, request, idempotencyKey),
    list: (caller: Caller, query: CursorQuery) => listSlideshows(deps, caller, query),
    get: (caller: Caller, slideshowId: string) => getOwnSlideshow(deps, caller, slideshowId),
    rename: (caller: Caller, slideshowId: string, name: string) =>
      renameSlideshow(deps, caller, slideshowId, name),
    cancel: (caller: Caller, slideshowId: string) => cancelSlideshow(deps, caller, slideshowId),
    retry: (caller: Caller, slideshowId: string, options: { skipBroken?: boolean | undefined }) =>
      retrySlideshow(deps, caller, slideshowId, options),
    delete: (caller: Caller, slideshowId: string) => deleteSlideshow(deps, caller, slideshowId),
  };
}
