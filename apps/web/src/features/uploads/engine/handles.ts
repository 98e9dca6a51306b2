import type { SourceFile } from './model.ts';

/** The permission part of the File System API, which not every browser with handles has. */
interface GuardedHandle extends FileSystemFileHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

/** Whether a handle of an earlier page can be read without asking. */
export async function mayRead(handle: GuardedHandle): Promise<boolean> {
  return ((await handle.queryPermission?.({ mode: 'read' })) ?? 'granted') === 'granted';
}

/** Asks the person; only works in answer to a click or key. */
export async function askToRead(handle: GuardedHandle): Promise<boolean> {
  return ((await handle.requestPermission?.({ mode: 'read' })) ?? 'granted') === 'granted';
}

/** The file behind a handle; null when it is gone or is another one by now. */
export async function openHandle(
  handle: FileSystemFileHandle,
  known: { path: string; sizeBytes: number },
): Promise<SourceFile | null> {
  try {
    const file = await handle.getFile();
    return file.size === known.sizeBytes ? { file, path: known.path, handle } : null;
  } catch {
    return null;
  }
}
