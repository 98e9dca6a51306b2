import { readdirSync } from 'node:fs';
import { type Access, type Endpoint, endpoints } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { routes } from './routes.ts';
import { playlist } from './testing/catalog.ts';
import { photo } from './testing/media.ts';
import {
  apiToken,
  appPassword,
  as,
  dead,
  invitation,
  song,
  startServer,
  upload,
} from './testing/server.ts';
import { share } from './testing/sharing.ts';
import { slideshow } from './testing/slideshow.ts';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('routes', () => {
  it('are one for every operation of the contract', () => {
    const names = routes.map(({ endpoint }) => endpoint.operationId);
    expect(names.sort()).toEqual(Object.keys(endpoints).sort());
    for (const { endpoint } of routes) {
      expect(endpoints[endpoint.operationId as keyof typeof endpoints]).toBe(endpoint);
    }
  });

  it('are one file each, named by the operation', async () => {
    const files = readdirSync(new URL('./endpoints/', import.meta.url)).sort();
    expect(files).toEqual(
      Object.keys(endpoints)
        .map((id) => `${kebab(id)}.ts`)
        .sort(),
    );
    for (const file of files) {
      const url = new URL(`./endpoints/${file}`, import.meta.url).href;
      const module: Record<string, unknown> = await import(url);
      expect(Object.keys(module).map(kebab)).toEqual([file.replace(/\.ts$/, '')]);
    }
  });
});

const songIds = [song.id];
const itemIds = songIds;
const play = { id: song.id, songId: song.id, playedAt: '2026-01-02T03:04:05.678Z', msPlayed: 1 };

const bodies: Readonly<Record<string, object>> = {
  updateMedia: { title: 'x' },
  updateMediaItems: { mediaIds: [photo.id], visibility: 'private' },
  deleteMediaItems: { mediaIds: [photo.id] },
  restoreMediaItems: { mediaIds: [photo.id] },
  removeMediaItems: { mediaIds: [photo.id] },
  createPhotoAlbum: { title: 'x' },
  updatePhotoAlbum: { title: 'x' },
  addPhotoAlbumItems: { mediaIds: [photo.id] },
  removePhotoAlbumItems: { mediaIds: [photo.id] },
  movePhotoAlbumItems: { mediaIds: [photo.id], after: null },
  setUpInstance: { name: 'Ada', email: 'ada@example.org', password: 'difference engine' },
  updateMe: { name: 'Ada' },
  deleteMe: { confirmation: 'difference engine' },
  createAppPassword: { name: 'phone' },
  createApiToken: { name: 'backup', scope: 'read' },
  createInvitation: {},
  requestRendition: { format: 'opus' },
  createUpload: { fileName: 'a.flac', sizeBytes: 13_000_000 },
  startImport: { path: '/srv/music' },
  createGuestUpload: { fileName: 'a.jpg', sizeBytes: 3_000_000 },
  signGuestUploadParts: { partNumbers: [1, 2] },
  signUploadParts: { partNumbers: [1, 2] },
  updateSong: { title: 'April Is in My Mistress’ Face', year: null },
  updateSongs: { songIds, edit: { genres: [] } },
  deleteSongs: { songIds },
  restoreSongs: { songIds },
  updateAlbum: { published: true },
  setAlbumCover: { picture: 'UklGRg==' },
  setPlaylistCover: { picture: 'UklGRg==' },
  setArtistPicture: { picture: 'UklGRg==' },
  updateArtist: { name: 'Th. Morley' },
  mergeArtists: { intoArtistId: song.id },
  createPlaylist: { name: 'Maying' },
  updatePlaylist: { visibility: 'unlisted' },
  addPlaylistItems: { songIds, after: null },
  removePlaylistItems: { itemIds },
  movePlaylistItems: { itemIds, after: null },
  recordPlay: play,
  previewSmartPlaylist: {
    rules: {
      where: { match: 'all', rules: [{ field: 'plays', op: 'atLeast', value: 1 }] },
      order: { by: 'random', direction: 'up' },
      limit: 10,
    },
  },
  readPlaylistFile: { fileName: 'a.m3u', file: 'YS5tcDM=' },
  matchPlaylistFile: {
    entries: [
      {
        title: 'Fyre, fyre',
        artist: null,
        album: null,
        durationMs: null,
        fileName: null,
        recordingId: null,
        songId: null,
      },
    ],
  },
  createSlideshow: { spec: slideshow.spec },
  updateSlideshow: { name: 'Summer' },
  retrySlideshow: {},
  joinPlaylist: { token: 'a-token' },
  keepPlayQueue: {
    songIds: [song.id],
    currentIndex: 0,
    device: { id: 'a', name: 'A player' },
  },
  setStorageLimit: { limitBytes: 1 },
  setUserRole: { role: 'listener' },
  deleteUser: { email: 'somebody@example.org' },
  createShare: { kind: 'song', targetId: song.id },
  updateShare: { password: null },
  unlockShare: { password: 'open sesame' },
};

