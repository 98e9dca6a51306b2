import type { AddSongDeps, CatalogueStore } from '../../catalog/index.ts';
import type { BlobStore, Clock } from '../../shared/index.ts';
import type { ContentSniffer } from '../dispatch/index.ts';
import type { ProcessingDeps } from '../upload/index.ts';
import type { AudioTools } from './ports.ts';

/** What it takes to make a song of an audio file. */
export interface SongMakingDeps extends AddSongDeps {
  processed: BlobStore;
  sniffer: ContentSniffer;
  audio: AudioTools;
  clock: Clock;
  /** Makes an empty folder, gives it to `use` and removes it with all it holds. */
  withTempDir: <T>(use: (dir: string) => Promise<T>) => Promise<T>;
}

export interface AudioProcessingDeps extends ProcessingDeps, SongMakingDeps {
  catalogue: CatalogueStore;
}
