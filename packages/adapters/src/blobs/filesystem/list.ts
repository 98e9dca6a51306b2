import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobInfo, type BlobKey, toBlobKey } from '@madrigal/core/shared';
import { isMissing } from './errors.ts';
import { infoOf } from './info.ts';
import { directoryName, fileName, type Layout, pathOfKey, segmentOfName } from './layout.ts';

/**
 * Keys in byte order are a walk of the directories in which a directory sorts as its name with a
 * slash behind. The walk skips whole directories before the page, so a page costs what it shows
 * plus one listing per directory on the way.
 */
export async function listBlobs(
  layout: Layout,
  prefix: string,
  { limit, after }: { limit: number; after?: BlobKey },
): Promise<{ items: BlobInfo[]; next: BlobKey | null }> {
  const items: BlobInfo[] = [];
  let more = false;
  for await (const key of walk(layout, { prefix, after: after ?? '' }, '')) {
    if (items.length === limit) {
      more = true;
      break;
    }
    const info = await infoIfThere(layout, key);
    if (info) items.push(info);
  }
  return { items, next: more ? (items.at(-1)?.key ?? null) : null };
}

interface Wanted {
  prefix: string;
  after: string;
}

async function* walk(layout: Layout, wanted: Wanted, directory: string): AsyncGenerator<BlobKey> {
  for (const name of await sortedNames(layout, directory)) {
    const key = directory + name;
    if (!name.endsWith('/')) {
      if (key.startsWith(wanted.prefix) && key > wanted.after) yield toBlobKey(key);
    } else if (mayHold(key, wanted)) {
      yield* walk(layout, wanted, key);
    }
  }
}

/** Whether keys below this directory can have the prefix and lie after the position. */
function mayHold(directory: string, { prefix, after }: Wanted): boolean {
  const underPrefix = directory.startsWith(prefix) || prefix.startsWith(directory);
  return underPrefix && (directory > after || after.startsWith(directory));
}

async function sortedNames(layout: Layout, directory: string): Promise<string[]> {
  const segments = directory.split('/').filter(Boolean).map(directoryName);
  try {
    const entries = await readdir(join(layout.objects, ...segments), { withFileTypes: true });
    return entries.flatMap(nameOf).sort();
  } catch (error) {
    if (isMissing(error)) return []; // deleted while we walk
    throw error;
  }
}

/** Files that are none of ours, such as those of file managers and NFS, are left out. */
function nameOf(entry: Dirent): string[] {
  const segment = segmentOfName(entry.name);
  if (!isSegment(segment)) return [];
  if (entry.isDirectory()) return entry.name === directoryName(segment) ? [`${segment}/`] : [];
  return entry.isFile() && entry.name === fileName(segment) ? [segment] : [];
}

function isSegment(text: string): boolean {
  try {
    toBlobKey(text);
    return true;
  } catch {
    return false;
  }
}

async function infoIfThere(layout: Layout, key: BlobKey): Promise<BlobInfo | null> {
  try {
    return infoOf(key, await stat(pathOfKey(layout, key), { bigint: true }));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
