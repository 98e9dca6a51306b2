export type { AudioProcessingDeps, SongMakingDeps } from './deps.ts';
export { type DescribedSong, describeSong, VARIOUS_ARTISTS } from './describe-song.ts';
export { encodeSong } from './encode-rendition.ts';
export { hashBytes } from './hash-bytes.ts';
export {
  type Beside,
  coverOf,
  makeSong,
  readAudio,
  type SongSource,
  type StoredSong,
  storeSong,
} from './make-song.ts';
export type {
  AudioMeasurements,
  AudioProperties,
  AudioTags,
  AudioTools,
  LiveCodec,
  OnProgress,
} from './ports.ts';
export { processAudio } from './process-audio.ts';
export { createProgress } from './progress.ts';
export { requestRendition } from './request-rendition.ts';
export { songFolder, songKeys } from './song-keys.ts';
export { createLiveStreams, type LiveStreams, type LiveStreamsDeps } from './stream-live.ts';
