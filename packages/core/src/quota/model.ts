/** Bytes of one person that count towards their limit. */
export interface StorageUse {
  /** Raw objects of photos and videos, those in the trash included. */
  mediaBytes: number;
  /** Uploads on their way, at the size they were announced with, and those whose processing failed. */
  uploadBytes: number;
  /** Finished slideshows, previews aside. */
  slideshowBytes: number;
}

/** A limit that was set for one person; null bytes are no limit at all. */
export interface StorageLimit {
  limitBytes: number | null;
}

/** What one person stores and may store. */
export interface StorageQuota {
  use: StorageUse;
  usedBytes: number;
  limitBytes: number | null;
  /** At least 0; null without a limit. */
  leftBytes: number | null;
}

export function sumOf({ mediaBytes, uploadBytes, slideshowBytes }: StorageUse): number {
  return mediaBytes + uploadBytes + slideshowBytes;
}
