import type { Upload } from '@madrigal/contract';
import { isCode } from '../../../api/problem.ts';
import type { UploadItem } from './model.ts';
import type { Engine } from './state.ts';

const pollEveryMs = 1000;
/** While the server tells of changes by itself, asking only makes up for what got lost. */
const pollWhenToldMs = 10_000;
/** What the server tells of is looked at no more often than this. */
const lookEveryMs = 700;
/** Asked one by one in every round; the server works on the oldest first. */
const oldestAtOnce = 4;

/** Shows what the server says about an upload whose bytes it has. */
export function applyProcessing(engine: Engine, key: string, upload: Upload): void {
  const item = engine.board.get(key);
  if (!item) return;
  const change = changeOf(upload);
  engine.board.change(key, { ...change, uploadId: upload.id, sentBytes: upload.sizeBytes });
  const { mediaId } = upload.processing;
  const arrived = change.phase === 'ready' || change.phase === 'duplicate';
  if (arrived && item.phase !== change.phase && mediaId) {
    engine.deps.onMediaReady(mediaId, item.fingerprint);
  }
  const ended = change.phase === 'ready' && item.phase !== 'ready';
  if (ended && change.songId) engine.deps.onSongReady(change.songId);
}

function changeOf({ processing }: Upload): Partial<UploadItem> {
  const base = { step: processing.step, percent: processing.percent, songId: processing.songId };
  switch (processing.state) {
    case 'ready':
      return { ...base, phase: processing.duplicate ? 'duplicate' : 'ready' };
    case 'rejected': {
      const { code, message } = processing.rejection ?? { message: '' };
      return { ...base, phase: 'rejected', fault: { kind: 'rejected', code, message } };
    }
    case 'failed':
      return { ...base, phase: 'failed', fault: { kind: 'processing' } };
    default:
      return { ...base, phase: 'processing' };
  }
}

/** The server said that an upload moved on, or (null) that any of them may have. */
export async function noticeChange(engine: Engine, uploadId: string | null): Promise<void> {
  engine.told = true;
  for (const item of itemsInProcessing(engine)) {
    if (uploadId === null || item.uploadId === uploadId) engine.changed.add(item.key);
  }
  if (engine.looking) return;
  engine.looking = true;
  await lookAtChanged(engine).finally(() => {
    engine.looking = false;
  });
}

/** Many changes of one upload come within a second; it is asked about once. */
async function lookAtChanged(engine: Engine): Promise<void> {
  const never = new AbortController().signal;
  while (engine.changed.size > 0) {
    const keys = [...engine.changed].slice(0, oldestAtOnce);
    for (const key of keys) engine.changed.delete(key);
    const items = itemsInProcessing(engine).filter(({ key }) => keys.includes(key));
    // What could not be asked now is asked in the next round of watching.
    await Promise.allSettled(items.map((item) => ask(engine, item, never)));
    await engine.deps.patience.wait(lookEveryMs, never);
  }
}

/** Asks about the uploads in processing again and again, for as long as there are any. */
export function watchProcessing(engine: Engine): void {
  if (engine.watching) return;
  engine.watching = true;
  void watch(engine).finally(() => {
    engine.watching = false;
  });
}

async function watch(engine: Engine): Promise<void> {
  const never = new AbortController().signal;
  let cursor: string | null = null;
  for (;;) {
    const open = itemsInProcessing(engine);
    if (open.length === 0) return;
    try {
      await Promise.all(open.slice(0, oldestAtOnce).map((item) => ask(engine, item, never)));
      // With many at once each round also reads a page of the list, going round and round.
      cursor = open.length > oldestAtOnce ? await readPage(engine, cursor) : null;
    } catch {
      // The server does not answer; the banner says so, and the next round asks again.
    }
    await engine.deps.patience.wait(engine.told ? pollWhenToldMs : pollEveryMs, never);
  }
}

function itemsInProcessing(engine: Engine): UploadItem[] {
  return [...engine.board.items()].filter((item) => item.phase === 'processing');
}

async function ask(engine: Engine, item: UploadItem, signal: AbortSignal): Promise<void> {
  try {
    applyProcessing(engine, item.key, await engine.deps.api.get(item.uploadId ?? '', signal));
  } catch (cause) {
    if (!isCode(cause, 'not_found')) throw cause;
    engine.board.change(item.key, { phase: 'failed', fault: { kind: 'error', cause } });
  }
}

async function readPage(engine: Engine, cursor: string | null): Promise<string | null> {
  const page = await engine.deps.api.list(cursor);
  const byId = new Map(itemsInProcessing(engine).map((item) => [item.uploadId, item.key]));
  for (const upload of page.items) {
    const key = byId.get(upload.id);
    if (key && upload.state === 'completed') applyProcessing(engine, key, upload);
  }
  return page.nextCursor;
}
