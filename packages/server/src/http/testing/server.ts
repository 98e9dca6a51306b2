import { join } from 'node:path';
import { TokenScope } from '@madrigal/contract';
import type { Song } from '@madrigal/core/catalog';
import type { Account, ApiToken, AppPassword, Caller, Invitation } from '@madrigal/core/identity';
import { type Import, noProgress } from '@madrigal/core/media/import';
import type { Upload, UploadWithTransfer } from '@madrigal/core/media/upload';
import type { EventBus, EventListener, KeptMail, KeptText } from '@madrigal/core/notifications';
import { type AuditEntry, type AuditLog, createOperations } from '@madrigal/core/operations';
import { type DeadJob, MadrigalError, newId, toBlobKey } from '@madrigal/core/shared';
import { pino } from 'pino';
import type { Part } from '../deps.ts';
import { createHttpServer, type HttpDeps, type HttpServices, type RequestEnd } from '../index.ts';
import { createCatalogOf, createEditingOf, createLibraryOf } from './catalog.ts';
import { createMediaOf, photo } from './media.ts';
import { createPhotoAlbumsOf } from './photo-albums.ts';
import { createSharingOf } from './sharing.ts';
import { createSlideshowsOf, slideshow } from './slideshow.ts';

const notFound = (): never => {
  throw new MadrigalError('not_found', 'There is no such thing.');
};

export const song: Song = {
  id: newId(),
  title: 'Now Is the Month of Maying',
  artists: [{ id: newId(), name: 'Thomas Morley' }],
  album: { id: newId(), title: 'Ballets', artistId: newId(), artistName: 'Thomas Morley' },
  trackNumber: 3,
  discNumber: null,
  year: 1595,
  genres: ['Madrigal'],
  lyrics: null,
  musicBrainz: { recordingId: null, releaseId: null, artistIds: [] },
  durationMs: 120_000,
  codec: 'flac',
  lossless: true,
  bitrateKbps: 900,
  sampleRateHz: 44_100,
  channels: 2,
  loudness: { integratedLufs: -14.2, truePeakDbtp: -1.1 },
  contentHash: 'ab'.repeat(32),
  original: { key: toBlobKey('library/a.flac'), sizeBytes: 13_000_000, mimeType: 'audio/flac' },
  renditions: {
    opus: { key: toBlobKey('library/a.opus'), sizeBytes: 2_000_000, mimeType: 'audio/ogg' },
  },
  defaultFormat: 'original',
  cover: null,
  waveform: toBlobKey('library/a.json'),
  addedBy: newId(),
  addedAt: new Date('2026-01-02T03:04:05.678Z'),
  published: true,
  deletedAt: null,
};

export const upload: Upload = {
  id: newId(),
  ownerId: 'admin',
  fileName: 'a.flac',
  sizeBytes: 13_000_000,
  fingerprint: null,
  state: 'created',
  rawKey: toBlobKey('raw/a'),
  multipart: null,
  itemId: newId(),
  mayAddSongs: true,
  modifiedAt: null,
  photoAlbumId: null,
  guest: null,
  processing: { state: 'none' },
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  updatedAt: new Date('2026-01-02T03:04:05.678Z'),
  expiresAt: new Date('2026-01-05T03:04:05.678Z'),
};

/** What a player is told about a video. */
const playbackOf = (mediaId: string) => ({
  stream: { mediaId, generation: 1, name: 'master.m3u8', query: 'signed' },
  storyboard: { mediaId, generation: 1, name: 'storyboard.vtt', query: 'signed' },
  mp4Url: '/cdn/a/video.mp4?signed',
  downloadUrl: '/cdn/a/video.mp4?saved',
  posterUrl: '/cdn/a/poster.jpg?signed',
  previewUrl: '/cdn/a/preview.mp4?signed',
  expiresAt: upload.expiresAt,
  durationMs: 9000,
  ...{ width: 1920, height: 1080 },
});

const download = {
  url: '/raw/originals/a?signed',
  fileName: 'a.jpg',
  sizeBytes: 3_000_000,
  expiresAt: upload.expiresAt,
};

