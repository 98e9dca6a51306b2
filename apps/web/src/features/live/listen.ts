import { ServerEvent } from '@madrigal/contract';
import { createEventParser } from './parse-events.ts';

export interface ListenDeps {
  /** Opens the stream, to go on after an event. Rejects when that cannot be done. */
  open(lastEventId: string | null, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** Rejects when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  onEvent(event: ServerEvent): void;
}

const pausesMs = [1000, 2000, 5000, 10_000, 30_000];
/** The server says something every 20 seconds; a stream more quiet than this has died unseen. */
const silenceMs = 50_000;

/** Listens to the server's events until the signal aborts, and comes back whenever it is cut off. */
export async function listen(deps: ListenDeps, signal: AbortSignal): Promise<void> {
  const memory = { lastEventId: null as string | null };
  for (let failures = 0; !signal.aborted; ) {
    try {
      await readStream(deps, memory, signal);
      failures = 0;
    } catch {
      // Cut off or refused: the same as an end, but with more and more patience.
      failures++;
    }
    const pause = pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0;
    await deps.wait(pause, signal).catch(() => undefined);
  }
}

async function readStream(
  deps: ListenDeps,
  memory: { lastEventId: string | null },
  signal: AbortSignal,
): Promise<void> {
  const quiet = new AbortController();
  const stop = AbortSignal.any([signal, quiet.signal]);
  let timer = setTimeout(() => quiet.abort(), silenceMs);
  try {
    const stream = await deps.open(memory.lastEventId, stop);
    const parse = createEventParser();
    const decoder = new TextDecoder();
    for await (const chunk of chunksOf(stream)) {
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), silenceMs);
      for (const { id, data } of parse(decoder.decode(chunk, { stream: true }))) {
        if (id !== null) memory.lastEventId = id;
        const event = eventOf(data);
        if (event) deps.onEvent(event);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Not `for await` on the stream itself, which not every browser can. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

/** Null for what a newer server tells. */
function eventOf(data: string): ServerEvent | null {
  try {
    return ServerEvent.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
