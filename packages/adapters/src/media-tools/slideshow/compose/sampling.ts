import type { View } from '@madrigal/core/slideshow';
import type { Picture } from './layout.ts';

/** Sample n of a row or column of the frame lies at `start + n * step` among the samples of the scene. */
export interface Axis {
  start: number;
  step: number;
  /** Samples in the scene. */
  length: number;
}

export interface PlaneAxes {
  across: Axis;
  down: Axis;
}

const FULL_WEIGHT = 32_767;
const NOTHING = 0x80;
const ENTRY_COLUMNS = 8;
const ENTRY_BYTES = 48;

/**
 * Where the samples of a frame come from in a scene seen through `view`, the frame being moved by
 * `shift` pixels to the right over it. Chroma samples lie where H.264 expects them unless told
 * (Rec. ITU-T H.264, figure E-1, type 0): at every other luma sample of a row, and halfway between
 * two rows.
 */
export function sampleThrough(
  view: View,
  scene: Picture,
  frame: Picture,
  shift: number,
): { luma: PlaneAxes; chroma: PlaneAxes } {
  const stepX = (view.size * scene.width) / frame.width;
  const stepY = (view.size * scene.height) / frame.height;
  const left = view.x * scene.width + (shift + 0.5) * stepX - 0.5;
  const top = view.y * scene.height;
  return {
    luma: {
      across: { start: left, step: stepX, length: scene.width },
      down: { start: top + 0.5 * stepY - 0.5, step: stepY, length: scene.height },
    },
    chroma: {
      across: { start: left / 2, step: stepX, length: scene.width / 2 },
      down: { start: (top + stepY - 1) / 2, step: stepY, length: scene.height / 2 },
    },
  };
}

/** The sample at or before position `index` of an axis, and the weight of the one after it. */
export function sampleAt(axis: Axis, index: number): { first: number; weight: number } {
  const at = Math.min(axis.length - 1, Math.max(0, axis.start + index * axis.step));
  const first = Math.floor(at);
  return { first, weight: Math.round((at - first) * FULL_WEIGHT) };
}

/** Writes the column table that kernel.wat describes, for columns `from` to `to` of a plane. */
export function writeColumnTable(
  memory: DataView,
  table: number,
  axis: Axis,
  columns: { from: number; to: number },
): void {
  for (let column = columns.from; column < columns.to; column += ENTRY_COLUMNS) {
    const entry = table + (column / ENTRY_COLUMNS) * ENTRY_BYTES;
    const base = sampleAt(axis, column).first;
    memory.setInt32(entry, base, true);
    for (let index = 0; index < ENTRY_COLUMNS; index += 1) {
      const { first, weight } = sampleAt(axis, column + index);
      memory.setUint8(entry + 16 + 2 * index, first - base);
      memory.setUint8(entry + 17 + 2 * index, NOTHING);
      memory.setInt16(entry + 32 + 2 * index, weight, true);
    }
  }
}

/** Writes weights between 0 and 1, one for every `stride` pixels of a frame's row. */
export function writeMix(
  memory: DataView,
  mix: number,
  weightAt: (pixel: number) => number,
  columns: { count: number; stride: number },
): void {
  for (let column = 0; column < columns.count; column += 1) {
    const weight = Math.round(weightAt(column * columns.stride) * FULL_WEIGHT);
    memory.setInt16(mix + 2 * column, weight, true);
  }
}
