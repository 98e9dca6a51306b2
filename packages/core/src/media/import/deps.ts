import type { CatalogueStore } from '../../catalog/index.ts';
import type { Caller } from '../../identity/index.ts';
import type { EventBus } from '../../notifications/index.ts';
import type { Clock, JobSender, Logger } from '../../shared/index.ts';
import type { SongMakingDeps } from '../process/index.ts';
import type { FolderReader, ImportStore } from './ports.ts';

export interface ImportsDeps {
  imports: ImportStore;
  folders: FolderReader;
  jobs: JobSender;
  clock: Clock;
  newId: () => string;
  /** Absolute folders that may be imported; null for any. */
  roots: readonly string[] | null;
}

/** What it takes to read a folder. */
export interface ImportRunDeps extends SongMakingDeps {
  imports: ImportStore;
  folders: FolderReader;
  catalogue: CatalogueStore;
  events: EventBus;
  logger: Logger;
  importing: ImportPace;
}

export interface ImportPace {
  /** Files read at the same time; each keeps about one processor busy. */
  filesAtOnce: number;
  /** How often progress is stored, and the wish to stop noticed, in ms. */
  reportEveryMs: number;
}

/** Who asks for an import: only the account matters, whoever may ask was checked before. */
export type Importer = Pick<Caller, 'userId'>;
