// A thread of the composing process (see child.ts): draws every n-th frame.
import { workerData } from 'node:worker_threads';
import { createComposer } from './compose-frame.ts';
import { counterAt } from './counter.ts';
import type { ComposeJob } from './job.ts';
import { bindKernel } from './kernel.ts';
import { planLayout } from './layout.ts';

export interface ThreadData {
  job: ComposeJob;
  memory: WebAssembly.Memory;
  kernel: WebAssembly.Module;
  thread: number;
}

function run({ job, memory, kernel: module, thread }: ThreadData): void {
  const layout = planLayout(job);
  const kernel = bindKernel(module, memory);
  const composer = createComposer(job, { layout, kernel, memory, thread });
  const loaded = counterAt(memory, layout.loaded);
  const written = counterAt(memory, layout.written);
  const fed = counterAt(memory, composer.scratch.fed);
  const drawn = counterAt(memory, composer.scratch.drawn);
  for (let frame = thread; frame < job.timeline.frameCount; frame += job.threads) {
    loaded.wait(composer.lastSlotOf(frame) + 1);
    written.wait(frame - job.threads + 1);
    if (composer.showsClip(frame)) fed.wait(frame + 1);
    composer.compose(frame);
    drawn.set(frame + 1);
  }
}

run(workerData as ThreadData);
