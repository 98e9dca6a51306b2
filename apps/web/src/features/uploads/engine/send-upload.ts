import type { UploadDetails } from '@madrigal/contract';
import { isCode } from '../../../api/problem.ts';
import type { UploadItem } from './model.ts';
import { applyProcessing } from './processing.ts';
import { persist } from './retry.ts';
import { createSpeedMeter } from './speed.ts';
import type { Engine } from './state.ts';
import { sendBytes, type Transfer, UnreadableFile, UploadClosed } from './transfer.ts';

/** Takes one file all the way to the server; how it ended is in the board. Never rejects. */
export async function sendUpload(engine: Engine, key: string, signal: AbortSignal): Promise<void> {
  try {
    await announceAndSend(engine, key, signal);
  } catch (error) {
    // Paused or cancelled: whoever aborted has set the phase.
    if (signal.aborted) return;
    const fault =
      error instanceof UnreadableFile
        ? ({ kind: 'unreadable' } as const)
        : ({ kind: 'error', cause: error } as const);
    if (fault.kind === 'unreadable') engine.sources.delete(key);
    engine.board.change(key, { phase: 'failed', offline: false, bytesPerSecond: 0, fault });
  }
}

async function announceAndSend(engine: Engine, key: string, signal: AbortSignal): Promise<void> {
  const { patience } = engine.deps;
  const change = (changes: Partial<UploadItem>) => {
    if (!signal.aborted) engine.board.change(key, changes);
  };
  const stubbornly = <T>(run: () => Promise<T>) =>
    persist(run, patience, signal, (offline) => change({ offline }));

  change({ phase: 'starting', offline: false });
  let details = await stubbornly(() => openUpload(engine, key, signal));
  if (details.state !== 'completed') {
    change({ phase: 'sending' });
    details = await stubbornly(() => sendAndComplete(engine, key, details, signal, change));
  }
  engine.sources.delete(key);
  engine.deps.keeper.forget(key);
  change({ bytesPerSecond: 0, sentBytes: details.sizeBytes });
  applyProcessing(engine, key, details);
}

/** The upload as the server knows it: the one begun earlier if it is still open, else a new one. */
async function openUpload(
  engine: Engine,
  key: string,
  signal: AbortSignal,
): Promise<UploadDetails> {
  const { api, keeper } = engine.deps;
  const item = itemOf(engine, key);
  if (item.uploadId) {
    const known = await api.get(item.uploadId, signal).catch((error: unknown) => {
      if (isCode(error, 'not_found')) return null;
      throw error;
    });
    if (known && (known.state === 'completed' || known.transfer.kind !== 'closed')) return known;
  }
  const { name: fileName, sizeBytes, fingerprint } = item;
  const created = await api.create({ fileName, sizeBytes, fingerprint }, signal);
  engine.board.change(key, { uploadId: created.id, sentBytes: 0 });
  keeper.noteUploadId(key, created.id);
  return created;
}

async function sendAndComplete(
  engine: Engine,
  key: string,
  opened: UploadDetails,
  signal: AbortSignal,
  change: (changes: Partial<UploadItem>) => void,
): Promise<UploadDetails> {
  const { api, patience } = engine.deps;
  let details = opened;
  // Once more when the server misses parts that it had reported, or the upload was closed meanwhile.
  for (let round = 0; ; round++) {
    try {
      await sendBytes(details, transferOf(engine, key, details.id, signal, change));
      change({ phase: 'finishing' });
      const complete = () => api.complete(details.id, signal);
      return await persist(complete, patience, signal, (offline) => change({ offline }));
    } catch (error) {
      const again = error instanceof UploadClosed || isCode(error, 'upload_incomplete');
      if (signal.aborted || !again || round >= 2) throw error;
      details = await openUpload(engine, key, signal);
      if (details.state === 'completed') return details;
      change({ phase: 'sending' });
    }
  }
}

function transferOf(
  engine: Engine,
  key: string,
  uploadId: string,
  signal: AbortSignal,
  change: (changes: Partial<UploadItem>) => void,
): Transfer {
  const source = engine.sources.get(key);
  if (!source) throw new UnreadableFile();
  const meter = createSpeedMeter(engine.deps.now);
  let before: number | null = null;
  return {
    api: engine.deps.api,
    put: engine.deps.put,
    patience: engine.deps.patience,
    signal,
    file: source.file,
    uploadId,
    onTrouble: (offline) => change({ offline }),
    onProgress: (sentBytes) => {
      // The first report tells what had arrived earlier, which says nothing about the speed.
      const sent = before === null ? 0 : Math.max(0, sentBytes - before);
      before = sentBytes;
      meter.add(sent);
      engine.speed.add(sent);
      change({ sentBytes, offline: false, bytesPerSecond: meter.bytesPerSecond() });
    },
  };
}

function itemOf(engine: Engine, key: string): UploadItem {
  const item = engine.board.get(key);
  if (!item) throw new DOMException('cancelled', 'AbortError');
  return item;
}
