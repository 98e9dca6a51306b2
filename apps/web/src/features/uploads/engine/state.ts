import type { Board } from './board.ts';
import type { SourceFile } from './model.ts';
import type { Keeper, UploadApi } from './ports.ts';
import type { Put } from './put.ts';
import type { Patience } from './retry.ts';
import type { SpeedMeter } from './speed.ts';

export interface UploaderDeps {
  api: UploadApi;
  put: Put;
  keeper: Keeper;
  patience: Patience;
  now(): number;
  newKey(): string;
  /** Runs a function soon; batches what the page is told. */
  schedule(flush: () => void): void;
  maxSizeBytes: number;
  /** Called with each song that has just become part of the library. */
  onSongReady(songId: string): void;
  /** Called with each photo or video that can be shown now, new or not, and the file it came from. */
  onMediaReady(mediaId: string, fingerprint: string): void;
}

/** The engine's state, shared by its modules. */
export interface Engine {
  deps: UploaderDeps;
  board: Board;
  speed: SpeedMeter;
  /** Files of the items that still have to be sent. */
  sources: Map<string, SourceFile>;
  /** Handles of items that wait for the permission to read them. */
  handles: Map<string, FileSystemFileHandle>;
  /** Keys in the order in which they will be sent. */
  queue: string[];
  running: Map<string, AbortController>;
  watching: boolean;
  /** The server tells of changes in processing by itself. */
  told: boolean;
  /** Keys of items that the server said moved on, to be looked at. */
  changed: Set<string>;
  /** They are being looked at. */
  looking: boolean;
}
