import type { Timeline } from '@madrigal/core/slideshow';

/** What the composing process is told on its standard input. */
export interface ComposeJob {
  timeline: Timeline;
  /** Path of the photo or video of each slot. */
  paths: string[];
  /** Size of the frames in pixels, even; the timeline's own or a smaller one of the same shape. */
  width: number;
  height: number;
  /** Threads that compose frames. */
  threads: number;
  /** What decodes clips, with the limits of this process; null where there are none. */
  ffmpeg: { path: string; timeMs: number; memoryBytes: number } | null;
}

/** The composing process ends with this code when a photo is broken, having named its slot. */
export const BROKEN_PHOTO_EXIT = 3;
/** How its log names that slot. */
export const BROKEN_PHOTO_MARK = 'broken photo of slot ';
