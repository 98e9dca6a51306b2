import {
  type BlobKey,
  type BlobStore,
  type Clock,
  hasCode,
  MadrigalError,
  toBlobKey,
} from '../shared/index.ts';

/** A picture this old that nothing shows was left behind by a process that died. */
const SETTLED_MS = 3_600_000;
/** Pictures that one thing can have at a time, those included that were left behind. */
const MOST_PICTURES = 100;

/** Null for what is not a sound picture. */
export type PrepareCover = (picture: Uint8Array) => Promise<Uint8Array | null>;

export interface OwnPictureDeps {
  processed: Pick<BlobStore, 'write' | 'list' | 'delete'>;
  prepareCover: PrepareCover;
  clock: Clock;
  newId: () => string;
}

/** A picture fit for everybody. @throws MadrigalError `unsupported_media_type` */
export async function prepareSound(
  { prepareCover }: Pick<OwnPictureDeps, 'prepareCover'>,
  picture: Uint8Array,
): Promise<Uint8Array> {
  const prepared = await prepareCover(picture);
  if (prepared) return prepared;
  throw new MadrigalError('unsupported_media_type', 'This is not a picture that can be read.');
}

/**
 * Gives a thing with a folder of its own another picture, or none. Every picture has a key that is
 * never used again, so that caches may keep it and nobody deletes what somebody else just chose.
 * `change` makes the thing show it and answers what it showed before.
 * @throws MadrigalError `unsupported_media_type`, and what `change` throws
 */
export async function replacePicture(
  deps: OwnPictureDeps,
  folder: string,
  picture: Uint8Array | null,
  change: (key: BlobKey | null) => Promise<BlobKey | null>,
): Promise<void> {
  const prepared = picture && (await prepareSound(deps, picture));
  const key = prepared && toBlobKey(`${folder}/${deps.newId()}.webp`);
  if (key) await deps.processed.write(key, prepared);
  try {
    const former = await change(key);
    await deps.processed.delete([
      ...(former ? [former] : []),
      ...(await leftBehind(deps, folder, key)),
    ]);
  } catch (error) {
    // What is not there shows nothing; after any other fault nobody knows whether it does.
    if (key && hasCode(error, 'not_found')) await deps.processed.delete([key]);
    throw error;
  }
}

async function leftBehind(
  { processed, clock }: Pick<OwnPictureDeps, 'processed' | 'clock'>,
  folder: string,
  current: BlobKey | null,
): Promise<BlobKey[]> {
  const before = clock.now().getTime() - SETTLED_MS;
  const { items } = await processed.list(`${folder}/`, { limit: MOST_PICTURES });
  return items
    .filter(({ key, lastModified }) => key !== current && lastModified.getTime() < before)
    .map(({ key }) => key);
}

/** Deletes all pictures of a thing that is about to be gone, or is. */
export async function dropPictures(
  { processed }: { processed: Pick<BlobStore, 'list' | 'delete'> },
  folder: string,
): Promise<void> {
  const { items } = await processed.list(`${folder}/`, { limit: MOST_PICTURES });
  await processed.delete(items.map(({ key }) => key));
}
