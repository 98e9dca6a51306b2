export { accountDirectorySuite, tokenVerifierSuite } from './accounts-suite.ts';
export {
  type AudioFormatFacts,
  type AudioToolsSetup,
  audioToolsSuite,
} from './audio-tools-suite.ts';
export { type AuditLogSetup, describeAuditLog } from './audit-log-suite.ts';
export {
  type BeatDetectorSetup,
  type BeatSongRequest,
  describeBeatDetector,
} from './beat-detector-suite.ts';
export type { BlobStoreSetup } from './blob-store-context.ts';
export { describeBlobStore } from './blob-store-suite.ts';
export { addSongs, noPictures } from './catalogue-samples.ts';
export { type CatalogueStoreSetup, describeCatalogueStore } from './catalogue-store-suite.ts';
export {
  contentSnifferSuite,
  type SniffSample,
  type VideoSample,
} from './content-sniffer-suite.ts';
export { describeEventBus, type EventBusSetup } from './event-bus-suite.ts';
export { describeImportStore, type ImportStoreSetup } from './import-store-suite.ts';
export { describeJobQueue, type JobQueueSetup } from './job-queue-suite.ts';
export { describeLibraryStore, type LibraryStoreSetup } from './library-store-suite.ts';
export { describeMarkStore, type MarkStoreSetup } from './mark-store-suite.ts';
export { describeMediaStore, type MediaStoreSetup } from './media-store-suite.ts';
export { collectPages } from './pages.ts';
export { describePhotoAlbumStore, type PhotoAlbumStoreSetup } from './photo-album-store-suite.ts';
export { describePlayQueueStore, type PlayQueueStoreSetup } from './play-queue-store-suite.ts';
export { describeQuotaStore, type QuotaStoreSetup } from './quota-store-suite.ts';
export { describeRequestCounter, type RequestCounterSetup } from './request-counter-suite.ts';
export { sentMessagesSuite } from './sent-messages-suite.ts';
export { describeShareStore, type ShareStoreSetup } from './share-store-suite.ts';
export { describeShelfStore, type ShelfStoreSetup } from './shelf-store-suite.ts';
export {
  describeSlideshowRenderer,
  type PhotoRequest,
  type SlideshowRendererSetup,
  type VideoFacts,
} from './slideshow-renderer-suite.ts';
export { describeSlideshowStore, type SlideshowStoreSetup } from './slideshow-store-suite.ts';
export { smsSenderSuite } from './sms-sender-suite.ts';
export { describeUploadStore, type UploadStoreSetup } from './upload-store-suite.ts';
export { describeUrlSigning, type UrlSigningSetup } from './url-signer-suite.ts';
export {
  describeVideoTools,
  type FileFacts,
  type VideoRequest,
  type VideoToolsSetup,
} from './video-tools-suite.ts';
