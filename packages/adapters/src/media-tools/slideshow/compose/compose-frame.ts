import { createFrameReader, type FrameContent, type Timeline } from '@madrigal/core/slideshow';
import type { ComposeJob } from './job.ts';
import type { Kernel } from './kernel.ts';
import { isClip, type Layout, type Picture, type Scratch } from './layout.ts';
import { layOver } from './overlay.ts';
import {
  type Axis,
  type PlaneAxes,
  sampleAt,
  sampleThrough,
  writeColumnTable,
  writeMix,
} from './sampling.ts';
import { mixPhotos } from './transitions.ts';

/** Columns are drawn in steps of 16, so that chroma is drawn in steps of 8. */
const STEP = 16;

interface Columns {
  from: number;
  to: number;
}

/** One photo as it is drawn in one plane. */
interface Source {
  /** Address of the plane in the scene. */
  plane: number;
  axes: PlaneAxes;
  /** Address of the column table. */
  table: number;
  /** Address of a row of scratch memory. */
  row: number;
  /** Where this photo is drawn, mixed or not. */
  columns: Columns;
}

interface Canvas {
  kernel: Kernel;
  memory: DataView;
  bytes: Uint8Array;
  layout: Layout;
  scratch: Scratch;
  /** The slots that are clips. */
  clips: ReadonlySet<number>;
}

export interface Composer {
  scratch: Scratch;
  /** The last slot whose photo must be loaded for this frame. */
  lastSlotOf(frame: number): number;
  /** Whether this frame shows a clip, whose picture must be there. */
  showsClip(frame: number): boolean;
  compose(frame: number): void;
}

/** Draws frames of a job into the scratch memory of one thread. */
export function createComposer(
  job: ComposeJob,
  parts: { layout: Layout; kernel: Kernel; memory: WebAssembly.Memory; thread: number },
): Composer {
  const { layout, kernel, memory } = parts;
  const scratch = layout.scratch[parts.thread];
  if (!scratch) throw new RangeError('There is no such thread.');
  const canvas: Canvas = {
    ...{ kernel, layout, scratch },
    clips: new Set(job.timeline.slots.flatMap((slot, index) => (isClip(slot) ? [index] : []))),
    memory: new DataView(memory.buffer),
    bytes: new Uint8Array(memory.buffer),
  };
  const read = createFrameReader(job.timeline);
  return {
    scratch,
    lastSlotOf(frame) {
      const { current, next } = read(frame);
      return next?.slot ?? current.slot;
    },
    showsClip: (frame) => clipsIn(job.timeline, read(frame)).length > 0,
    compose(frame) {
      const content = read(frame);
      drawPhotos(canvas, content);
      drawTexts(canvas, content);
    },
  };
}

/** Which slots of a frame are clips. */
export function clipsIn({ slots }: Timeline, { current, next }: FrameContent): number[] {
  return [current, next].flatMap((shown) => {
    const slot = shown && slots[shown.slot];
    return slot && isClip(slot) ? [shown.slot] : [];
  });
}

function drawPhotos(canvas: Canvas, { current, next }: FrameContent): void {
  const { scratch } = canvas;
  const { width } = scratch.frame;
  if (!next) {
    const all = { from: 0, to: width };
    const shown = prepare(canvas, 0, { ...current, shift: 0, columns: all });
    for (const plane of planes)
      drawPlane(canvas, plane, [shown(plane)], { from: width, to: width });
    return;
  }
  const mixture = mixPhotos(current.view, next, width);
  const mixed = {
    from: clamp(Math.floor(mixture.changing.from / STEP) * STEP, width),
    to: clamp(Math.ceil(mixture.changing.to / STEP) * STEP, width),
  };
  writeMix(canvas.memory, scratch.mix.luma, mixture.weightAt, { count: width, stride: 1 });
  writeMix(canvas.memory, scratch.mix.chroma, mixture.weightAt, { count: width / 2, stride: 2 });
  const goes = prepare(canvas, 0, {
    ...{ ...mixture.current, slot: current.slot, columns: { from: 0, to: mixed.to } },
  });
  const comes = prepare(canvas, 1, {
    ...{ ...mixture.next, slot: next.slot, columns: { from: mixed.from, to: width } },
  });
  for (const plane of planes) drawPlane(canvas, plane, [goes(plane), comes(plane)], mixed);
}

