import type { SourceFile } from './engine/model.ts';
import { looksLikeMedia } from './media-files.ts';

export interface Collected {
  files: SourceFile[];
  /** Files in folders that are no music, photos or videos. */
  skipped: number;
}

/** Handles are there in browsers of the Chromium family, on secure pages. */
interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
}

/**
 * Files and folders of a drop. What a drop carries may only be touched before the first await,
 * so everything is asked for at once.
 */
export async function collectDrop(transfer: DataTransfer): Promise<Collected> {
  const dropped = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item: HandleItem) => ({
      handle: item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null),
      entry: item.webkitGetAsEntry(),
      file: item.getAsFile(),
    }));
  const into: Collected = { files: [], skipped: 0 };
  for (const { handle, entry, file } of dropped) {
    const known = await handle;
    if (known?.kind === 'directory') await walkHandle(known as FileSystemDirectoryHandle, '', into);
    else if (entry?.isDirectory) await walkEntry(entry as FileSystemDirectoryEntry, into);
    else if (file) into.files.push(sourceOf(file, file.name, known as FileSystemFileHandle | null));
  }
  return into;
}

/** Files of an `<input type="file">`; those of a chosen folder carry their path. */
export function collectInput(list: FileList): Collected {
  const into: Collected = { files: [], skipped: 0 };
  for (const file of list) {
    const path = file.webkitRelativePath;
    if (path && !looksLikeMedia(file.name)) into.skipped++;
    else into.files.push(sourceOf(file, path || file.name, null));
  }
  return into;
}

/** Files chosen with handles, so that large ones can be opened again after a reload. */
export async function collectHandles(handles: FileSystemFileHandle[]): Promise<Collected> {
  const files = handles.map(async (handle) =>
    sourceOf(await handle.getFile(), handle.name, handle),
  );
  return { files: await Promise.all(files), skipped: 0 };
}

function sourceOf(file: File, path: string, handle: FileSystemFileHandle | null): SourceFile {
  return handle ? { file, path, handle } : { file, path };
}

async function walkHandle(
  folder: FileSystemDirectoryHandle,
  above: string,
  into: Collected,
): Promise<void> {
  const here = `${above}${folder.name}/`;
  for await (const child of folder.values()) {
    if (child.kind === 'directory') await walkHandle(child, here, into);
    else if (!looksLikeMedia(child.name)) into.skipped++;
    else into.files.push(sourceOf(await child.getFile(), here + child.name, child));
  }
}

async function walkEntry(folder: FileSystemDirectoryEntry, into: Collected): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // A reader hands out at most 100 entries at a time, and none when it is through.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return;
    for (const entry of entries) await takeEntry(entry, into);
  }
}

async function takeEntry(entry: FileSystemEntry, into: Collected): Promise<void> {
  if (entry.isDirectory) return walkEntry(entry as FileSystemDirectoryEntry, into);
  if (!looksLikeMedia(entry.name)) {
    into.skipped++;
    return;
  }
  const file = await new Promise<File>((resolve, reject) =>
    (entry as FileSystemFileEntry).file(resolve, reject),
  );
  into.files.push(sourceOf(file, entry.fullPath.replace(/^\//, ''), null));
}
