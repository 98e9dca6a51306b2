export { captureFromFileName } from './capture.ts';
export type { MediaDeps, MediaProcessingDeps } from './deps.ts';
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
  Rendition,
  TagCount,
} from './model.ts';
export { getOwnMedia } from './own-media.ts';
export type {
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