const ids: Readonly<Record<string, string | undefined>> = {
  mediaId: photo.id,
  photoAlbumId: photo.id,
  songId: song.id,
  tokenId: apiToken.id,
  appPasswordId: appPassword.id,
  invitationId: invitation.id,
  uploadId: upload.id,
  deadLetterId: dead.id,
  albumId: song.album.id,
  artistId: song.artists[0]?.id,
  playlistId: playlist.id,
  playId: song.id,
  shareId: share.id,
  userId: 'someone',
  token: share.token,
  slideshowId: slideshow.id,
  kind: 'song',
  id: song.id,
};

const queries: Readonly<Record<string, string>> = {
  search: '?q=may',
  exportPlaylist: '?format=csv',
  revokeShares: `?kind=song&targetId=${song.id}`,
};

function requestFor({ operationId, method, path }: Endpoint) {
  const body = bodies[operationId];
  const filled = path.replace(/\{(\w+)\}/g, (placeholder, name) => ids[name] ?? placeholder);
  return {
    method,
    url: filled + (queries[operationId] ?? ''),
    ...(body ? { payload: body } : {}),
  };
}

const all = Object.values<Endpoint>(endpoints);
const known = all.filter((endpoint) => !requestFor(endpoint).url.includes('{'));

describe('every endpoint', async () => {
  const { app } = await startServer();

  it.each(known)('$operationId answers what the contract says', async (endpoint) => {
    const answer = await app.inject({ ...requestFor(endpoint), headers: as('admin') });
    expect(answer.statusCode, answer.body).toBe(endpoint.status);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    if (endpoint.status === 204) expect(answer.body).toBe('');
    else endpoint.response.parse(answer.json());
  });

  const expected: Record<Access, [number | null, number | null]> = {
    anonymous: [null, null],
    listener: [401, null],
    admin: [401, 403],
  };
  it.each(all)('$operationId lets nobody in below $access', async (endpoint) => {
    const [asNobody, asListener] = expected[endpoint.access];
    const request = requestFor(endpoint);
    const nobody = await app.inject(request);
    expect(nobody.statusCode, nobody.body).toBe(asNobody ?? endpoint.status);
    if (asNobody) {
      expect(nobody.headers['www-authenticate']).toBe('Bearer');
      expect(nobody.json()).toMatchObject({ code: 'unauthenticated' });
    }
    const listener = await app.inject({ ...request, headers: as('listener', 'admin') });
    expect(listener.statusCode, listener.body).toBe(asListener ?? endpoint.status);
    const liar = await app.inject({ ...request, headers: { authorization: 'Bearer made-up' } });
    expect(liar.statusCode).toBe(asNobody ?? endpoint.status);
  });

  it.each(all)('$operationId names the methods that its path has', async ({ path, method }) => {
    const other = (['PUT', 'PATCH', 'DELETE', 'POST', 'GET'] as const).find(
      (candidate) => !all.some((one) => one.path === path && one.method === candidate),
    );
    const url = path.replace(/\{\w+\}/g, 'x');
    const answer = await app.inject({ method: other ?? 'OPTIONS', url });
    expect(answer.statusCode).toBe(405);
    expect(String(answer.headers.allow).split(', ')).toContain(method);
    expect(answer.json()).toMatchObject({ code: 'method_not_allowed', status: 405 });
  });
});
