import type { Caller, OwnedData } from '../../identity/index.ts';
import type { Position } from '../../shared/index.ts';
import { cancelUpload } from './cancel-upload.ts';
import type { UploadsDeps } from './deps.ts';
import type { Upload } from './model.ts';

const PAGE = 200;

/** Uploads as part of somebody's account. Songs made from them belong to the library and stay. */
export function createOwnedUploads(deps: UploadsDeps): OwnedData {
  return {
    fileName: 'uploads.json',
    removeAll: (caller) => removeAll(deps, caller),
    exportAll: async ({ userId }) => {
      const all: object[] = [];
      for await (const upload of uploadsOf(deps, userId)) all.push(toExport(upload));
      return all;
    },
  };
}

/** @throws MadrigalError `conflict` while one is being processed */
async function removeAll(deps: UploadsDeps, caller: Caller): Promise<void> {
  for await (const upload of uploadsOf(deps, caller.userId)) {
    await cancelUpload(deps, caller, upload.id);
    await deps.uploads.deleteUpload(upload.id);
  }
}

async function* uploadsOf(deps: UploadsDeps, ownerId: string): AsyncGenerator<Upload> {
  let after: Position | null | undefined;
  do {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const { items, next } = await deps.uploads.listUploadsOfOwner(ownerId, { guests: true }, page);
    yield* items;
    after = next;
  } while (after);
}

function toExport(upload: Upload): object {
  const { id, fileName, sizeBytes, state, itemId, createdAt, updatedAt } = upload;
  return { id, fileName, sizeBytes, state, itemId, createdAt, updatedAt };
}
