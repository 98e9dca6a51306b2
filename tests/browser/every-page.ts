import { readFile } from 'node:fs/promises';
import {
  addMedia,
  addPhotos,
  addSong,
  audioFile,
  type Client,
  ended,
  pictureFile,
  playable,
  videoFile,
} from '../acceptance/harness/index.ts';

const ROUTER = new URL('../../apps/web/src/app/router.tsx', import.meta.url);

/** Addresses of every page that the router knows, as it writes them. */
export async function routesOfRouter(): Promise<string[]> {
  const source = await readFile(ROUTER, 'utf8');
  const paths = [...source.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path);
  return [...(/\bindex: true/.test(source) ? ['/'] : []), ...paths];
}

/** A library in which no page is empty, and the ids of what is in it. */
export async function fillLibrary(client: Client) {
  const cover = await pictureFile();
  const songIds: string[] = [];
  for (const title of ['Alpha', 'Beta', 'Gamma']) {
    const tags = {
      title,
      artist: 'Ada',
      album: `Letters of ${title}`,
      genre: 'Folk',
      date: '1999',
    };
    songIds.push(
      await addSong(client, await audioFile({ format: 'mp3', seconds: 6, tags, cover })),
    );
  }
  const [songId = '', other = '', hidden = ''] = songIds;
  await client.must('updateSong', {
    params: { songId },
    body: { lyrics: '[00:00.10]la la\n[00:02.00]li li' },
  });
  await client.must('updateSong', { params: { songId: hidden }, body: { published: false } });
  const song = await client.must('getSong', { params: { songId } });
  await client.must('addFavourite', { params: { kind: 'song', id: songId } });
  // The version of the ids that the API takes, which Node cannot make yet.
  const play = crypto.randomUUID().replace(/^(.{14})./, '$17');
  await client.must('recordPlay', {
    body: { id: play, songId, playedAt: new Date().toISOString(), msPlayed: 6000 },
  });
  const playlist = await client.must('createPlaylist', {
    body: { name: 'For the road', songIds: [songId, other] },
  });
  const photos = await addPhotos(client, ['teal', 'gold', 'navy']);
  const mediaId = await addMedia(
    client,
    await videoFile({ format: 'mp4', seconds: 2, width: 640, height: 360 }),
  );
  await playable(client, mediaId);
  const made = await client.must('createSlideshow', {
    body: {
      spec: {
        photos: photos.map((id) => ({ mediaId: id })),
        pace: { kind: 'seconds', secondsPerPhoto: 1 },
        transition: { kind: 'cut', durationMs: 0 },
        motion: 'none',
        resolution: '720p',
        fps: 25,
      },
    },
  });
  await ended(client, made.id);
  const [photoId = ''] = photos;
  await client.must('updateMedia', {
    params: { mediaId: photoId },
    body: { visibility: 'public' },
  });
  const album = await client.must('createPhotoAlbum', {
    body: { title: 'By the sea', mediaIds: photos, visibility: 'public' },
  });
  const share = await client.must('createShare', {
    body: { kind: 'playlist', targetId: playlist.id },
  });
  return {
    songId,
    albumId: song.album.id,
    artistId: song.artists[0]?.id ?? '',
    playlistId: playlist.id,
    slideshowId: made.id,
    mediaId,
    photoId,
    photoAlbumId: album.id,
    token: share.token,
  };
}

export type Filled = Awaited<ReturnType<typeof fillLibrary>>;

/**
 * Every page by the route it is: where to look at it, as whom. The test fails where the router knows
 * one more: say here how to look at it.
 */
export function everyPage(ids: Filled): Record<string, { path: string; signedOut?: true }> {
  const signedIn = (path: string) => ({ path });
  const signedOut = (path: string) => ({ path, signedOut: true as const });
  return {
    '/': signedIn('/'),
    // An instance that is set up shows its front page; journey.test.ts looks at the real one.
    setup: signedIn('/setup'),
    's/:token': signedOut(`/s/${ids.token}`),
    'p/media/:mediaId': signedOut(`/p/media/${ids.photoId}`),
    'p/albums/:photoAlbumId': signedOut(`/p/albums/${ids.photoAlbumId}`),
    'verify-email': signedOut('/verify-email?token=nothing'),
    'reset-password': signedOut('/reset-password?token=nothing'),
    'sign-in': signedOut('/sign-in'),
    'sign-in/phone': signedOut('/sign-in/phone'),
    'sign-up': signedOut('/sign-up'),
    'forgot-password': signedOut('/forgot-password'),
    search: signedIn('/search?q=alpha'),
    library: signedIn('/library'),
    albums: signedIn('/albums'),
    'albums/:albumId': signedIn(`/albums/${ids.albumId}`),
    artists: signedIn('/artists'),
    'artists/:artistId': signedIn(`/artists/${ids.artistId}`),
    playlists: signedIn('/playlists'),
    'playlists/:playlistId': signedIn(`/playlists/${ids.playlistId}`),
    favourites: signedIn('/favourites'),
    history: signedIn('/history'),
    statistics: signedIn('/statistics'),
    recap: signedIn('/recap'),
    slideshows: signedIn('/slideshows'),
    'slideshows/new': signedIn('/slideshows/new'),
    'slideshows/:slideshowId': signedIn(`/slideshows/${ids.slideshowId}`),
    photos: signedIn('/photos'),
    'photos/trash': signedIn('/photos/trash'),
    'photos/albums': signedIn('/photos/albums'),
    'photos/albums/:photoAlbumId': signedIn(`/photos/albums/${ids.photoAlbumId}`),
    songs: signedIn('/songs'),
    upload: signedIn('/upload'),
    import: signedIn('/import'),
    drafts: signedIn('/drafts'),
    trash: signedIn('/trash'),
    kept: signedIn('/kept'),
    'videos/:mediaId': signedIn(`/videos/${ids.mediaId}`),
    admin: signedIn('/admin'),
    account: signedIn('/account'),
    outbox: signedIn('/outbox'),
    '*': signedIn('/nothing/here'),
  };
}
