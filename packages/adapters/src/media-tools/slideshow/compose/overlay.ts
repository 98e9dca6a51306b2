import type { Overlay, Picture } from './layout.ts';

interface Target {
  memory: DataView;
  bytes: Uint8Array;
  frame: Picture;
}

/** No colour in 8-bit chroma. */
const NEUTRAL = 128;

/** Lays grey text over a frame; `opacity` from 0 to 1. */
export function layOver(target: Target, overlay: Overlay, opacity: number): void {
  const [left, top, width, height] = [0, 4, 8, 12].map((at) =>
    target.memory.getInt32(overlay.box + at, true),
  ) as [number, number, number, number];
  coverLuma(target, overlay, { left, top, width, height }, opacity / 255);
  coverChroma(target, overlay, { left, top, width, height }, opacity / 255);
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

function coverLuma({ bytes, frame }: Target, overlay: Overlay, box: Box, part: number): void {
  for (let y = 0; y < box.height; y += 1) {
    let from = y * box.width;
    let to = frame.luma + (box.top + y) * frame.width + box.left;
    for (const end = from + box.width; from < end; from += 1, to += 1) {
      const cover = bytes[overlay.cover + from] as number;
      if (cover === 0) continue;
      const below = bytes[to] as number;
      const above = bytes[overlay.luma + from] as number;
      bytes[to] = below + (above * 255 - below * cover) * part + 0.5;
    }
  }
}

function coverChroma({ bytes, frame }: Target, overlay: Overlay, box: Box, part: number): void {
  for (let y = 0; y < box.height; y += 2) {
    let from = overlay.cover + y * box.width;
    let to = ((box.top + y) / 2) * (frame.width / 2) + box.left / 2;
    for (const end = from + box.width; from < end; from += 2, to += 1) {
      const cover = bytes[from] as number;
      if (cover === 0) continue;
      const rest = 1 - cover * part;
      for (const plane of [frame.blue, frame.red]) {
        bytes[plane + to] = NEUTRAL + ((bytes[plane + to] as number) - NEUTRAL) * rest + 0.5;
      }
    }
  }
}
