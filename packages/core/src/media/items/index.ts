import type { Caller } from '../../identity/index.ts';
import {
  editMedia,
  removeMedia,
  reprocessMedia,
  restoreMedia,
  trashMedia,
} from './change-media.ts';
import type { MediaDeps } from './deps.ts';
import {
  getMedia,
  getPublicMedia,
  listMedia,
  listSimilarMedia,
  type MediaQuery,
} from './list-media.ts';
import type { MediaEdit } from './model.ts';
import type { MediaFilter } from './ports.ts';

export { captureFromFileName } from './capture.ts';
export { type ClearRemovedMediaDeps, clearRemovedMedia } from './clear-removed-media.ts';
export type { MediaDeps, MediaProcessingDeps } from './deps.ts';
export { isPresentable, type MediaQuery, makeAgain } from './list-media.ts';
export {
  folderOfRenditions,
  mediaPrefix,
  originalKey,
  renditionFolder,
  renditionKey,
} from './media-keys.ts';
export type {
  Camera,
  Capture,
  GeoLocation,
  MediaEdit,
  MediaFacts,
  MediaItem,
  MediaProgress,
  MonthCount,
  Rendition,
  TagCount,
} from './model.ts';
export { getOwnMedia } from './own-media.ts';
export { createOwnedMedia } from './owned-media.ts';
export type {
  ClearedRemains,
  MadeFile,
  MediaChange,
  MediaFilter,
  MediaProcessor,
  MediaRemains,
  MediaSource,
  MediaStore,
  ProcessedMedia,
} from './ports.ts';
export { processMedia } from './process-media.ts';
export { markMediaFailed, processAgain, sendProcessing } from './progress.ts';
export { type ReceivedMedia, receivedMedia } from './receive-media.ts';
export { type SweepMediaDeps, sweepMedia } from './sweep-media.ts';

export type Media = ReturnType<typeof createMedia>;

/** Photos and videos, for the people they belong to, and for anyone what is public. */
export function createMedia(deps: MediaDeps) {
  return {
    list: (caller: Caller, query: MediaQuery) => listMedia(deps, caller, query),
    get: (caller: Pick<Caller, 'userId'>, mediaId: string) => getMedia(deps, caller, mediaId),
    getPublic: (mediaId: string) => getPublicMedia(deps, mediaId),
    listSimilar: (caller: Caller, mediaId: string) => listSimilarMedia(deps, caller, mediaId),
    listMonths: (caller: Caller, filter: Pick<MediaFilter, 'kind' | 'tag'>) =>
      deps.media.listMonthsOf(caller.userId, filter),
    listTags: (caller: Caller) => deps.media.listTagsOf(caller.userId),
    edit: (caller: Caller, mediaIds: readonly string[], edit: MediaEdit) =>
      editMedia(deps, caller, mediaIds, edit),
    trash: (caller: Caller, mediaIds: readonly string[]) => trashMedia(deps, caller, mediaIds),
    restore: (caller: Caller, mediaIds: readonly string[]) => restoreMedia(deps, caller, mediaIds),
    remove: (caller: Caller, mediaIds: readonly string[]) => removeMedia(deps, caller, mediaIds),
    reprocess: (caller: Caller, mediaId: string) => reprocessMedia(deps, caller, mediaId),
  };
}
