import type {
  SlideshowSpec as RequestedSpec,
  SlideshowFailureCode,
  SlideshowState,
} from '@madrigal/contract';
import { type BlobKey, toBlobKey } from '../shared/index.ts';

export interface SlideshowFailure {
  code: (typeof SlideshowFailureCode)['options'][number];
  /** For the owner. */
  message: string;
  /** The photo that is to blame. */
  mediaId: string | null;
}

/** The finished video and its poster. */
export interface SlideshowResult {
  video: BlobKey;
  poster: BlobKey;
  sizeBytes: number;
  durationMs: number;
  width: number;
  height: number;
}

/** A slideshow somebody asked for, and what became of it. */
export interface SlideshowRecord {
  id: string;
  ownerId: string;
  name: string;
  /** A quick try: not listed, and gone after a day. */
  preview: boolean;
  /** As it was asked for. */
  spec: RequestedSpec;
  /** Unique among its owner's. */
  idempotencyKey: string | null;
  state: SlideshowState;
  /** How often it was sent to be rendered by a person, from 1. */
  round: number;
  /** The run that has it, or had it last: results of others count for nothing. */
  runId: string | null;
  percent: number;
  /** Estimate as of `updatedAt`. */
  remainingMs: number | null;
  failure: SlideshowFailure | null;
  /** Ids of photos that were left out. */
  skipped: string[];
  /** Null unless `ready`. */
  result: SlideshowResult | null;
  /** True once its owner was written to. */
  announced: boolean;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

const FOLDERS = { final: 'library/slideshows', preview: 'transient/slideshows' } as const;

/** Where objects of slideshows lie: those that stay, and those that do not. */
export const slideshowFolders: readonly string[] = Object.values(FOLDERS);

/** Objects of one run. No two runs write the same key, so that none can spoil what another made. */
export function keysOfRun(
  { id, preview }: Pick<SlideshowRecord, 'id' | 'preview'>,
  runId: string,
): { video: BlobKey; poster: BlobKey } {
  const folder = `${preview ? FOLDERS.preview : FOLDERS.final}/${id}`;
  return {
    video: toBlobKey(`${folder}/${runId}.mp4`),
    poster: toBlobKey(`${folder}/${runId}.jpg`),
  };
}

/** Which run of which slideshow an object is of. */
export function runOfKey(key: BlobKey): { slideshowId: string; runId: string } {
  const [slideshowId = '', name = ''] = key.split('/').slice(-2);
  return { slideshowId, runId: name.slice(0, name.lastIndexOf('.')) };
}
