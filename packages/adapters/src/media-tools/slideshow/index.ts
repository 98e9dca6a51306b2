import type { SlideshowRenderer } from '@madrigal/core/slideshow';
import type { Ffmpeg } from '../run-ffmpeg.ts';
import { render } from './render.ts';

const MEMORY_BYTES = 3 * 1024 ** 3;

export interface SlideshowRendererOptions {
  /** As found by `locateFfmpeg`. */
  ffmpegPath: string;
  /** Most memory of each of the two processes of a rendering in bytes, 3 GiB unless told. */
  memoryBytes?: number;
  /** Factor on time limits, 1 unless told. */
  patience?: number;
}

/**
 * Renders with sharp, a small kernel of ours and FFmpeg, in processes of their own that end before
 * a call settles: nothing runs in between, and there is nothing to dispose.
 */
export function createSlideshowRenderer(options: SlideshowRendererOptions): SlideshowRenderer {
  const ffmpeg: Ffmpeg = {
    path: options.ffmpegPath,
    memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
    patience: options.patience ?? 1,
    maxHours: Number.POSITIVE_INFINITY,
  };
  return {
    render: (timeline, sources, target, run) => render(ffmpeg, timeline, sources, target, run),
  };
}
