import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Endpoint, InstanceInfo, RenditionFormat } from '@madrigal/contract';
import type { AlbumSummary, Catalog, CatalogEditing } from '@madrigal/core/catalog';
import type { Avatars, Covers, Delivery } from '@madrigal/core/delivery';
import type {
  AccountDirectory,
  ApiTokens,
  AppPasswords,
  Invitations,
  OwnAccount,
  People,
  TokenVerifier,
} from '@madrigal/core/identity';
import type { Library, ListenerMarks, PlayQueues, Shelves } from '@madrigal/core/library';
import type { PhotoAlbums } from '@madrigal/core/media/albums';
import type { GuestUploads } from '@madrigal/core/media/guests';
import type { Imports } from '@madrigal/core/media/import';
import type { Media } from '@madrigal/core/media/items';
import type { LiveStreams } from '@madrigal/core/media/process';
import type { Uploads } from '@madrigal/core/media/upload';
import type { EventBus, MailOutbox, TextOutbox } from '@madrigal/core/notifications';
import type { Operations } from '@madrigal/core/operations';
import type { Quotas } from '@madrigal/core/quota';
import type { BlobKey, JobSource, RequestCounter } from '@madrigal/core/shared';
import type { Sharing } from '@madrigal/core/sharing';
import type { Slideshows } from '@madrigal/core/slideshow';
import type { FastifyBaseLogger } from 'fastify';

/** What the endpoints call. */
export interface HttpServices {
  catalog: Catalog;
  editing: CatalogEditing;
  albumCovers: { set(albumId: string, picture: Uint8Array): Promise<AlbumSummary> };
  library: Library;
  playQueues: PlayQueues;
  sharing: Sharing;
  marks: ListenerMarks;
  shelves: Shelves;
  avatars: Avatars;
  covers: Covers;
  liveStreams: LiveStreams;
  /** Answers a request with a file of the processed store: ranges, conditions and all. */
  sendFile: (key: BlobKey, req: IncomingMessage, res: ServerResponse) => void;
  uploads: Uploads;
  guestUploads: GuestUploads;
  imports: Imports;
  media: Media;
  photoAlbums: PhotoAlbums;
  slideshows: Slideshows;
  delivery: Delivery;
  renditions: {
    request(songId: string, format: RenditionFormat): Promise<{ state: 'queued' | 'ready' }>;
  };
  operations: Operations;
  deadLetters: Pick<JobSource, 'listDead' | 'revive'>;
  accounts: {
    directory: AccountDirectory;
    /**
     * Serves a request to `/api/auth/*`. Its URL is the one the client used; the header
     * `x-madrigal-client-ip` holds the client's address. Refusals are thrown as MadrigalError.
     */
    handle(request: Request): Promise<Response>;
  };
  tokens: TokenVerifier;
  ownAccount: OwnAccount;
  people: People;
  quotas: Quotas;
  apiTokens: ApiTokens;
  appPasswords: AppPasswords;
  invitations: Invitations;
  /** Null where mails leave the house. */
  outbox: Pick<MailOutbox, 'list'> | null;
  /** Null where no texts are kept. */
  texts: Pick<TextOutbox, 'list'> | null;
  events: EventBus;
  /** Rejects while something that requests need cannot be reached. */
  ping(): Promise<void>;
  /** Left out where the process is never asked to stop. */
  lifecycle?: Lifecycle;
}

/** How far a process is on its way out. */
export interface Lifecycle {
  /** Aborted when it is to stop: from now on it is not ready, though it still answers. */
  stopping: AbortSignal;
  /** Aborted when it takes no more requests: endless answers end. */
  closing: AbortSignal;
}

export interface HttpSettings {
  /** Origin people use; null where any host is accepted. */
  publicUrl: string | null;
  /** Origin of the edge, where it is not this server. */
  edgeUrl: string | null;
  /** Origin that presigned URLs lead to, where it is not this server. */
  uploadOrigin: string | null;
  /** True where apps are sent to the edge for songs instead of getting them from here. */
  redirectApps: boolean;
  /** Reverse proxies whose `X-Forwarded-*` headers are believed. */
  trustProxy: readonly string[] | null;
  registration: 'open' | 'invite' | 'closed';
  /** Other sign-in pages that people may use. */
  providers: readonly { id: string; name: string }[];
  /** User pool of Cognito that pages sign in at; null where they sign in here. */
  userPool: Omit<Extract<InstanceInfo['signIn'], { kind: 'cognito' }>, 'kind'> | null;
  mail: InstanceInfo['mail'];
  sms: InstanceInfo['sms'];
  /** True where pages ask for what changed by themselves, and no events are served. */
  polls: boolean;
  /** Lets other machines than this one read the metrics. */
  metricsToken: string | null;
}

/** What is served besides the endpoints of the contract. */
export type Extra =
  | 'auth'
  | 'events'
  | 'export'
  | 'metrics'
  | 'openapi'
  | 'opensubsonic'
  | 'reference'
  | 'videoTexts';

/** What one of several processes serves. */
export interface Part {
  endpoints: readonly Endpoint[];
  extras: readonly Extra[];
}

/** A request that was answered. */
export interface RequestEnd {
  /** Operation of the contract, or a name of ours; `none` where nothing is served. */
  operation: string;
  status: number;
  ms: number;
}

export interface HttpDeps {
  services: HttpServices;
  settings: HttpSettings;
  logger: FastifyBaseLogger;
  /** The built web app; a plain page says so where it is missing. */
  webFolder: string;
  /** Figures of the process in the text format of Prometheus. */
  metrics: () => Promise<{ contentType: string; text: string }>;
  /** Told how every request ended. */
  onRequestEnd?: (end: RequestEnd) => void;
  /** What is served; left out: everything, and the web app. */
  part?: Part;
  /** Names a request; left out: by a random id. */
  requestIdOf?: (request: IncomingMessage) => string;
  /** Where limited requests are counted; left out: in this server alone. */
  requestCounter?: RequestCounter;
  /** Holds every answer against the contract. For tests: it costs time. */
  checkAnswers?: boolean;
}

export type EndpointDeps = Pick<HttpDeps, 'services' | 'settings'>;
