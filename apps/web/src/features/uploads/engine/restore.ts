import type { Upload } from '@madrigal/contract';
import { mayRead, openHandle } from './handles.ts';
import { blankItem, type SourceFile, type UploadItem } from './model.ts';
import type { KeptUpload, UploadApi } from './ports.ts';
import { applyProcessing, watchProcessing } from './processing.ts';
import type { Engine } from './state.ts';

/** Pages of the server's list that are read for unfinished uploads. */
const pagesToRead = 5;

/**
 * Takes up what an earlier page left: files that were kept go on by themselves, others wait
 * until the person lets them be read, and what the server is working on is followed.
 */
export async function restoreUploads(
  engine: Engine,
  enqueue: (keys: string[]) => void,
): Promise<void> {
  const { kept, elsewhere } = await engine.deps.keeper.load();
  const ready: string[] = [];
  const items: UploadItem[] = [];
  for (const record of kept) {
    const source = await sourceOf(record);
    if (source) {
      engine.sources.set(record.key, source);
      ready.push(record.key);
    } else if (record.handle) {
      engine.handles.set(record.key, record.handle);
    }
    items.push(itemOfKept(record, source));
  }
  engine.board.add(items);
  enqueue(ready);
  await restoreFromServer(engine, elsewhere);
  watchProcessing(engine);
}

function itemOfKept(record: KeptUpload, source: SourceFile | null): UploadItem {
  const { key, fingerprint, name, path, sizeBytes, uploadId } = record;
  const phase = source ? 'waiting' : record.handle ? 'needs-permission' : 'needs-file';
  return { ...blankItem, key, fingerprint, name, path, sizeBytes, uploadId, phase };
}

async function sourceOf(record: KeptUpload): Promise<SourceFile | null> {
  const { path, file, handle } = record;
  if (file) return { file, path };
  if (!handle || !(await mayRead(handle))) return null;
  return openHandle(handle, record);
}

async function restoreFromServer(engine: Engine, elsewhere: Iterable<string>): Promise<void> {
  const known = new Set<string | null>(elsewhere);
  for (const item of engine.board.items()) known.add(item.uploadId);
  let cursor: string | null = null;
  for (let page = 0; page < pagesToRead; page++) {
    const answer: Awaited<ReturnType<UploadApi['list']>> | null = await engine.deps.api
      .list(cursor)
      .catch(() => null);
    if (!answer) return;
    for (const upload of answer.items) if (!known.has(upload.id)) addFromServer(engine, upload);
    cursor = answer.nextCursor;
    if (!cursor) return;
  }
}

function addFromServer(engine: Engine, upload: Upload): void {
  const { id, fileName, sizeBytes, fingerprint, state, processing } = upload;
  const unsent = state === 'created' || state === 'uploading';
  const followed = state === 'completed' && processing.state !== 'ready';
  if (!(unsent && fingerprint) && !followed) return;
  const item: UploadItem = {
    ...blankItem,
    key: id,
    fingerprint: fingerprint ?? id,
    name: fileName,
    path: fileName,
    sizeBytes,
    uploadId: id,
    phase: unsent ? 'needs-file' : 'processing',
  };
  engine.board.add([item]);
  if (followed) applyProcessing(engine, id, upload);
}
