import { describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import { type Client, eventually, sharedInstance } from './harness/index.ts';

const { admin, listener, anonymous } = sharedInstance();

const codeOf = async (answer: ReturnType<Client['call']>) => {
  const result = await answer;
  return result.ok ? 'ok' : result.problem.code;
};

async function newAlbum(title = 'Wedding'): Promise<string> {
  return (await listener.must('createPhotoAlbum', { body: { title } })).id;
}

async function newLink(targetId: string, settings: object = {}) {
  const body = { kind: 'photo_album', targetId, allowGuestUpload: true, ...settings } as const;
  return listener.must('createShare', { body });
}

async function ownPhoto(): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await photograph({ width: 320, height: 240 });
  // Its last bytes make it a file of its own.
  return new Uint8Array(Buffer.concat([bytes, Buffer.from(crypto.randomUUID())]));
}

function announce(token: string, sizeBytes: number, fileName = 'guest.jpg') {
  const body = { fileName, sizeBytes, guestName: ' Zoë ' };
  return anonymous.must('createGuestUpload', { params: { token }, body });
}

async function put(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(new URL(url, anonymous.baseUrl), { method: 'PUT', body });
  expect(answer.ok).toBe(true);
}

/** Announces a file and puts its bytes, and no more. */
async function send(token: string, bytes: Uint8Array<ArrayBuffer>, fileName?: string) {
  const { id: uploadId, transfer } = await announce(token, bytes.length, fileName);
  if (transfer.kind !== 'single') throw new Error(transfer.kind);
  await put(transfer.url, bytes);
  return { params: { token, uploadId } };
}

async function itemsOf(photoAlbumId: string) {
  return (await listener.must('listPhotoAlbumItems', { params: { photoAlbumId } })).items;
}

describe('a visitor of an album whose owner lets them', () => {
  it('adds a photo, which is the owner’s, with the name the visitor gave', async () => {
    const albumId = await newAlbum();
    const { token } = await newLink(albumId);
    const view = await anonymous.must('openShare', { params: { token } });
    expect(view.allowGuestUpload).toBe(true);
    const bytes = await ownPhoto();
    const sent = await send(token, bytes);
    await anonymous.must('completeGuestUpload', sent);
    // Said twice, it is handled once.
    await anonymous.must('completeGuestUpload', sent);
    await eventually('the photo to be ready', async () => {
      const { processing } = await anonymous.must('getGuestUpload', sent);
      return processing.state === 'ready';
    });
    const [item, ...others] = await eventually('the photo in the album', async () => {
      const items = await itemsOf(albumId);
      return items[0]?.state === 'ready' && items;
    });
    expect(others).toEqual([]);
    expect(item).toMatchObject({ guestName: 'Zoë', visibility: 'private', fileName: 'guest.jpg' });
    const shown = await anonymous.must('listSharedItems', { params: { token } });
    expect(shown.items.map(({ id }) => id)).toEqual([item?.id]);
    expect(JSON.stringify(shown)).not.toContain('Zoë');
    const mediaId = item?.id ?? '';
    await listener.must('removePhotoAlbumItems', {
      params: { photoAlbumId: albumId },
      body: { mediaIds: [mediaId] },
    });
    await listener.must('deleteMedia', { params: { mediaId } });
    expect((await listener.must('listUploads')).items).not.toContainEqual(
      expect.objectContaining({ id: sent.params.uploadId }),
    );
  });

  it('goes on with a large file where it stopped, part by part', async () => {
    const { token } = await newLink(await newAlbum());
    const sizeBytes = 16 * 1024 ** 2 + 1;
    const { id: uploadId } = await announce(token, sizeBytes, 'large.mp4');
    const params = { token, uploadId };
    const body = { partNumbers: [1, 2] };
    const { parts } = await anonymous.must('signGuestUploadParts', { params, body });
    const last = parts.find(({ partNumber }) => partNumber === 2);
    await put(last?.url ?? '', new Uint8Array(1));
    const { transfer } = await anonymous.must('getGuestUpload', { params });
    expect(transfer).toMatchObject({ kind: 'multipart', finishedParts: [2] });
    expect(await codeOf(anonymous.call('completeGuestUpload', { params }))).toBe(
      'upload_incomplete',
    );
    await anonymous.must('cancelGuestUpload', { params });
    expect(await codeOf(anonymous.call('signGuestUploadParts', { params, body }))).toBe(
      'upload_not_open',
    );
  });

  it('adds no songs, not even to an admin’s album, and is told why', async () => {
    const { id: targetId } = await admin.must('createPhotoAlbum', { body: { title: 'Admin’s' } });
    const body = { kind: 'photo_album', targetId, allowGuestUpload: true } as const;
    const { token } = await admin.must('createShare', { body });
    const wave = new Uint8Array(Buffer.from(`RIFF\0\0\0\0WAVEfmt ${'\0'.repeat(64)}`));
    const sent = await send(token, wave, 'song.wav');
    await anonymous.must('completeGuestUpload', sent);
    const { processing } = await eventually('the refusal', async () => {
      const upload = await anonymous.must('getGuestUpload', sent);
      return upload.processing.state === 'rejected' && upload;
    });
    expect(processing.rejection?.message).toBeTruthy();
  });
});

