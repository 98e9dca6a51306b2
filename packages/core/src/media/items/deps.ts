import type { MediaKind } from '@madrigal/contract';
import type { EventBus } from '../../notifications/index.ts';
import type { BlobStore, Clock, JobSender } from '../../shared/index.ts';
import type { MediaProcessor, MediaStore } from './ports.ts';

/** What it takes to move a media item on. */
export interface MediaDeps {
  media: MediaStore;
  jobs: JobSender;
  events: EventBus;
  clock: Clock;
}

/** What it takes to process one. */
export interface MediaProcessingDeps extends MediaDeps {
  raw: BlobStore;
  processed: BlobStore;
  processors: Readonly<Record<MediaKind, MediaProcessor>>;
  /** Makes an empty folder, gives it to `use` and removes it with all it holds. */
  withTempDir: <T>(use: (dir: string) => Promise<T>) => Promise<T>;
  /** How long renditions are kept, in ms. */
  renditionTtlMs: number;
}
