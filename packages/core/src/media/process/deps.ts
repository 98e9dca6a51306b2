import type { AddSongDeps, CatalogueStore } from '../../catalog/index.ts';
import type { BlobStore } from '../../shared/index.ts';
import type { ContentSniffer } from '../dispatch/index.ts';
import type { ProcessingDeps } from '../upload/index.ts';
import type { AudioTools } from './ports.ts';

export interface AudioProcessingDeps extends ProcessingDeps, AddSongDeps {
  catalogue: CatalogueStore;
  processed: BlobStore;
  sniffer: ContentSniffer;
  audio: AudioTools;
  /** Makes an empty folder, gives it to `use` and removes it with all it holds. */
  withTempDir: <T>(use: (dir: string) => Promise<T>) => Promise<T>;
}