const single: UploadWithTransfer = {
  upload,
  transfer: { kind: 'single', url: '/raw/a?x=1', expiresAt: new Date('2026-01-02T04:00:00.000Z') },
};

const running: Import = {
  id: '01900000-0000-7000-8000-00000000000d',
  folder: '/srv/music',
  requestedBy: 'admin',
  state: 'running',
  progress: { ...noProgress(), total: 3 },
  failure: null,
  createdAt: upload.createdAt,
  updatedAt: upload.updatedAt,
  finishedAt: null,
};

const keptMail: KeptMail = {
  id: newId(),
  kind: 'reset_password',
  to: 'ada@example.org',
  subject: 'Choose a new password',
  text: 'text',
  html: '<p>text</p>',
  sentAt: new Date('2026-01-02T03:04:05.678Z'),
};

const keptText: KeptText = {
  id: newId(),
  to: '+4930123456',
  text: '123456 signs you in.',
  sentAt: keptMail.sentAt,
};

export const apiToken: ApiToken = {
  id: newId(),
  name: 'backup',
  scope: 'read',
  createdAt: upload.createdAt,
  expiresAt: null,
  lastUsedAt: null,
};

export const appPassword: AppPassword = {
  id: newId(),
  name: 'phone',
  createdAt: upload.createdAt,
  lastUsedAt: null,
};

export const invitation: Invitation = {
  id: newId(),
  email: null,
  createdAt: upload.createdAt,
  expiresAt: upload.expiresAt,
  usedAt: null,
};

const storage = {
  use: { mediaBytes: 1, uploadBytes: 2, slideshowBytes: 3 },
  usedBytes: 6,
  limitBytes: 9,
  leftBytes: 3,
};

const me: Account = {
  id: 'admin',
  name: 'Ada',
  email: 'ada@example.org',
  role: 'admin',
  language: null,
};

/** Tokens of these tests are `role`, `role:userId` or `role:userId:scope`. */
async function verify(token: string): Promise<Caller> {
  const [role, userId = role, scope] = token.split(':');
  if (role !== 'listener' && role !== 'admin') {
    throw new MadrigalError('unauthenticated', 'The access token is not valid.');
  }
  return { role, userId: userId ?? '', ...(scope ? { scope: TokenScope.parse(scope) } : {}) };
}

/** Every event goes to whoever listens at that moment; resuming answers with a resync. */
function createEvents(): EventBus {
  const listeners = new Map<EventListener, string>();
  let count = 0;
  return {
    publish: async (audience, event) => {
      count += 1;
      for (const [listener, userId] of listeners) {
        if (audience === 'everyone' || audience.userId === userId)
          listener({ id: `${count}`, event });
      }
    },
    subscribe: async (userId, afterId, listener) => {
      listeners.set(listener, userId);
      if (afterId !== null) listener({ id: `${count}`, event: { type: 'resync' } });
      return () => listeners.delete(listener);
    },
    forgetUser: async () => {},
  };
}

/** Remembers the newest first, on one page. */
function createMemoryAudit(): AuditLog {
  const entries: AuditEntry[] = [];
  return {
    record: async (entry) => void entries.unshift(entry),
    list: async () => ({ items: [...entries], next: null }),
    forgetPerson: async () => {},
    forgetBefore: async () => 0,
  };
}

export const dead: DeadJob = {
  id: 'dead-1',
  kind: 'audio.process',
  payload: { v: 1, uploadId: upload.id },
  reason: 'It is broken.',
  diedAt: upload.createdAt,
};

