/** A part of a picture that stands for a stretch of a video. */
export interface StoryboardTile {
  startMs: number;
  url: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const CUE = /([\d:.]+) --> [\d:.]+.*\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/g;

/** Reads WebVTT whose cues are parts of pictures; addresses are relative to its own. */
export function readStoryboard(vtt: string, base: string): StoryboardTile[] {
  return [...vtt.matchAll(CUE)].map(([, start = '', name = '', ...box]) => {
    const [x = 0, y = 0, width = 0, height = 0] = box.map(Number);
    return { startMs: toMs(start), url: new URL(name, base).href, x, y, width, height };
  });
}

function toMs(clock: string): number {
  return Math.round(clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}

/** The tile to show for a moment: the last one that has begun. */
export function tileAt(tiles: readonly StoryboardTile[], ms: number): StoryboardTile | null {
  return tiles.findLast(({ startMs }) => startMs <= ms) ?? null;
}
