import { describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import { type Client, eventually, sharedInstance } from './harness/index.ts';
import { addMedia, playable, videoFile } from './harness/video-file.ts';

const { admin, listener, anonymous } = sharedInstance();

const codeOf = async (answer: ReturnType<Client['call']>) => {
  const result = await answer;
  return result.ok ? 'ok' : result.problem.code;
};

async function addPhoto(client: Client): Promise<string> {
  const bytes = await photograph({ width: 320, height: 240 });
  // Its last bytes make it a file of its own.
  const own = Buffer.concat([bytes, Buffer.from(crypto.randomUUID())]);
  const mediaId = await addMedia(client, { name: 'secret-name.jpg', bytes: own });
  await eventually(`photo ${mediaId}`, async () => {
    return (await client.must('getMedia', { params: { mediaId } })).state === 'ready';
  });
  return mediaId;
}

async function newAlbum(mediaIds: string[]): Promise<string> {
  return (await listener.must('createPhotoAlbum', { body: { title: 'Lake', mediaIds } })).id;
}

/** What a visitor is told of everything the link can be asked. */
function visit(token: string): Promise<string[]> {
  const params = { token };
  return Promise.all([
    codeOf(anonymous.call('openShare', { params })),
    codeOf(anonymous.call('listSharedItems', { params })),
  ]);
}

describe('a link', () => {
  it('shows a photo album as it is, and of its photos nothing that is private', async () => {
    const [first, second] = [await addPhoto(listener), await addPhoto(listener)];
    const targetId = await newAlbum([second, first]);
    const body = { kind: 'photo_album', targetId } as const;
    const { token } = await listener.must('createShare', { body });
    const params = { token };
    const view = await anonymous.must('openShare', { params });
    expect(view).toMatchObject({ kind: 'photo_album', title: 'Lake', itemCount: 2 });
    const cover = await fetch(new URL(view.coverUrl ?? '', anonymous.baseUrl));
    expect(cover.headers.get('content-type')).toBe('image/jpeg');
    const { items } = await anonymous.must('listSharedItems', { params });
    expect(items.map(({ id }) => id)).toEqual([second, first]);
    expect(JSON.stringify(items)).not.toContain('secret-name');
    const [item] = items;
    const { baseUrl, query } = (item?.type === 'media' && item.media.access) || {};
    const picture = await fetch(new URL(`${baseUrl}320.webp?${query}`, anonymous.baseUrl));
    expect(picture.headers.get('content-type')).toBe('image/webp');
    await listener.must('deleteMedia', { params: { mediaId: second } });
    const left = await anonymous.must('listSharedItems', { params });
    expect(left.items.map(({ id }) => id)).toEqual([first]);
  });

  it('makes what it opens unlisted; made private again, it opens nothing', async () => {
    const mediaId = await addPhoto(listener);
    const albumId = await newAlbum([mediaId]);
    for (const [kind, targetId] of [
      ['media', mediaId],
      ['photo_album', albumId],
    ] as const) {
      const { token } = await listener.must('createShare', { body: { kind, targetId } });
      expect(await visit(token)).toEqual(['ok', 'ok']);
      if (kind === 'media') {
        const params = { mediaId };
        expect((await listener.must('getMedia', { params })).visibility).toBe('unlisted');
        expect(await codeOf(anonymous.call('getPublicMedia', { params }))).toBe('not_found');
        await listener.must('updateMedia', { params, body: { visibility: 'private' } });
      } else {
        const params = { photoAlbumId: albumId };
        expect((await listener.must('getPhotoAlbum', { params })).visibility).toBe('unlisted');
        expect(await codeOf(anonymous.call('getPublicPhotoAlbum', { params }))).toBe('not_found');
        await listener.must('updatePhotoAlbum', { params, body: { visibility: 'private' } });
      }
      expect(await visit(token)).toEqual(['not_found', 'not_found']);
    }
  });

  it('is refused for what is somebody else’s, and when it is wrong, over or without its password', async () => {
    const mediaId = await addPhoto(listener);
    const targetId = await newAlbum([mediaId]);
    for (const body of [
      { kind: 'media', targetId: mediaId },
      { kind: 'photo_album', targetId },
    ] as const) {
      expect(await codeOf(admin.call('createShare', { body }))).toBe('not_found');
    }
    expect((await listener.must('getMedia', { params: { mediaId } })).visibility).toBe('private');
    expect(await visit('wrong')).toEqual(['not_found', 'not_found']);
    const share = await listener.must('createShare', {
      body: { kind: 'photo_album', targetId, password: 'open sesame' },
    });
    expect(await visit(share.token)).toEqual(['password_required', 'password_required']);
    const unlocked = await anonymous.must('unlockShare', {
      params: { token: share.token },
      body: { password: 'open sesame' },
    });
    expect(await visit(unlocked.token)).toEqual(['ok', 'ok']);
    await listener.must('revokeShare', { params: { shareId: share.id } });
    expect(await visit(unlocked.token)).toEqual(['not_found', 'not_found']);
    const soon = new Date(Date.now() + 1500).toISOString();
    const brief = await listener.must('createShare', {
      body: { kind: 'media', targetId: mediaId, expiresAt: soon },
    });
    await eventually('the end of the link', async () => {
      return (await visit(brief.token)).every((code) => code === 'not_found');
    });
  });

  it('plays the videos behind it, and no others', async () => {
    const file = await videoFile({ format: 'mp4', seconds: 1 });
    const mediaId = await addMedia(listener, file);
    const photo = await addPhoto(listener);
    await playable(listener, mediaId);
    const share = async (mediaIds: string[]) => {
      const targetId = await newAlbum(mediaIds);
      return listener.must('createShare', { body: { kind: 'photo_album', targetId } });
    };
    const [withIt, without] = [await share([mediaId]), await share([photo])];
    const params = { token: withIt.token, mediaId };
    const { mp4Url } = await anonymous.must('watchSharedVideo', { params });
    const answer = await fetch(new URL(mp4Url, anonymous.baseUrl));
    expect(answer.headers.get('content-type')).toBe('video/mp4');
    await answer.body?.cancel();
    const other = { token: without.token, mediaId };
    expect(await codeOf(anonymous.call('watchSharedVideo', { params: other }))).toBe('not_found');
  });
});

describe('anonymous callers', () => {
  /** What they are told of an item and an album in which it is. */
  async function look(mediaId: string, photoAlbumId: string): Promise<string[]> {
    const media = { params: { mediaId } };
    const album = { params: { photoAlbumId } };
    return Promise.all([
      codeOf(anonymous.call('getPublicMedia', media)),
      codeOf(anonymous.call('watchPublicVideo', media)),
      codeOf(anonymous.call('getPublicPhotoAlbum', album)),
      codeOf(anonymous.call('listPublicPhotoAlbumItems', album)),
    ]);
  }

  it('read what is public and processed, and nothing else', async () => {
    const film = await addMedia(listener, await videoFile({ format: 'mp4', seconds: 1 }));
    await playable(listener, film);
    const albumId = await newAlbum([film]);
    const see = async (visibility: 'private' | 'unlisted' | 'public') => {
      const body = { visibility };
      await listener.must('updateMedia', { params: { mediaId: film }, body });
      await listener.must('updatePhotoAlbum', { params: { photoAlbumId: albumId }, body });
      return look(film, albumId);
    };
    const nothing = Array(4).fill('not_found');
    expect(await look(film, albumId)).toEqual(nothing);
    expect(await see('unlisted')).toEqual(nothing);
    expect(await see('public')).toEqual(['ok', 'ok', 'ok', 'ok']);
    const item = await anonymous.must('getPublicMedia', { params: { mediaId: film } });
    const told = Object.keys(item);
    for (const secret of ['fileName', 'tags', 'location', 'camera', 'guestName', 'contentHash']) {
      expect(told).not.toContain(secret);
    }
    // For those who are not signed in, every other way to it stays closed.
    const { status } = await fetch(new URL(`/api/v1/media/${film}`, anonymous.baseUrl));
    expect(status).toBe(401);
    expect(await see('private')).toEqual(nothing);
    await see('public');
    await listener.must('deleteMedia', { params: { mediaId: film } });
    expect((await look(film, albumId)).slice(0, 2)).toEqual(['not_found', 'not_found']);
    const left = await anonymous.must('listPublicPhotoAlbumItems', {
      params: { photoAlbumId: albumId },
    });
    expect(left.items).toEqual([]);
  });

  it('see nothing of a public photo before it is processed, nor of a broken one', async () => {
    const broken = {
      name: 'broken.jpg',
      bytes: (await photograph({ width: 320, height: 240 })).subarray(0, 300),
    };
    const mediaId = await addMedia(listener, broken);
    const body = { visibility: 'public' } as const;
    await listener.must('updateMedia', { params: { mediaId }, body });
    const { state } = await eventually('the refusal', async () => {
      expect(await codeOf(anonymous.call('getPublicMedia', { params: { mediaId } }))).toBe(
        'not_found',
      );
      const item = await listener.must('getMedia', { params: { mediaId } });
      return item.state === 'rejected' && item;
    });
    expect(state).toBe('rejected');
  });
});
