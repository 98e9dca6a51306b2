import type { Placement, Slot } from '@madrigal/core/slideshow';
import { type ProcessEnd, runLimited, wasKilled } from '../../limited-process.ts';
import { BrokenSlotError } from './broken-slot.ts';
import type { ComposeJob } from './job.ts';
import { BLUR_SHRINK, BLUR_SIGMA, FILL_BRIGHTNESS } from './photo.ts';

const QUIET = ['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'warning'];
const THREADS = 2;

/** The frames of a clip, one after another, as planar 4:2:0 of the size of the slideshow. */
export interface ClipFrames {
  /** Fills `into` with the next frame. @throws BrokenSlotError */
  read(into: Uint8Array): Promise<void>;
  /** Settles when its process is gone. */
  close(): Promise<void>;
}

/** Starts to decode the clip of a slot, an MP4, at the pace at which it is read. */
export function openClip(job: ComposeJob, slot: number): ClipFrames {
  if (!job.ffmpeg) throw new TypeError('There is nothing to decode clips with.');
  const { path, timeMs, memoryBytes } = job.ffmpeg;
  const stop = new AbortController();
  const closed = Promise.withResolvers<void>();
  const output = Promise.withResolvers<AsyncIterator<Buffer>>();
  const ending = runLimited({
    ...{ command: path, args: clipArguments(job, slot), timeMs, memoryBytes },
    signal: stop.signal,
    drain: (stdout) => {
      output.resolve(stdout[Symbol.asyncIterator]());
      return closed.promise;
    },
  });
  ending.catch(output.reject); // where it did not start
  output.promise.catch(() => {});
  const read = createFiller(output.promise);
  return {
    async read(into) {
      if (await read(into)) return;
      closed.resolve();
      throw reasonOf(slot, await ending);
    },
    async close() {
      closed.resolve();
      stop.abort();
      await ending.catch(() => {});
    },
  };
}

/** Fills arrays from chunks; answers false when there are not enough any more. */
function createFiller(output: Promise<AsyncIterator<Buffer>>) {
  let rest: Uint8Array = new Uint8Array();
  return async (into: Uint8Array): Promise<boolean> => {
    let filled = 0;
    while (filled < into.length) {
      if (rest.length === 0) {
        const next = await (await output).next();
        if (next.done) return false;
        rest = next.value;
      }
      const part = rest.subarray(0, into.length - filled);
      into.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
    return true;
  };
}

function reasonOf(slot: number, end: ProcessEnd): Error {
  if (wasKilled(end)) return new Error('Decoding a clip was interrupted.', { cause: end.log });
  return new BrokenSlotError(slot, end.log);
}

function clipArguments({ timeline, paths, width, height }: ComposeJob, index: number): string[] {
  const { placement, clipFromMs = 0, ...slot } = timeline.slots[index] as Slot;
  return [
    ...[...QUIET, '-threads', String(THREADS), '-ss', (clipFromMs / 1000).toFixed(3)],
    ...['-f', 'mov', '-i', `file:${paths[index]}`],
    ...['-filter_complex', graph(placement, { width, height, fps: timeline.fps })],
    ...['-map', '[clip]', '-frames:v', String(slot.visibleTo - slot.visibleFrom)],
    ...['-f', 'rawvideo', 'pipe:1'],
  ];
}

/** Keeps its last picture for as long as more are wanted. */
const STAYS = 'tpad=stop=-1:stop_mode=clone';

function graph(
  placement: Placement,
  { width, height, fps }: { width: number; height: number; fps: number },
): string {
  const begin = `[0:V:0]fps=${fps},${STAYS}`;
  if (placement.kind === 'cover') {
    const { crop } = placement;
    const [wide, high] = [Math.round(width / crop.width), Math.round(height / crop.height)];
    const left = Math.min(wide - width, Math.round(crop.x * wide));
    const top = Math.min(high - height, Math.round(crop.y * high));
    const cut = `crop=${width}:${height}:${left}:${top}:exact=1`;
    return `${begin},${scaleTo(wide, high)},${cut},format=yuv420p[clip]`;
  }
  const { at } = placement;
  const [wide, high] = [even(at.width * width), even(at.height * height)];
  const small = [even(width / BLUR_SHRINK), even(height / BLUR_SHRINK)];
  const around = [
    `scale=${small.join(':')}:force_original_aspect_ratio=increase,crop=${small.join(':')}`,
    `gblur=sigma=${BLUR_SIGMA},${DARKER},${scaleTo(width, height)}`,
  ].join(',');
  const [left, top] = [(width - wide) / 2, (height - high) / 2];
  return [
    `${begin},split[one][other]`,
    `[one]${around}[around]`,
    `[other]${scaleTo(wide, high)}[whole]`,
    `[around][whole]overlay=${left}:${top},format=yuv420p[clip]`,
  ].join(';');
}

const [BLACK, GREY] = [16, 128];
const DARKER = `lutyuv=${[
  ...[`y=(val-${BLACK})*${FILL_BRIGHTNESS}+${BLACK}`],
  ...['u', 'v'].map((plane) => `${plane}=(val-${GREY})*${FILL_BRIGHTNESS}+${GREY}`),
].join(':')}`;

/** Our own videos are in BT.709, limited range. */
function scaleTo(width: number, height: number): string {
  const colour = 'in_color_matrix=bt709:in_range=tv:out_color_matrix=bt709:out_range=tv';
  return `scale=${width}:${height}:flags=bicubic:${colour}`;
}

function even(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2));
}
