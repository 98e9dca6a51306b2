import type { RenditionFormat } from '@madrigal/contract';
import {
  allReferences,
  createCatalog,
  createCatalogEditing,
  setAlbumCover,
} from '@madrigal/core/catalog';
import { createAvatars, createCovers, createDelivery } from '@madrigal/core/delivery';
import {
  createApiTokens,
  createAppPasswords,
  createInvitations,
  createOwnAccount,
  createPeople,
} from '@madrigal/core/identity';
import {
  createLibrary,
  createMarks,
  createOwnedLibrary,
  createOwnedMarks,
  createOwnedPlayQueue,
  createPlayQueues,
  createShelves,
} from '@madrigal/core/library';
import { createOwnedPhotoAlbums, createPhotoAlbums } from '@madrigal/core/media/albums';
import { createGuestUploads } from '@madrigal/core/media/guests';
import { createImports } from '@madrigal/core/media/import';
import { createMedia, createOwnedMedia } from '@madrigal/core/media/items';
import { createLiveStreams, requestRendition } from '@madrigal/core/media/process';
import { createOwnedUploads, createUploads, type UploadsDeps } from '@madrigal/core/media/upload';
import { createOperations } from '@madrigal/core/operations';
import { createOwnedQuota, createQuotas } from '@madrigal/core/quota';
import type { JobSender } from '@madrigal/core/shared';
import { createOwnedShares } from '@madrigal/core/sharing';
import { createOwnedSlideshows, createSlideshows } from '@madrigal/core/slideshow';
import type { Config } from '../config/index.ts';
import { measureDisk } from './disk.ts';
import type { Engines } from './engines.ts';
import { createSharingOf } from './sharing.ts';
import { slideshowPhotos } from './slideshow-photos.ts';
import { tracesOf } from './traces.ts';

const HOUR_MS = 3_600_000;
const UPLOAD_URL_TTL_MS = HOUR_MS;
/** A processor encodes far faster than anybody listens; most of these wait for their listeners. */
const LIVE_STREAMS_PER_PROCESSOR = 8;

/** The product on its engines. `jobs` sends to the queue and may wake a worker nearby. */
export function createUseCases(config: Config, engines: Engines, jobs: JobSender) {
  const { accounts, clock, newId, catalogue, library, shares, uploads } = engines;
  const quotasDeps = {
    quotas: engines.quotas,
    slideshowBytesOf: engines.slideshows.sumBytesOf,
    directory: accounts.directory,
    defaultLimitBytes: config.storage.limitBytes,
  };
  const quotas = createQuotas(quotasDeps);
  const uploadsDeps: UploadsDeps = {
    roomFor: quotas.roomFor,
    uploads,
    raw: engines.blobs.raw.store,
    jobs,
    clock,
    newId,
    limits: {
      expireAfterMs: config.uploads.expiryHours * HOUR_MS,
      urlTtlMs: UPLOAD_URL_TTL_MS,
    },
  };
  const processed = engines.blobs.processed.store;
  const pictures = { processed, prepareCover: engines.audio.prepareCover, clock, newId };
  const slideshowsDeps = {
    ...engines,
    checkRoom: quotas.checkRoom,
    jobs,
    photos: slideshowPhotos(engines, jobs),
    processed,
  };
  const sharing = createSharingOf(engines, jobs);
  const sending = createUploads(uploadsDeps);
  const accountsDeps = {
    directory: accounts.directory,
    tokens: accounts.apiTokens,
    appPasswords: accounts.appPasswords,
    owned: [
      createOwnedSlideshows(slideshowsDeps),
      createOwnedUploads(uploadsDeps),
      createOwnedPhotoAlbums(engines),
      createOwnedMedia({ ...engines, jobs }),
      createOwnedPlayQueue(engines),
      createOwnedMarks(engines),
      createOwnedLibrary({ library, catalogue, processed }),
      createOwnedShares({ shares }),
      createOwnedQuota(quotasDeps),
    ],
    traces: tracesOf(engines),
  };
  return {
    quotas,
    slideshows: createSlideshows(slideshowsDeps),
    uploads: sending,
    guestUploads: createGuestUploads({ sharing, uploads: sending, store: uploads }),
    media: createMedia({ ...engines, jobs }),
    photoAlbums: createPhotoAlbums({ ...engines, jobs }),
    ownAccount: createOwnAccount(accountsDeps),
    people: createPeople({
      ...accountsDeps,
      postOffice: engines.postOffice,
      publicUrl: config.http.publicUrl,
      clock,
    }),
    apiTokens: createApiTokens({ tokens: accounts.apiTokens, clock, newId }),
    appPasswords: createAppPasswords({ ...accounts, clock, newId }),
    invitations: createInvitations({
      invitations: accounts.invitations,
      directory: accounts.directory,
      postOffice: engines.postOffice,
      publicUrl: config.http.publicUrl,
      clock,
      newId,
    }),
    imports: createImports({
      imports: engines.imports,
      folders: engines.folders,
      jobs,
      clock,
      newId,
      roots: config.imports.roots,
    }),
    operations: createOperations({
      figures: engines.figures,
      queue: engines.jobs.source,
      measureDisk: () => measureDisk(config.dataDir),
      audit: engines.audit,
      directory: engines.accounts.directory,
      clock,
      newId,
    }),
    deadLetters: engines.jobs.source,
    catalog: createCatalog({ catalogue }),
    editing: createCatalogEditing({
      catalogue,
      references: allReferences(library, engines.marks),
      pictures,
      events: engines.events,
      clock,
      newId,
    }),
    albumCovers: {
      set: (albumId: string, picture: Uint8Array) =>
        setAlbumCover({ catalogue, ...pictures }, albumId, picture),
    },
    playQueues: createPlayQueues(engines),
    marks: createMarks(engines),
    shelves: createShelves(engines),
    library: createLibrary({
      library,
      catalogue,
      shares,
      directory: accounts.directory,
      linkKey: engines.shareLinkKey,
      pictures,
      events: engines.events,
      clock,
      newId,
    }),
    sharing,
    delivery: createDelivery({
      ...engines,
      jobs,
      raw: engines.blobs.raw.store,
      processed,
      urlTtlMs: config.delivery.streamUrlTtlSeconds * 1000,
    }),
    avatars: createAvatars({ scaler: engines.coverScaler }),
    covers: createCovers({
      processed,
      scaler: engines.coverScaler,
    }),
    liveStreams: createLiveStreams({
      audio: engines.audio,
      sniffer: engines.sniffer,
      processed,
      atOnce: engines.importing.filesAtOnce * LIVE_STREAMS_PER_PROCESSOR,
    }),
    renditions: {
      request: (songId: string, format: RenditionFormat) =>
        requestRendition({ catalogue, jobs }, songId, format),
    },
  };
}
