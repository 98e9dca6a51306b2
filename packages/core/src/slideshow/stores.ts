import type { SlideshowState } from '@madrigal/contract';
import type { Page, PageRequest, Position } from '../shared/index.ts';
import type { Point } from './model.ts';
import type { Beats } from './ports.ts';
import type { SlideshowRecord } from './record.ts';

/** A change that is made only while the slideshow is in one of these states. */
export interface SlideshowChange
  extends Partial<
    Omit<SlideshowRecord, 'id' | 'ownerId' | 'preview' | 'idempotencyKey' | 'createdAt'>
  > {
  whileState: readonly SlideshowState[];
  /** Only while this run has it. */
  whileRun?: string;
  updatedAt: Date;
}

/** Slideshows, and the beats of songs, by access pattern. */
export interface SlideshowStore {
  /** @throws conflict when the id exists, or its owner has one with its idempotency key */
  createSlideshow(created: SlideshowRecord): Promise<void>;
  /** @throws not_found */
  getSlideshow(slideshowId: string): Promise<SlideshowRecord>;
  findByIdempotencyKey(ownerId: string, key: string): Promise<SlideshowRecord | null>;
  /** Without previews, newest first; positions are `[id]`. @throws invalid_cursor */
  listSlideshowsOfOwner(
    ownerId: string,
    page: PageRequest<Position>,
  ): Promise<Page<SlideshowRecord, Position>>;
  /** Bytes of the finished slideshows of up to 200 people, previews aside; 0 for who has none. */
  sumBytesOf(ownerIds: readonly string[]): Promise<Map<string, number>>;
  /** Newest first. */
  listPreviewsOfOwner(ownerId: string, limit: number): Promise<SlideshowRecord[]>;
  /** Makes a change atomically; null when state or run did not allow it. @throws not_found */
  changeSlideshow(slideshowId: string, change: SlideshowChange): Promise<SlideshowRecord | null>;
  /** Removes a slideshow; one that does not exist is no error. */
  deleteSlideshow(slideshowId: string): Promise<void>;
  /** Queued or rendering slideshows that were not touched since `before`, the oldest first. */
  listStalledSlideshows(before: Date, limit: number): Promise<SlideshowRecord[]>;
  /** Previews made before that time, the oldest first. */
  listPreviewsBefore(before: Date, limit: number): Promise<SlideshowRecord[]>;

  /** Beats of the song with this content hash, if they were looked for. */
  findBeats(contentHash: string): Promise<Beats | null>;
  /** Keeps the beats of a song, in place of what was kept. */
  putBeats(contentHash: string, beats: Beats): Promise<void>;
}

/** What the planner has to know about a photo or video. */
export interface PhotoFacts {
  id: string;
  /** Size in pixels when upright. */
  width: number;
  height: number;
  /** Where its subject is, if anybody knows. */
  focus: Point | null;
  /** Length of a video; null of a photo. */
  durationMs: number | null;
}

/** Photos and videos that people may put into slideshows. */
export interface SlideshowPhotos {
  /** Those of up to 500 photos that are this person's and can be shown, in no particular order. */
  findPhotos(ownerId: string, photoIds: readonly string[]): Promise<PhotoFacts[]>;
  /**
   * Gives local, read-only files of this person's photos, by id, for the time of `use`; those that are
   * gone are left out. What expired of them is made again first, which takes a while. Orientation is as
   * the file's own EXIF says; videos are MP4s of ours, upright and in BT.709.
   */
  withFiles<T>(
    ownerId: string,
    photoIds: readonly string[],
    signal: AbortSignal,
    use: (paths: ReadonlyMap<string, string>) => Promise<T>,
  ): Promise<T>;
}
