import type { CatalogueStore } from '../catalog/index.ts';
import type { AccountDirectory } from '../identity/index.ts';
import type { ContentSniffer } from '../media/dispatch/index.ts';
import type { EventBus, PostOffice } from '../notifications/index.ts';
import type { BlobStore, Clock, JobSender, Logger } from '../shared/index.ts';
import type { BeatDetector, SlideshowRenderer } from './ports.ts';
import type { SlideshowPhotos, SlideshowStore } from './stores.ts';

export interface SlideshowsDeps {
  slideshows: SlideshowStore;
  photos: SlideshowPhotos;
  catalogue: Pick<CatalogueStore, 'getSong'>;
  processed: BlobStore;
  jobs: JobSender;
  events: EventBus;
  clock: Clock;
  newId: () => string;
  /** @throws MadrigalError `quota_exceeded` for somebody who has no storage left */
  checkRoom(userId: string): Promise<void>;
}

/** What it takes to render one. */
export interface RenderDeps extends Omit<SlideshowsDeps, 'jobs' | 'checkRoom'> {
  renderer: SlideshowRenderer;
  beats: BeatDetector;
  sniffer: ContentSniffer;
  directory: Pick<AccountDirectory, 'getAccount'>;
  postOffice: Pick<PostOffice, 'deliver'>;
  /** Address of the instance for links in mails; null where none is configured. */
  publicUrl: string | null;
  logger: Logger;
  /** How often in ms progress is stored, and a cancellation noticed. */
  reportEveryMs: number;
  /** Makes an empty folder, gives it to `use` and removes it with all it holds. */
  withTempDir: <T>(use: (dir: string) => Promise<T>) => Promise<T>;
}
