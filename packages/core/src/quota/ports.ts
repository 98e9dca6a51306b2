import type { StorageLimit, StorageUse } from './model.ts';

/** What is known of one person's storage. */
export interface StorageRecord {
  use: Pick<StorageUse, 'mediaBytes' | 'uploadBytes'>;
  /** Null where the limit of the instance holds. */
  ownLimit: StorageLimit | null;
}

/**
 * Measures what people upload, from the same records that say what they have: nothing is counted twice
 * or forgotten, whatever dies. An upload counts until it became a media item, which counts from then on;
 * what became a song, was turned away, cancelled or expired does not count. New uploads are held to a
 * limit where they are written, by `UploadStore.createUpload`, which counts the same; slideshows are
 * counted by their own store.
 */
export interface QuotaStore {
  /** Of up to 200 people, those without anything included. */
  readStorage(userIds: readonly string[]): Promise<Map<string, StorageRecord>>;
  /** Null where the limit of the instance holds. */
  getOwnLimit(userId: string): Promise<StorageLimit | null>;
  /** Sets somebody's own limit, or takes it away (null). Repeating it is no error. */
  setOwnLimit(userId: string, limit: StorageLimit | null): Promise<void>;
}
