import type { Storyboard } from './model.ts';

/** Name of the text that says where the pictures are. */
export const STORYBOARD_INDEX = 'storyboard.vtt';

const COLUMNS = 10;
const MAX_TILES = 100;
const TILE_SIDE = 160;
/** Distance of keyframes in every rung; those are read without decoding what lies between. */
export const KEYFRAME_MS = 2_000;
/** Up to this length every frame is decoded, so that short videos have a fine storyboard too. */
export const FINE_UP_TO_MS = 60_000;
const FINE_TILES = 40;
const FINE_STEP_MS = 250;

/** At most 100 tiles of at most 160 pixels, at times that `intervalMs` divides. */
export function planStoryboard(
  durationMs: number,
  frame: { width: number; height: number },
): Storyboard {
  const intervalMs =
    durationMs <= FINE_UP_TO_MS
      ? FINE_STEP_MS * Math.max(1, Math.ceil(durationMs / FINE_TILES / FINE_STEP_MS))
      : KEYFRAME_MS * Math.ceil(durationMs / MAX_TILES / KEYFRAME_MS);
  const scale = Math.min(1, TILE_SIDE / Math.max(frame.width, frame.height));
  return {
    tileWidth: evenSide(frame.width * scale),
    tileHeight: evenSide(frame.height * scale),
    columns: COLUMNS,
    count: Math.max(1, Math.ceil(durationMs / intervalMs)),
    intervalMs,
  };
}

function evenSide(pixels: number): number {
  return Math.max(2, 2 * Math.round(pixels / 2));
}

/**
 * The storyboard as WebVTT whose cues name parts of one picture (`name#xywh=x,y,w,h`, Media
 * Fragments URI 1.0, section 4.2.2), as players expect it.
 */
export function writeStoryboardVtt(
  board: Storyboard,
  video: { durationMs: number; picture: string },
): string {
  const cues = Array.from({ length: board.count }, (_, index) => {
    const start = index * board.intervalMs;
    const end = index + 1 < board.count ? start + board.intervalMs : video.durationMs;
    const x = (index % board.columns) * board.tileWidth;
    const y = Math.floor(index / board.columns) * board.tileHeight;
    const part = `${video.picture}#xywh=${x},${y},${board.tileWidth},${board.tileHeight}`;
    return `${timestamp(start)} --> ${timestamp(Math.max(start + 1, end))}\n${part}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function timestamp(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock}.${String(ms % 1000).padStart(3, '0')}`;
}
