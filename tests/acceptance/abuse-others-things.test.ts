import { type Endpoint, endpoints, type OperationId } from '@madrigal/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  type Client,
  createClient,
  eventually,
  type Input,
  pictureFile,
  renewingToken,
  sharedInstance,
  signUp,
} from './harness/index.ts';
import { addMedia } from './harness/video-file.ts';

const { baseUrl, sessions, listener: owner, admin } = sharedInstance();

/** What belongs to everybody, or to whoever asks, by the id of something else. */
const everybodys: readonly OperationId[] = [
  'getSong',
  'streamSong',
  'getAlbum',
  'getArtist',
  'addFavourite',
  'removeFavourite',
];

let songId = '';
let own: Record<
  | 'playlist'
  | 'item'
  | 'play'
  | 'token'
  | 'appPassword'
  | 'share'
  | 'upload'
  | 'photo'
  | 'photoAlbum'
  | 'slideshow'
  | 'user',
  string
>;

beforeAll(async () => {
  songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 1 }));
  const playlist = await owner.must('createPlaylist', {
    body: { name: 'Mine', songIds: [songId] },
  });
  const playlistId = playlist.id;
  const { items } = await owner.must('listPlaylistItems', { params: { playlistId } });
  // The version of the ids that the API takes, which Node cannot make yet.
  const play = crypto.randomUUID().replace(/^(.{14})./, '$17');
  await owner.must('recordPlay', {
    body: { id: play, songId, playedAt: new Date().toISOString(), msPlayed: 300_000 },
  });
  const share = await owner.must('createShare', {
    body: { kind: 'playlist', targetId: playlistId },
  });
  const photo = await addMedia(owner, { name: 'mine.png', bytes: await pictureFile() });
  const photos = [{ mediaId: photo }, { mediaId: photo }];
  const slideshow = await eventually('a photo that can be shown', async () => {
    const answer = await owner.call('createSlideshow', { body: { spec: { photos } } });
    return answer.ok && answer.body;
  });
  const photoAlbum = await owner.must('createPhotoAlbum', {
    body: { title: 'Mine', mediaIds: [photo] },
  });
  own = {
    photo,
    photoAlbum: photoAlbum.id,
    slideshow: slideshow.id,
    upload: (await owner.must('createUpload', { body: { fileName: 'b.jpg', sizeBytes: 1000 } })).id,
    user: (await owner.must('getMe')).id,
    playlist: playlistId,
    item: items[0]?.id ?? '',
    play,
    token: (await owner.must('createApiToken', { body: { name: 'x', scope: 'read' } })).id,
    appPassword: (await owner.must('createAppPassword', { body: { name: 'x' } })).id,
    share: share.id,
  };
});

/** Requests about the owner's things, by the operations that take ids of such. */
function requests(): { [Id in OperationId]?: Input<Id> } {
  const playlist = { params: { playlistId: own.playlist } };
  const upload = { params: { uploadId: own.upload } };
  const slideshow = { params: { slideshowId: own.slideshow } };
  const media = { params: { mediaId: own.photo } };
  const mediaIds = [own.photo];
  const photoAlbum = { params: { photoAlbumId: own.photoAlbum } };
  const itemIds = [own.item];
  return {
    getPlaylist: playlist,
    updatePlaylist: { ...playlist, body: { name: 'Taken' } },
    deletePlaylist: playlist,
    setPlaylistCover: { ...playlist, body: { picture: 'UklGRg==' } },
    removePlaylistCover: playlist,
    listPlaylistItems: playlist,
    exportPlaylist: { ...playlist, query: { format: 'csv' } },
    addPlaylistItems: { ...playlist, body: { songIds: [songId] } },
    removePlaylistItems: { ...playlist, body: { itemIds } },
    movePlaylistItems: { ...playlist, body: { itemIds, after: null } },
    invitePlaylistMembers: playlist,
    endPlaylistInvitation: playlist,
    joinPlaylist: { ...playlist, body: { token: 'guessed' } },
    listPlaylistMembers: playlist,
    removePlaylistMember: { params: { playlistId: own.playlist, userId: own.user } },
    getUpload: upload,
    signUploadParts: { ...upload, body: { partNumbers: [1] } },
    completeUpload: upload,
    retryUpload: upload,
    cancelUpload: upload,
    getMedia: media,
    downloadMedia: media,
    watchPublicVideo: media,
    listSimilarMedia: media,
    updateMedia: { ...media, body: { title: 'Taken' } },
    deleteMedia: media,
    reprocessMedia: media,
    updateMediaItems: { body: { mediaIds, visibility: 'public' } },
    deleteMediaItems: { body: { mediaIds } },
    restoreMediaItems: { body: { mediaIds } },
    removeMediaItems: { body: { mediaIds } },
    getPublicMedia: media,
    createPhotoAlbum: { body: { title: 'Taken', mediaIds } },
    getPhotoAlbum: photoAlbum,
    updatePhotoAlbum: { ...photoAlbum, body: { title: 'Taken' } },
    deletePhotoAlbum: photoAlbum,
    listPhotoAlbumItems: photoAlbum,
    addPhotoAlbumItems: { ...photoAlbum, body: { mediaIds } },
    removePhotoAlbumItems: { ...photoAlbum, body: { mediaIds } },
    movePhotoAlbumItems: { ...photoAlbum, body: { mediaIds, after: null } },
    pickBestPhotos: photoAlbum,
    getPublicPhotoAlbum: photoAlbum,
    listPublicPhotoAlbumItems: photoAlbum,
    watchVideo: media,
    getSlideshow: slideshow,
    updateSlideshow: { ...slideshow, body: { name: 'Taken' } },
    cancelSlideshow: slideshow,
    retrySlideshow: { ...slideshow, body: {} },
    deleteSlideshow: slideshow,
    deletePlay: { params: { playId: own.play } },
    revokeApiToken: { params: { tokenId: own.token } },
    revokeAppPassword: { params: { appPasswordId: own.appPassword } },
    createShare: { body: { kind: 'playlist', targetId: own.playlist } },
    revokeShares: { query: { kind: 'playlist', targetId: own.playlist } },
    updateShare: { params: { shareId: own.share }, body: { password: 'a new one' } },
    revokeShare: { params: { shareId: own.share } },
  };
}