/** Services that know one song, one upload and one account. */
export function createServices(changes: Partial<HttpServices> = {}): HttpServices {
  return {
    catalog: createCatalogOf(song),
    editing: createEditingOf(song),
    albumCovers: { set: (id) => createEditingOf(song).restoreAlbum(id) },
    library: createLibraryOf(song),
    playQueues: {
      get: async () => ({
        songs: [song],
        currentIndex: 0,
        positionMs: 1,
        device: { id: 'a', name: 'A player' },
        changedAt: new Date(),
      }),
      keep: async () => ({ changedAt: new Date() }),
    },
    sharing: createSharingOf(song),
    marks: {
      of: async () => new Map(),
      rate: async () => {},
      putBookmark: async () => {},
      deleteBookmark: async () => {},
      listBookmarks: async () => [],
      startPlaying: async () => {},
      listPlaying: async () => [],
    },
    shelves: {
      listAlbums: async () => [],
      listSongs: async () => [song],
      listArtists: async () => [],
      listGenres: async () => [],
    },
    avatars: { of: () => ({ tag: 'drawn', read: async () => Buffer.from('png') }) },
    covers: { toJpeg: async () => Buffer.from('jpeg') },
    liveStreams: { send: async (_song, _target, { send }) => send(Buffer.from('sound')) },
    sendFile: (_key, _req, res) => void res.end('file'),
    guestUploads: {
      create: async () => single,
      get: async () => single,
      signParts: async () => ({ parts: [], expiresAt: upload.expiresAt }),
      complete: async () => single,
      cancel: async () => {},
    },
    uploads: {
      create: async () => single,
      list: async () => ({ items: [upload], nextCursor: 'more' }),
      get: async (_, id) => (id === upload.id ? single : notFound()),
      signParts: async (_, __, partNumbers) => ({
        parts: partNumbers.map((partNumber) => ({ partNumber, sizeBytes: 1, url: '/raw/p' })),
        expiresAt: upload.expiresAt,
      }),
      complete: async () => ({
        upload: { ...upload, state: 'completed', processing: { state: 'queued' } },
        transfer: { kind: 'closed' },
      }),
      retry: async () => single,
      cancel: async () => {},
    },
    imports: {
      start: async (_, folder) => ({ ...running, folder }),
      list: async () => ({ items: [running], nextCursor: null }),
      get: async (id) => (id === running.id ? running : notFound()),
      listProblems: async (importId) => ({
        items: [{ importId, path: 'a.mp3', kind: 'failed', reason: 'It is broken.' }],
        nextCursor: null,
      }),
      cancel: async () => ({ ...running, state: 'cancelled' }),
    },
    media: createMediaOf(photo),
    photoAlbums: createPhotoAlbumsOf(photo),
    slideshows: createSlideshowsOf(slideshow),
    operations: createOperations({
      figures: {
        read: async () => ({ songs: 1, albums: 1, artists: 1, users: 1, libraryBytes: 13_000_000 }),
      },
      queue: { measure: async () => ({ kinds: [], dead: 1 }) },
      measureDisk: async () => ({ freeBytes: 1, totalBytes: 2 }),
      audit: createMemoryAudit(),
      directory: { getAccount: async (id) => (id === me.id ? me : notFound()) },
      clock: { now: () => new Date('2026-01-02T03:04:05.678Z') },
      newId,
    }),
    deadLetters: {
      listDead: async () => [dead],
      revive: async (id) => (id === dead.id ? undefined : notFound()),
    },
    delivery: {
      sign: (key) => ({ url: `/${key}`, expiresAt: new Date(0) }),
      signDownload: (key) => ({ url: `/${key}?saved`, expiresAt: new Date(0) }),
      urlFor: (key) => `/cdn/${key}?signed`,
      urlOfWhole: (_, key) => `/cdn/${key}?signed`,
      accessTo: (folder) => ({
        baseUrl: `/cdn/${folder}/`,
        query: 'signed',
        expiresAt: upload.expiresAt,
      }),
      streamSong: async () => ({
        url: '/cdn/library/a.flac?signed',
        expiresAt: upload.expiresAt,
        file: song.original,
        song,
        albumLoudness: song.loudness,
      }),
      watchVideo: async (_, mediaId) => playbackOf(mediaId),
      watchPublicVideo: async (mediaId) => playbackOf(mediaId),
      downloadOriginal: async () => download,
      downloadShown: async () => download,
      playbackOf: notFound,
      readVideoText: async () => notFound(),
    },
    renditions: { request: async () => ({ state: 'queued' }) },
    accounts: {
      directory: {
        hasAccounts: async () => false,
        createFirstAccount: async ({ name, email }) => ({ ...me, name, email }),
        createAccount: async (added) => ({ account: { ...me, ...added }, passwordToken: null }),
        findFirstAdmin: async () => me,
        getAccount: async (id) => (id === me.id ? me : notFound()),
        listAccounts: async () => ({ items: [], next: null }),
        renameAccount: async (_, name) => ({ ...me, name }),
        setRole: async () => {},
        endSessions: async () => {},
        setLanguage: async (_, language) => ({ ...me, language }),
        readSignIn: async () => notFound(),
        confirmOwner: async () => {},
        checkDeletable: async () => {},
        deleteAccount: async () => {},
      },
      handle: async () => Response.json({}),
    },
    tokens: { verify },
    ownAccount: {
      change: async (_, { name = me.name }) => ({ ...me, name }),
      delete: async () => {},
      export: async function* () {
        yield { name: 'profile.json', content: me };
      },
    },
    people: {
      create: async (_, added) => ({ ...me, ...added }),
      setRole: async () => {},
      signOut: async () => {},
      delete: async () => {},
    },
    quotas: {
      of: async () => storage,
      roomFor: async () => ({ limitBytes: storage.limitBytes, slideshowBytes: 3 }),
      checkRoom: async () => {},
      list: async () => ({
        items: [
          { account: { ...me, createdAt: upload.createdAt }, storage, ownLimit: { limitBytes: 9 } },
        ],
        nextCursor: null,
      }),
      setOwnLimit: async () => {},
    },
    apiTokens: {
      create: async () => ({ ...apiToken, token: 'mad_secret' }),
      list: async () => [apiToken],
      revoke: async (_, id) => (id === apiToken.id ? undefined : notFound()),
    },
    appPasswords: {
      create: async (_, name) => ({
        ...appPassword,
        name,
        username: me.email,
        password: 'open sesame',
      }),
      list: async () => [appPassword],
      revoke: async (_, id) => (id === appPassword.id ? undefined : notFound()),
      set: async () => {},
      change: async () => {},
      signIn: async () => ({
        caller: { userId: me.id, role: me.role },
        username: me.email,
        appPasswordId: null,
      }),
    },
    invitations: {
      create: async () => ({ ...invitation, path: '/sign-up?invitation=x' }),
      list: async () => [invitation],
      revoke: async (id) => (id === invitation.id ? undefined : notFound()),
    },
    outbox: { list: async () => [keptMail] },
    texts: { list: async () => [keptText] },
    events: createEvents(),
    ping: async () => {},
    ...changes,
  };
}

export interface TestOptions {
  services?: Partial<HttpServices>;
  settings?: Partial<HttpDeps['settings']>;
  webFolder?: string;
  part?: Part;
}

/** A server on these services, the lines it logs, and how its requests ended. */
export async function startServer({ services, settings, webFolder, part }: TestOptions = {}) {
  const lines: Record<string, unknown>[] = [];
  const ends: RequestEnd[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  const app = await createHttpServer({
    ...(part && { part }),
    services: createServices(services),
    settings: {
      publicUrl: null,
      edgeUrl: null,
      uploadOrigin: null,
      redirectApps: false,
      trustProxy: null,
      registration: 'open',
      providers: [],
      userPool: null,
      mail: 'outbox',
      sms: 'outbox',
      polls: false,
      metricsToken: null,
      ...settings,
    },
    logger: pino({ level: 'debug' }, { write }),
    webFolder: webFolder ?? join(import.meta.dirname, 'no-such-folder'),
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' }),
    onRequestEnd: (end) => void ends.push(end),
    checkAnswers: true,
  });
  return { app, lines, ends };
}

export const as = (role: 'listener' | 'admin', id: string = role) => ({
  authorization: `Bearer ${role}:${id}`,
});