describe('nothing is taken', () => {
  const announceBy = (token: string) =>
    codeOf(
      anonymous.call('createGuestUpload', {
        params: { token },
        body: { fileName: 'a.jpg', sizeBytes: 10 },
      }),
    );

  it('by a link whose owner did not ask for files, nor of another kind, nor by a wrong one', async () => {
    const albumId = await newAlbum();
    const closed = await newLink(albumId, { allowGuestUpload: false });
    expect(await announceBy(closed.token)).toBe('forbidden');
    const { id: playlistId } = await listener.must('createPlaylist', { body: { name: 'x' } });
    const playlist = await listener.must('createShare', {
      body: { kind: 'playlist', targetId: playlistId, allowGuestUpload: true },
    });
    expect(await announceBy(playlist.token)).toBe('forbidden');
    const { allowGuestUpload } = await anonymous.must('openShare', {
      params: { token: playlist.token },
    });
    expect(allowGuestUpload).toBe(false);
    expect(await announceBy('nothing')).toBe('not_found');
  });

  it('without the password, and with it only through its ticket', async () => {
    const link = await newLink(await newAlbum(), { password: 'open sesame' });
    expect(await announceBy(link.token)).toBe('password_required');
    const unlock = (password: string) =>
      anonymous.call('unlockShare', { params: { token: link.token }, body: { password } });
    expect(await codeOf(unlock('wrong'))).toBe('wrong_password');
    const { token } = await anonymous.must('unlockShare', {
      params: { token: link.token },
      body: { password: 'open sesame' },
    });
    expect(await announceBy(token)).toBe('ok');
  });

  it.each([
    ['the link was revoked', 'not_found', (id: string) => revoke(id)],
    ['its owner takes no more files', 'forbidden', (id: string) => close(id)],
    ['the link has ended', 'not_found', (id: string) => endSoon(id)],
  ] as const)('once %s, though the bytes were on their way', async (_, code, end) => {
    const albumId = await newAlbum();
    const link = await newLink(albumId);
    const sent = await send(link.token, await ownPhoto());
    await end(link.id);
    await eventually('the end of it', async () => (await announceBy(link.token)) === code);
    for (const answer of [
      anonymous.call('getGuestUpload', sent),
      anonymous.call('completeGuestUpload', sent),
      anonymous.call('cancelGuestUpload', sent),
    ]) {
      expect(await codeOf(answer)).toBe(code);
    }
    expect(await itemsOf(albumId)).toEqual([]);
  });

  const revoke = (shareId: string) => listener.must('revokeShare', { params: { shareId } });
  const close = (shareId: string) =>
    listener.must('updateShare', { params: { shareId }, body: { allowGuestUpload: false } });
  const endSoon = (shareId: string) => {
    const expiresAt = new Date(Date.now() + 1000).toISOString();
    return listener.must('updateShare', { params: { shareId }, body: { expiresAt } });
  };

  it('into an album that was made private or deleted meanwhile', async () => {
    for (const end of ['private', 'deleted'] as const) {
      const photoAlbumId = await newAlbum();
      const link = await newLink(photoAlbumId);
      const sent = await send(link.token, await ownPhoto());
      const params = { photoAlbumId };
      if (end === 'deleted') await listener.must('deletePhotoAlbum', { params });
      else await listener.must('updatePhotoAlbum', { params, body: { visibility: 'private' } });
      expect(await codeOf(anonymous.call('completeGuestUpload', sent))).toBe('not_found');
    }
  });

  it('of what others send, and nobody hears of it', async () => {
    const albumId = await newAlbum();
    const [one, other] = [await newLink(albumId), await newLink(albumId)];
    const { id: uploadId } = await announce(one.token, 10);
    const own = await listener.must('createUpload', { body: { fileName: 'a.jpg', sizeBytes: 9 } });
    for (const params of [
      { token: other.token, uploadId },
      { token: one.token, uploadId: own.id },
    ]) {
      for (const answer of [
        anonymous.call('getGuestUpload', { params }),
        anonymous.call('signGuestUploadParts', { params, body: { partNumbers: [1] } }),
        anonymous.call('completeGuestUpload', { params }),
        anonymous.call('cancelGuestUpload', { params }),
      ]) {
        expect(await codeOf(answer)).toBe('not_found');
      }
    }
    const { items } = await listener.must('listUploads');
    expect(items.map(({ id }) => id)).not.toContain(uploadId);
  });

  it('beyond as many files as a link may have on their way', async () => {
    const { token } = await newLink(await newAlbum());
    for (let n = 0; n < 200; n++) await announce(token, 10);
    expect(await announceBy(token)).toBe('too_many_requests');
  });
});
