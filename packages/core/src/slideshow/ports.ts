import type { AudioContainer } from '../media/dispatch/index.ts';
import type { Timeline } from './model.ts';

export interface SlideshowSources {
  /** Path of each photo by its id. */
  photos: ReadonlyMap<string, string>;
  /** The song of the soundtrack; null where the timeline has none. */
  song: { path: string; container: AudioContainer } | null;
}

export interface SlideshowTarget {
  /** Where the MP4 is written. */
  path: string;
  /** Where a JPEG of the first photo is written. */
  posterPath: string;
  /** `preview` has the same timeline with a shorter side of 360 pixels, made as quickly as possible. */
  quality: 'final' | 'preview';
}

export interface RenderedSlideshow {
  width: number;
  height: number;
  durationMs: number;
  sizeBytes: number;
}

/** Makes videos of timelines. Photos and songs are hostile input. */
export interface SlideshowRenderer {
  /**
   * Renders to `target`; leaves no file there, and no process, when it fails.
   * @throws BrokenPhotoError that names the first photo that cannot be decoded,
   *   MediaRejectedError when the song cannot be, the signal's reason when aborted,
   *   MadrigalError `unavailable`, `storage_full`, `internal`
   */
  render(
    timeline: Timeline,
    sources: SlideshowSources,
    target: SlideshowTarget,
    /** Told the number of frames that are finished, ascending, the last one being all of them. */
    run: { onProgress: (framesDone: number) => void; signal: AbortSignal },
  ): Promise<RenderedSlideshow>;
}

export interface Beats {
  /** Ascending times from the start of the song in ms. Empty where nothing is regular. */
  beatsMs: number[];
  /** Beats per minute; null without beats. */
  tempoBpm: number | null;
  /** 0 to 1: how regular the song is at this tempo. */
  confidence: number;
}

/** Finds the beats of a song. The file is hostile input. */
export interface BeatDetector {
  /** @throws MediaRejectedError `corrupt_audio`, `no_audio_stream`, `too_long` */
  detect(path: string, container: AudioContainer, signal: AbortSignal): Promise<Beats>;
}
