import type { Caller } from '../../identity/index.ts';
import { hasCode, MadrigalError } from '../../shared/index.ts';
import type { Share, Sharing } from '../../sharing/index.ts';
import type { NewUpload, UploadStore, Uploads } from '../upload/index.ts';

/** Files of one link that may be on their way at the same time. */
export const MOST_OPEN = 200;

export interface GuestUploadsDeps {
  sharing: Pick<Sharing, 'admitGuest'>;
  uploads: Uploads;
  store: Pick<UploadStore, 'getUpload' | 'countOpenUploadsOfShare'>;
}

/** A file that a visitor sends; `guestName` is what they call themselves, empty for nothing. */
export type NewGuestUpload = Pick<
  NewUpload,
  'fileName' | 'sizeBytes' | 'fingerprint' | 'modifiedAt'
> & { guestName: string };

export type GuestUploads = ReturnType<typeof createGuestUploads>;

/**
 * Files that visitors send by a link to a photo album, whose owner asked for them. They are the
 * owner's from the first byte on: by account, by limits and by what becomes of them. The id of an
 * upload, which nobody but its sender is told, is what lets them go on with it. Every call looks at
 * the link anew, so that nothing goes on by one that has ended.
 */
export function createGuestUploads(deps: GuestUploadsDeps) {
  const onBehalf = async (token: string, uploadId: string) => {
    const share = await deps.sharing.admitGuest(token);
    const { guest } = await deps.store.getUpload(uploadId);
    if (guest?.shareId === share.id) return ownerOf(share);
    throw new MadrigalError('not_found', 'There is no such upload.');
  };
  return {
    /**
     * @throws MadrigalError `not_found`, `password_required`, `forbidden` (a link that takes no
     * files), `too_many_requests`, `quota_exceeded`
     */
    create: (token: string, input: NewGuestUpload) => createGuestUpload(deps, token, input),
    get: async (token: string, uploadId: string) =>
      deps.uploads.get(await onBehalf(token, uploadId), uploadId),
    signParts: async (token: string, uploadId: string, partNumbers: readonly number[]) =>
      deps.uploads.signParts(await onBehalf(token, uploadId), uploadId, partNumbers),
    complete: async (token: string, uploadId: string) =>
      deps.uploads.complete(await onBehalf(token, uploadId), uploadId),
    cancel: async (token: string, uploadId: string) =>
      deps.uploads.cancel(await onBehalf(token, uploadId), uploadId),
  };
}

async function createGuestUpload(
  deps: GuestUploadsDeps,
  token: string,
  { guestName, ...file }: NewGuestUpload,
) {
  const share = await deps.sharing.admitGuest(token);
  if ((await deps.store.countOpenUploadsOfShare(share.id)) >= MOST_OPEN) {
    throw new MadrigalError(
      'too_many_requests',
      'Too many files are on their way by this link. Wait until some have arrived.',
      { retryAfterSeconds: 60 },
    );
  }
  const guest = { shareId: share.id, name: guestName };
  const upload = { ...file, photoAlbumId: share.target.id, guest };
  return deps.uploads.create(ownerOf(share), upload).catch(withoutFigures);
}

/** How much the owner stores and may store is nothing for visitors. */
function withoutFigures(error: unknown): never {
  if (!hasCode(error, 'quota_exceeded')) throw error;
  throw new MadrigalError('quota_exceeded', 'Whoever owns this album has no room for the file.');
}

/** Whom the files belong to. Not an admin, whoever it is: visitors add no songs. */
function ownerOf({ ownerId: userId }: Share): Caller {
  return { userId, role: 'listener' };
}
