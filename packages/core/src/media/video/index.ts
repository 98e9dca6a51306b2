export type {
  EncodedRung,
  RenderedVideo,
  Rung,
  Segment,
  Storyboard,
  VideoColour,
  VideoPlan,
  VideoProperties,
  VideoSource,
  VideoTags,
} from './model.ts';
export { planVideo } from './plan-video.ts';
export {
  joinShortEnd,
  MASTER_PLAYLIST,
  SEGMENT_SECONDS,
  videoTexts,
  withSignature,
  writeMasterPlaylist,
  writeMediaPlaylist,
} from './playlists.ts';
export type { VideoTools } from './ports.ts';
export { createVideoProcessor } from './process-video.ts';
export {
  FINE_UP_TO_MS,
  KEYFRAME_MS,
  planStoryboard,
  STORYBOARD_INDEX,
  writeStoryboardVtt,
} from './storyboard.ts';