const planes = ['luma', 'blue', 'red'] as const;
type Plane = (typeof planes)[number];

function clamp(column: number, width: number): number {
  return Math.min(width, Math.max(0, column));
}

/** Writes the column tables of one of two photos; answers how it is drawn in each plane. */
function prepare(
  { memory, layout, scratch, clips }: Canvas,
  index: 0 | 1,
  photo: { slot: number; view: FrameContent['current']['view']; shift: number; columns: Columns },
): (plane: Plane) => Source {
  const scenes = clips.has(photo.slot) ? scratch.moving : layout.scenes;
  const scene = scenes[photo.slot % scenes.length] as Picture;
  const tables = scratch.tables[index] as Scratch['tables'][number];
  const axes = sampleThrough(photo.view, scene, scratch.frame, photo.shift);
  const halves = { from: photo.columns.from / 2, to: photo.columns.to / 2 };
  writeColumnTable(memory, tables.luma, axes.luma.across, photo.columns);
  writeColumnTable(memory, tables.chroma, axes.chroma.across, halves);
  const row = scratch.rows[index];
  return (plane) =>
    plane === 'luma'
      ? { plane: scene.luma, axes: axes.luma, table: tables.luma, row, columns: photo.columns }
      : { plane: scene[plane], axes: axes.chroma, table: tables.chroma, row, columns: halves };
}

/** Draws one plane of a photo, or of two that are mixed in some columns of the frame. */
function drawPlane(
  { kernel, scratch }: Canvas,
  plane: Plane,
  [left, right]: [Source, Source?],
  mixedPixels: Columns,
): void {
  const scale = plane === 'luma' ? 1 : 2;
  const width = scratch.frame.width / scale;
  const mixed = { from: mixedPixels.from / scale, to: mixedPixels.to / scale };
  const mix = scale === 1 ? scratch.mix.luma : scratch.mix.chroma;
  const rows = scratch.frame.height / scale;
  // In order, left to right and downwards: a step may spill over its end into what comes next.
  for (let y = 0; y < rows; y += 1) {
    const target = scratch.frame[plane] + y * width;
    blendRows(kernel, left, y);
    if (right) blendRows(kernel, right, y);
    if (mixed.from > 0) kernel.horizontal(target, left.row, left.table, mixed.from);
    if (right && mixed.from < mixed.to) {
      const [one, other] = [entryOf(left, mixed.from), entryOf(right, mixed.from)];
      const weights = mix + 2 * mixed.from;
      const count = mixed.to - mixed.from;
      kernel.mixed(target + mixed.from, left.row, one, right.row, other, weights, count);
    }
    if (right && mixed.to < width) {
      const table = entryOf(right, mixed.to);
      kernel.horizontal(target + mixed.to, right.row, table, width - mixed.to);
    }
  }
}

function entryOf(source: Source, column: number): number {
  return source.table + (column / 8) * 48;
}

/** Blends the two rows of the scene that row `y` of the frame lies between. */
function blendRows(kernel: Kernel, source: Source, y: number): void {
  const { axes, columns, plane, row } = source;
  if (columns.from >= columns.to) return;
  const { first, weight } = sampleAt(axes.down, y);
  const from = firstSample(axes.across, columns.from);
  const to = firstSample(axes.across, columns.to - 1) + 2;
  const upper = plane + first * axes.across.length + from;
  kernel.vertical(row + from, upper, upper + axes.across.length, weight, to - from);
}

function firstSample(axis: Axis, column: number): number {
  return sampleAt(axis, column).first;
}

function drawTexts({ memory, bytes, layout, scratch }: Canvas, { texts }: FrameContent): void {
  for (const { text, opacity } of texts) {
    const overlay =
      text.role === 'title' ? layout.title : layout.captions[text.slot % layout.captions.length];
    if (overlay) layOver({ memory, bytes, frame: scratch.frame }, overlay, opacity);
  }
}
