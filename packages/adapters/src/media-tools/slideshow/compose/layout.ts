import type { Slot } from '@madrigal/core/slideshow';
import type { ComposeJob } from './job.ts';

/** One picture as planes of 8-bit samples: chroma has half of the width and height of luma. */
export interface Picture {
  width: number;
  height: number;
  luma: number;
  blue: number;
  red: number;
}

/** Text ready to be laid over a frame, of which it may take the width and half of the height. */
export interface Overlay {
  /** Where its four numbers stand: left, top, width and height in the frame, all even. */
  box: number;
  /** Address of the cover of each pixel, 0 to 255, and of its luma times its cover. */
  cover: number;
  luma: number;
}

/** What each thread works with. */
export interface Scratch {
  frame: Picture;
  /** The number after that of the last frame it drew, as 32 bits. */
  drawn: number;
  /** Two rows of source samples, blended vertically. */
  rows: [number, number];
  /** Column tables of two photos, for luma and chroma. */
  tables: { luma: number; chroma: number }[];
  /** Weights of the second photo by column. */
  mix: { luma: number; chroma: number };
  /** The pictures of clips for its next frame: of slot n in n modulo their number. None without clips. */
  moving: Picture[];
  /** The number after that of the last frame whose `moving` pictures are there, as 32 bits. */
  fed: number;
}

/** Addresses in the memory that all threads share. */
export interface Layout {
  bytes: number;
  /** Number of slots whose photo was loaded, as 32 bits. */
  loaded: number;
  /** Number of frames that were written, as 32 bits. */
  written: number;
  /** The photo of slot n is in scene n modulo the number of scenes. */
  scenes: Picture[];
  captions: Overlay[];
  title: Overlay;
  scratch: Scratch[];
}

/** Two photos of a transition, one that is drawn for the last time, and the next being decoded. */
const SCENES = 4;
/** Two clips of a transition. */
const MOVING = 2;
const ALIGNMENT = 64;
/** Kernels read and write up to 15 bytes beyond what they are asked for. */
const PADDING = 64;
const COLUMNS_PER_ENTRY = 8;
const BYTES_PER_ENTRY = 48;

/** Plans the memory for a job; every thread comes to the same answer. */
export function planLayout(job: ComposeJob): Layout {
  const { width, height } = job;
  let top = 0;
  const allot = (bytes: number): number => {
    const address = top;
    top += Math.ceil((bytes + PADDING) / ALIGNMENT) * ALIGNMENT;
    return address;
  };
  const picture = (wide: number, high: number): Picture => {
    const luma = allot(wide * high * 1.5);
    const blue = luma + wide * high;
    return { width: wide, height: high, luma, blue, red: blue + (wide * high) / 4 };
  };
  const overlay = (): Overlay => {
    const [box, cover, luma] = [16, width * height * 0.5, width * height * 0.5].map(allot);
    return { box, cover, luma } as Overlay;
  };
  const table = (columns: number): number =>
    allot(Math.ceil(columns / COLUMNS_PER_ENTRY) * BYTES_PER_ENTRY);
  const scene = sceneSize(job);
  const scenes = Array.from({ length: SCENES }, () => picture(scene.width, scene.height));
  const moving = job.timeline.slots.some(isClip) ? MOVING : 0;
  const tables = () => ({ luma: table(width), chroma: table(width / 2) });
  const layout = {
    ...{ loaded: allot(4), written: allot(4), scenes },
    captions: scenes.map(overlay),
    title: overlay(),
    scratch: Array.from({ length: job.threads }, () => ({
      frame: picture(width, height),
      drawn: allot(4),
      rows: [allot(scene.width), allot(scene.width)] as [number, number],
      tables: [tables(), tables()],
      mix: { luma: allot(2 * width), chroma: allot(width) },
      moving: Array.from({ length: moving }, () => picture(width, height)),
      fed: allot(4),
    })),
  };
  return { bytes: top, ...layout };
}

export function isClip({ clipFromMs }: Slot): boolean {
  return clipFromMs !== undefined;
}

/** Scenes are as large as the nearest view of the slideshow needs to be drawn pixel by pixel. */
function sceneSize({ timeline, width, height }: ComposeJob): { width: number; height: number } {
  const sizes = timeline.slots.flatMap(({ motion }) => [motion.from.size, motion.to.size]);
  const nearest = Math.min(...sizes);
  const even = (length: number): number => 2 * Math.round(length / nearest / 2);
  return { width: even(width), height: even(height) };
}

/** 64 KiB, the unit of WebAssembly memory. */
const PAGE_BYTES = 65_536;

export function allocate(layout: Layout): WebAssembly.Memory {
  const pages = Math.ceil(layout.bytes / PAGE_BYTES);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}