/** Done already, says who repeats it: that something is gone tells nothing of whose it was. */
const silent: readonly OperationId[] = [
  'deletePlay',
  'revokeShares',
  'updateMediaItems',
  'deleteMediaItems',
  'restoreMediaItems',
  'removeMediaItems',
];

/** Everything the owner has, as the owner sees it. */
async function everything() {
  const params = { playlistId: own.playlist };
  return JSON.stringify([
    await owner.must('getPlaylist', { params }),
    await owner.must('listPlaylistItems', { params }),
    await owner.must('listPlays'),
    await owner
      .must('getMedia', { params: { mediaId: own.photo } })
      .then(({ title, visibility }) => [title, visibility]),
    (await owner.must('listApiTokens')).items.map(({ id }) => id),
    (await owner.must('listAppPasswords')).items.map(({ id }) => id),
    // Other tests make links and add photos of the same person meanwhile.
    (await owner.must('listShares')).items.filter(({ id }) => id === own.share),
    await owner.must('getUpload', { params: { uploadId: own.upload } }).then(({ state }) => state),
    await owner
      .must('getSlideshow', { params: { slideshowId: own.slideshow } })
      .then(({ name }) => name),
  ]);
}

describe("somebody else's things", () => {
  let stranger: Client;

  beforeAll(async () => {
    const session = await signUp(baseUrl, {
      name: 'Sam Stranger',
      email: `sam-${Date.now()}@example.org`,
      password: 'let me see that',
    });
    stranger = createClient(
      baseUrl,
      renewingToken(() => session),
    );
  });

  it('are named in full by this test', () => {
    const covered = new Set([...everybodys, ...Object.keys(requests())]);
    const missing = (Object.entries(endpoints) as [OperationId, Endpoint][])
      .filter(([, { path, access }]) => access === 'listener' && path.includes('{'))
      .map(([id]) => id)
      .filter((id) => !covered.has(id));
    expect(missing).toEqual([]);
  });

  it('are not found by anybody, admins included, and stay as they were', async () => {
    const before = await everything();
    for (const [who, client] of [
      ['stranger', stranger],
      ['admin', admin],
    ] as const) {
      for (const id of Object.keys(requests()) as OperationId[]) {
        const answer = await client.call(id, requests()[id] as Input<typeof id>);
        const code = answer.ok ? null : answer.problem.code;
        expect(code, `${id} by ${who}`).toBe(silent.includes(id) ? null : 'not_found');
      }
    }
    expect(await everything()).toBe(before);
  });

  it('make no slideshow of somebody who only knows their ids', async () => {
    const photos = [{ mediaId: own.photo }, { mediaId: own.photo }];
    const answer = await stranger.call('createSlideshow', { body: { spec: { photos } } });
    expect(answer.ok).toBe(false);
  });

  it('cannot be told from what nobody has', async () => {
    const params = { playlistId: own.playlist };
    const nobodys = { playlistId: '01900000-0000-7000-8000-000000000000' };
    const answers = await Promise.all(
      [params, nobodys].map((which) => stranger.call('getPlaylist', { params: which })),
    );
    const [theirs, none] = answers.map((answer) => !answer.ok && answer.problem);
    expect({ ...theirs, requestId: '' }).toEqual({ ...none, requestId: '' });
  });

  it('do not come with sessions: nobody ends those of others', async () => {
    const { token } = (await (
      await fetch(new URL('/api/auth/get-session', baseUrl), {
        headers: { cookie: sessions.listener.cookie },
      })
    )
      .json()
      .then((found) => (found as { session: { token: string } }).session)) as { token: string };
    await fetch(new URL('/api/auth/revoke-session', baseUrl), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: baseUrl,
        cookie: sessions.admin.cookie,
      },
      body: JSON.stringify({ token }),
    });
    expect((await owner.call('getMe')).ok).toBe(true);
    const still = await fetch(new URL('/api/auth/token', baseUrl), {
      headers: { cookie: sessions.listener.cookie },
    });
    expect(still.status).toBe(200);
  });
});
