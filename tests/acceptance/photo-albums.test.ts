import { describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import { type Client, eventually, sharedInstance } from './harness/index.ts';
import { addMedia } from './harness/video-file.ts';

const { admin, listener, anonymous } = sharedInstance();

const codeOf = async (answer: ReturnType<Client['call']>) => {
  const result = await answer;
  return result.ok ? null : result.problem.code;
};

/** Photos that are ready to be shown. */
async function addPhotos(client: Client, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const bytes = await photograph({ width: 320, height: 240, hue: n * 60 });
    // Its last bytes make it a file of its own.
    const own = Buffer.concat([bytes, Buffer.from(crypto.randomUUID())]);
    ids.push(await addMedia(client, { name: `photo-${n}.jpg`, bytes: own }));
  }
  for (const mediaId of ids) {
    await eventually(`photo ${mediaId}`, async () => {
      const { state } = await client.must('getMedia', { params: { mediaId } });
      return state === 'ready';
    });
  }
  return ids;
}

async function idsIn(client: Client, photoAlbumId: string): Promise<string[]> {
  const { items } = await client.must('listPhotoAlbumItems', { params: { photoAlbumId } });
  return items.map(({ id }) => id);
}

describe('a photo album', () => {
  it('holds photos in an order of its own, with a cover and a count', async () => {
    const [a = '', b = '', c = ''] = await addPhotos(listener, 3);
    const album = await listener.must('createPhotoAlbum', {
      body: { title: 'Harbour', mediaIds: [a, b] },
    });
    expect(album).toMatchObject({ itemCount: 2, visibility: 'private', coverMediaId: null });
    expect(album.cover?.id).toBe(a);
    const params = { photoAlbumId: album.id };
    await listener.must('addPhotoAlbumItems', { params, body: { mediaIds: [c, a] } });
    await listener.must('movePhotoAlbumItems', { params, body: { mediaIds: [c], after: a } });
    expect(await idsIn(listener, album.id)).toEqual([a, c, b]);
    const covered = await listener.must('updatePhotoAlbum', { params, body: { coverMediaId: c } });
    expect(covered.cover?.id).toBe(c);
    const { items } = await listener.must('listPhotoAlbums');
    expect(items.find(({ id }) => id === album.id)).toMatchObject({
      title: 'Harbour',
      itemCount: 3,
    });
    const left = await listener.must('removePhotoAlbumItems', { params, body: { mediaIds: [c] } });
    expect(left).toMatchObject({ itemCount: 2, coverMediaId: null });
    const late = { title: 'Late', version: album.version };
    expect(await codeOf(listener.call('updatePhotoAlbum', { params, body: late }))).toBe(
      'conflict',
    );
  });

  it('forgets nothing while a photo is in the trash, and leaves the photos when it is deleted', async () => {
    const [a = '', b = ''] = await addPhotos(listener, 2);
    const { id: photoAlbumId } = await listener.must('createPhotoAlbum', {
      body: { title: 'Trash', mediaIds: [a, b] },
    });
    await listener.must('deleteMedia', { params: { mediaId: a } });
    expect(await idsIn(listener, photoAlbumId)).toEqual([b]);
    await listener.must('restoreMediaItems', { body: { mediaIds: [a] } });
    expect(await idsIn(listener, photoAlbumId)).toEqual([a, b]);
    await listener.must('deletePhotoAlbum', { params: { photoAlbumId } });
    expect(await codeOf(listener.call('getPhotoAlbum', { params: { photoAlbumId } }))).toBe(
      'not_found',
    );
    expect((await listener.must('getMedia', { params: { mediaId: a } })).deletedAt).toBeNull();
  });

  it('is nobody else’s, nor are the photos it takes, until it is public', async () => {
    const [mine = ''] = await addPhotos(listener, 1);
    const [theirs = ''] = await addPhotos(admin, 1);
    const body = { title: 'Mine', mediaIds: [theirs] };
    expect(await codeOf(listener.call('createPhotoAlbum', { body }))).toBe('not_found');
    const { id } = await listener.must('createPhotoAlbum', {
      body: { title: 'Mine', mediaIds: [mine] },
    });
    const params = { photoAlbumId: id };
    expect(await codeOf(admin.call('getPhotoAlbum', { params }))).toBe('not_found');
    expect(await codeOf(anonymous.call('getPublicPhotoAlbum', { params }))).toBe('not_found');
    expect(await codeOf(anonymous.call('listPublicPhotoAlbumItems', { params }))).toBe('not_found');
    await listener.must('updatePhotoAlbum', { params, body: { visibility: 'public' } });
    expect((await anonymous.must('getPublicPhotoAlbum', { params })).itemCount).toBe(1);
    const { items } = await anonymous.must('listPublicPhotoAlbumItems', { params });
    expect(items.map((item) => item.id)).toEqual([mine]);
    expect(Object.keys(items[0] ?? {})).not.toContain('fileName');
  });

  it('takes what is uploaded into it', async () => {
    const { id: photoAlbumId } = await listener.must('createPhotoAlbum', { body: { title: 'In' } });
    const bytes = await photograph({ width: 320, height: 240 });
    const { id: uploadId } = await listener.must('createUpload', {
      body: { fileName: 'in.jpg', sizeBytes: bytes.length, photoAlbumId },
    });
    const { transfer } = await listener.must('getUpload', { params: { uploadId } });
    if (transfer.kind !== 'single') throw new Error(transfer.kind);
    const url = new URL(transfer.url, listener.baseUrl);
    await fetch(url, { method: 'PUT', body: new Uint8Array(bytes) });
    await listener.must('completeUpload', { params: { uploadId } });
    await eventually('the photo in its album', async () => {
      return (await idsIn(listener, photoAlbumId)).length === 1;
    });
  });

  it('tells its best photos, of those that look alike one', async () => {
    const bytes = await photograph({ width: 320, height: 240 });
    const twins: string[] = [];
    for (const name of ['one.jpg', 'two.jpg']) {
      const own = Buffer.concat([bytes, Buffer.from(crypto.randomUUID())]);
      twins.push(await addMedia(listener, { name, bytes: own }));
    }
    const { id: photoAlbumId } = await listener.must('createPhotoAlbum', {
      body: { title: 'Best', mediaIds: twins },
    });
    await eventually('both to be measured', async () => {
      const { items } = await listener.must('listPhotoAlbumItems', { params: { photoAlbumId } });
      return items.every(({ state }) => state === 'ready');
    });
    const best = await listener.must('pickBestPhotos', { params: { photoAlbumId } });
    expect(best.items).toHaveLength(1);
  });
});
