export type {
  EncodedRung,
  RenderedVideo,
  Rung,
  Segment,
  Storyboard,
  VideoColour,
  VideoContainer,
  VideoPlan,
  VideoProperties,
  VideoSource,
  VideoTags,
} from './model.ts';
export { planVideo } from './plan-video.ts';
export {
  joinShortEnd,
  playlistName,
  SEGMENT_SECONDS,
  withQuery,
  writeMasterPlaylist,
  writeMediaPlaylist,
} from './playlists.ts';
export type { VideoTools } from './ports.ts';
export { FINE_UP_TO_MS, KEYFRAME_MS, planStoryboard, writeStoryboardVtt } from './storyboard.ts';
