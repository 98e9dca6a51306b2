import type { VideoContainer } from '../dispatch/index.ts';

export interface VideoSource {
  path: string;
  container: VideoContainer;
}

/** How the samples of a video stand for colours, by FFmpeg's names; null where the file is silent. */
export interface VideoColour {
  range: 'limited' | 'full' | null;
  matrix: string | null;
  primaries: string | null;
  transfer: string | null;
}

/** What a video is, as it would be looked at: upright and with square pixels. */
export interface VideoProperties {
  width: number;
  height: number;
  /** As the container states it, an estimate; null where it does not. */
  durationMs: number | null;
  /** On average; null where nobody can tell. */
  framesPerSecond: number | null;
  bitrateKbps: number | null;
  /** FFmpeg's name of the codec. */
  codec: string;
  pixelFormat: string;
  colour: VideoColour;
  interlaced: boolean;
  /** The stream that is heard; null without sound that can be decoded. */
  audio: { codec: string; streamIndex: number } | null;
  tags: VideoTags;
}

/** What the file says about how it was made; nothing is made up. */
export interface VideoTags {
  /** Minutes are the offset of the place from UTC, 0 where the file has only UTC. */
  captured: { at: Date; offsetMinutes: number } | null;
  /** WGS 84, in degrees. */
  location: { latitude: number; longitude: number } | null;
  cameraMake: string | null;
  cameraModel: string | null;
}

/** One step of the HLS ladder. */
export interface Rung {
  /** Shorter side with a `p`, such as `720p`; also the name of its files. */
  name: string;
  width: number;
  height: number;
  /** Most video bits in a second, averaged over two. */
  maxVideoKbps: number;
  audioKbps: number;
}

/** What is made of a video. */
export interface VideoPlan {
  /** From the smallest to the largest, never larger than the source. At least one. */
  rungs: readonly [Rung, ...Rung[]];
  /** Frames per second that a faster source is thinned out to; null where it is slow enough. */
  limitedToFps: number | null;
  /** Whether the MP4 is the source's own streams rather than those of the largest rung. */
  copySource: boolean;
}

/** A piece of a rung's file that can be decoded by itself. */
export interface Segment {
  durationSeconds: number;
  offsetBytes: number;
  lengthBytes: number;
}

export interface EncodedRung extends Rung {
  /** The fragmented MP4 in the target folder. */
  fileName: string;
  /** Bytes at its start that every segment needs. */
  initBytes: number;
  /** Contiguous, one after the other; the same times in every rung. */
  segments: readonly Segment[];
  /** RFC 6381, such as `avc1.64001f,mp4a.40.2`. */
  codecs: string;
}

/** Small pictures in one file, row by row, each for `intervalMs` of the video. */
export interface Storyboard {
  tileWidth: number;
  tileHeight: number;
  columns: number;
  count: number;
  intervalMs: number;
}

/** What was made, by names in the target folder. */
export interface RenderedVideo {
  rungs: readonly [EncodedRung, ...EncodedRung[]];
  /** What really decodes, in ms. */
  durationMs: number;
  /** `video.mp4`: fast-start, H.264 and AAC, without metadata. */
  mp4: { fileName: string; width: number; height: number };
  /** `poster.jpg`: a frame that says something, in the size of the largest rung. */
  poster: { fileName: string };
  /** `preview.mp4`: a few seconds without sound. */
  preview: { fileName: string; width: number; height: number };
  /** `storyboard.jpg`. */
  storyboard: Storyboard & { fileName: string };
  /** Every file that belongs to the video, those above and the texts about them (`videoTexts`). */
  files: readonly { fileName: string; sizeBytes: number }[];
}
