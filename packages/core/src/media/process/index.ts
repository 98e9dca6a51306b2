export type { AudioProcessingDeps } from './deps.ts';
export { encodeSong } from './encode-rendition.ts';
export type {
  AudioMeasurements,
  AudioProperties,
  AudioTags,
  AudioTools,
  OnProgress,
} from './ports.ts';
export { processAudio } from './process-audio.ts';
export { requestRendition } from './request-rendition.ts';
