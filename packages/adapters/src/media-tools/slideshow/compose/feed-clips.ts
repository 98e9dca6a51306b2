import { createFrameReader } from '@madrigal/core/slideshow';
import { type ClipFrames, openClip } from './clip-frames.ts';
import { clipsIn } from './compose-frame.ts';
import { counterAt } from './counter.ts';
import type { ComposeJob } from './job.ts';
import { isClip, type Layout, type Picture } from './layout.ts';

/**
 * Gives every thread the pictures of clips that its next frame shows, as soon as it drew the one
 * before. A clip is decoded while it is on screen and no further ahead than a pipe holds.
 * @throws BrokenSlotError
 */
export async function feedClips(
  job: ComposeJob,
  layout: Layout,
  memory: WebAssembly.Memory,
): Promise<void> {
  const read = createFrameReader(job.timeline);
  const opened = new Map<number, ClipFrames>();
  const open = (slot: number): ClipFrames => {
    const clip = opened.get(slot) ?? openClip(job, slot);
    opened.set(slot, clip);
    return clip;
  };
  for (const { frame, slots } of framesWithClips(job, read)) {
    await closeOthers(opened, slots);
    const { moving, drawn, fed } = layout.scratch[frame % job.threads] as Layout['scratch'][number];
    await counterAt(memory, drawn).reach(frame - job.threads + 1);
    for (const slot of slots) {
      await open(slot).read(bytesOf(moving[slot % moving.length] as Picture, memory));
    }
    counterAt(memory, fed).set(frame + 1);
  }
  await closeOthers(opened, []);
}

function* framesWithClips(
  { timeline }: ComposeJob,
  read: ReturnType<typeof createFrameReader>,
): Generator<{ frame: number; slots: number[] }> {
  if (!timeline.slots.some(isClip)) return;
  for (let frame = 0; frame < timeline.frameCount; frame += 1) {
    const slots = clipsIn(timeline, read(frame));
    if (slots.length > 0) yield { frame, slots };
  }
}

async function closeOthers(
  opened: Map<number, ClipFrames>,
  slots: readonly number[],
): Promise<void> {
  for (const [slot, clip] of [...opened].filter(([each]) => !slots.includes(each))) {
    opened.delete(slot);
    await clip.close();
  }
}

function bytesOf({ luma, width, height }: Picture, memory: WebAssembly.Memory): Uint8Array {
  return new Uint8Array(memory.buffer, luma, width * height * 1.5);
}
