// Runs as a process of its own (see render.ts): reads a job on standard input and writes its
// frames, one after another, to standard output as planar 4:2:0 in BT.709. Photos are decoded here,
// just ahead of their turn; threads draw the frames, each a few ahead of the one being written.
import { access } from 'node:fs/promises';
import { json } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import type { Slot } from '@madrigal/core/slideshow';
import { assembleKernel } from './assemble-kernel.ts';
import { BrokenSlotError } from './broken-slot.ts';
import { counterAt } from './counter.ts';
import { feedClips } from './feed-clips.ts';
import { BROKEN_PHOTO_EXIT, BROKEN_PHOTO_MARK, type ComposeJob } from './job.ts';
import { allocate, isClip, type Layout, type Picture, planLayout } from './layout.ts';
import { decodePhoto, setUpDecoding } from './photo.ts';
import { setText } from './text.ts';
import type { ThreadData } from './worker.ts';
import { writePlanes } from './yuv.ts';

/** How often is looked whether anybody still waits for the video. */
const ORPHAN_CHECK_MS = 500;

async function main(): Promise<void> {
  endWithParent();
  const job = (await json(process.stdin)) as ComposeJob;
  setUpDecoding();
  const layout = planLayout(job);
  const memory = allocate(layout);
  const kernel = await assembleKernel();
  const threads = Array.from({ length: job.threads }, (_, thread) =>
    runThread({ job, memory, kernel, thread }),
  );
  await Promise.all([
    ...threads,
    loadPhotos(job, layout, memory),
    feedClips(job, layout, memory).catch((error) => failOn(job, error)),
    writeFrames(job, layout, memory),
  ]);
}

/**
 * Ends when the process that started this one was killed: nobody would stop it otherwise, and the
 * encoder ends with its input.
 */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, ORPHAN_CHECK_MS).unref();
}

function runThread(workerData: ThreadData): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

/** Loads the photo of each slot as soon as the scene it goes into is no longer on screen. */
async function loadPhotos(
  job: ComposeJob,
  layout: Layout,
  memory: WebAssembly.Memory,
): Promise<void> {
  const { slots } = job.timeline;
  const loaded = counterAt(memory, layout.loaded);
  const written = counterAt(memory, layout.written);
  for (let slot = 0; slot < slots.length; slot += 1) {
    await written.reach(slots[slot - layout.scenes.length]?.visibleTo ?? 0);
    await loadSlot(job, slot, layout, memory);
    loaded.set(slot + 1);
  }
}

async function writeFrames(
  { timeline, width, height, threads }: ComposeJob,
  layout: Layout,
  memory: WebAssembly.Memory,
): Promise<void> {
  const written = counterAt(memory, layout.written);
  const bytes = width * height * 1.5;
  const frames = layout.scratch.map(({ frame, drawn }) => ({
    drawn: counterAt(memory, drawn),
    bytes: new Uint8Array(memory.buffer, frame.luma, bytes),
  }));
  for (let frame = 0; frame < timeline.frameCount; frame += 1) {
    const next = frames[frame % threads] as (typeof frames)[number];
    await next.drawn.reach(frame + 1);
    await write(next.bytes);
    written.set(frame + 1);
  }
}

function write(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function loadSlot(
  job: ComposeJob,
  slot: number,
  layout: Layout,
  memory: WebAssembly.Memory,
): Promise<void> {
  const scene = layout.scenes[slot % layout.scenes.length] as Picture;
  if (!isClip(job.timeline.slots[slot] as Slot)) {
    writePlanes(await decode(job, slot, scene), new Uint8Array(memory.buffer), scene);
  }
  for (const text of job.timeline.texts.filter((candidate) => candidate.slot === slot)) {
    const captions = layout.captions[slot % layout.captions.length];
    const overlay = text.role === 'title' ? layout.title : captions;
    const frame = layout.scratch[0]?.frame;
    if (overlay && frame) await setText(text, frame, memory, overlay);
  }
}

async function decode(job: ComposeJob, slot: number, scene: Picture): Promise<Uint8Array> {
  const path = job.paths[slot] as string;
  const { placement } = job.timeline.slots[slot] as Slot;
  try {
    return await decodePhoto(path, placement, scene);
  } catch (error) {
    return failOn(job, new BrokenSlotError(slot, error));
  }
}

/** Ends the process where a photo or video is to blame, naming its slot. @throws any other error */
async function failOn({ paths }: ComposeJob, error: unknown): Promise<never> {
  if (!(error instanceof BrokenSlotError)) throw error;
  await access(paths[error.slot] as string); // a file that is not there is no broken photo
  console.error(error.cause);
  console.error(`${BROKEN_PHOTO_MARK}${error.slot}`);
  process.exit(BROKEN_PHOTO_EXIT);
}

await main();
