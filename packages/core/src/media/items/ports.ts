import type { MediaKind } from '@madrigal/contract';
import type { BlobKey, Page, PageRequest, Position } from '../../shared/index.ts';
import type {
  MediaEdit,
  MediaFacts,
  MediaItem,
  MediaProgress,
  MonthCount,
  Rendition,
  TagCount,
} from './model.ts';

/** A change of how far an item is, made only while the conditions hold. */
export interface MediaChange {
  /** The item's state must be one of these. */
  whileState: readonly MediaProgress['state'][];
  /** The item's generation must be this one, when given. */
  whileGeneration?: number;
  progress?: MediaProgress;
  generation?: number;
  /** What processing found out, and its new renditions, all at once. */
  processed?: {
    facts: Omit<MediaFacts, 'capture'>;
    capture: MediaItem['capture'];
    contentHash: string;
    renditionsOf: number;
    renditions: readonly Rendition[];
  };
  updatedAt: Date;
}

export interface MediaFilter {
  kind?: MediaKind | undefined;
  tag?: string | undefined;
  /** Only items of this photo album, which is not checked. */
  albumId?: string | undefined;
  /** `2026-02`: the month of the clock where it was captured; see {@link MonthCount}. */
  month?: string | undefined;
  /** True for what is in the trash, false for all the rest. */
  trash: boolean;
}

/** What is left of a removed item, until its objects are gone. */
export interface MediaRemains {
  mediaId: string;
  rawKey: BlobKey;
  removedAt: Date;
}

/** The same once its objects were deleted: somebody who works on it may still write more of them. */
export type ClearedRemains = Omit<MediaRemains, 'rawKey'>;

/** Photos and videos by access pattern. */
export interface MediaStore {
  /** Adds an item; false, and nothing changes, when the id exists. */
  createMedia(item: MediaItem): Promise<boolean>;
  /** @throws not_found */
  getMedia(mediaId: string): Promise<MediaItem>;
  /** Those of up to 500 items that this person owns, in no particular order. */
  getMediaOf(ownerId: string, mediaIds: readonly string[]): Promise<MediaItem[]>;
  /** Captured last first, then by id downwards, positions `[capturedAt ISO, id]`. @throws invalid_cursor */
  listMediaOf(
    ownerId: string,
    filter: MediaFilter,
    page: PageRequest<Position>,
  ): Promise<Page<MediaItem, Position>>;
  /** Months of a person's items that are not in the trash, last first; none without items. */
  listMonthsOf(ownerId: string, filter: Pick<MediaFilter, 'kind' | 'tag'>): Promise<MonthCount[]>;
  /** Tags of a person in the order of their names, with how often each is used. */
  listTagsOf(ownerId: string): Promise<TagCount[]>;
  /** Makes a change atomically; null when the conditions did not hold. @throws not_found */
  changeMedia(mediaId: string, change: MediaChange): Promise<MediaItem | null>;
  /** Edits those of up to 500 items that this person owns; answers them as they are now. */
  editMedia(ownerId: string, mediaIds: readonly string[], edit: MediaEdit): Promise<MediaItem[]>;
  /** Puts items of a person into the trash; those that are in it keep their time. Answers the ids. */
  trashMedia(ownerId: string, mediaIds: readonly string[], at: Date): Promise<string[]>;
  /** Takes items of a person out of the trash; answers the ids of those that exist. */
  restoreMedia(ownerId: string, mediaIds: readonly string[]): Promise<string[]>;
  /**
   * Up to `limit` other items of a person, trash aside, whose perceptual hash differs in at most
   * `maxBits` bits, the most alike first.
   */
  listSimilarMedia(
    item: Pick<MediaItem, 'id' | 'ownerId' | 'perceptualHash'>,
    maxBits: number,
    limit: number,
  ): Promise<MediaItem[]>;

  /** Items received or in processing that were not touched since `before`, oldest first. */
  listStalledMedia(before: Date, limit: number): Promise<MediaItem[]>;
  /** Items with renditions that expired by `now`, oldest first. */
  listExpiredMedia(now: Date, limit: number): Promise<MediaItem[]>;
  /** Forgets the renditions of an item while they are of this generation; else nothing changes. */
  forgetRenditions(mediaId: string, renditionsOf: number): Promise<void>;
  /**
   * Removes for good those of a person's items that are named and in the trash; leaves remains.
   * Answers the ids that were removed.
   */
  removeMedia(ownerId: string, mediaIds: readonly string[], at: Date): Promise<string[]>;
  /** Removes up to `limit` items that are in the trash since before `before`; answers how many. */
  purgeTrashedMedia(before: Date, at: Date, limit: number): Promise<number>;
  /** Removes up to `limit` items of a person, in the trash or not; answers how many. */
  purgeMediaOf(ownerId: string, at: Date, limit: number): Promise<number>;
  /** Those whose objects were not deleted yet, in no particular order. */
  listMediaRemains(limit: number): Promise<MediaRemains[]>;
  /** The objects were deleted; the raw one, and with it the owner, is named no more. */
  markMediaCleared(remains: ClearedRemains): Promise<void>;
  /** Cleared remains of items that were removed at `until` or before, in no particular order. */
  listClearedMedia(until: Date, limit: number): Promise<ClearedRemains[]>;
  /** Remains that are not there are no error. */
  forgetMediaRemains(mediaId: string): Promise<void>;
}

/** A raw object as a processor gets it: local, read-only and hostile. */
export interface MediaSource {
  path: string;
  /** As sniffed; see {@link MediaItem.format}. */
  format: string;
}

/** A local file that becomes an object in the folder of an item. */
export interface MadeFile {
  /** Path in the item's folder. */
  name: string;
  path: string;
}

/** What a processor made of a raw object. */
export interface ProcessedMedia {
  facts: MediaFacts;
  /** Every file to keep, those included that a rendition refers to, such as segments. */
  files: readonly MadeFile[];
  renditions: readonly Omit<Rendition, 'madeAt' | 'expiresAt'>[];
}

/**
 * Makes what is shown of one kind of media. Input is hostile: everything decodes in processes of
 * its own under limits of time, memory and size, without network and without following references
 * to other files.
 */
export interface MediaProcessor {
  /**
   * Writes only into `dir`, an empty folder that is removed afterwards. Repeated with the same
   * source it makes the same files.
   * @throws MediaRejectedError for a file that can never be shown; anything else is worth a retry
   */
  process(
    source: MediaSource,
    run: {
      dir: string;
      onProgress: (step: string, percent: number) => void;
      signal: AbortSignal;
    },
  ): Promise<ProcessedMedia>;
}
