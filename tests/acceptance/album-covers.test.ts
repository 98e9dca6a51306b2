import { expect, it } from 'vitest';
import { addSong, audioFile, pictureFile, sharedInstance } from './harness/index.ts';

const { admin, listener, baseUrl } = sharedInstance();

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function album() {
  const tags = { album: `Covers ${crypto.randomUUID()}`, artist: 'Cover artist' };
  const songs = await Promise.all(
    ['1', '2'].map(async (track) =>
      addSong(admin, await audioFile({ format: 'mp3', seconds: 1, tags: { ...tags, track } })),
    ),
  );
  const song = await listener.must('getSong', { params: { songId: songs[0] ?? '' } });
  return { songs, albumId: song.album.id };
}

it('a cover that an admin chose is that of the album and of all its songs', async () => {
  const { songs, albumId } = await album();
  const picture = base64(await pictureFile());
  const set = () => admin.must('setAlbumCover', { params: { albumId }, body: { picture } });
  const { coverUrl } = await set();
  const bytes = await fetch(new URL(coverUrl ?? '', baseUrl));
  expect(bytes.headers.get('content-type')).toBe('image/webp');
  expect(Buffer.from(await bytes.arrayBuffer()).toString('latin1', 8, 12)).toBe('WEBP');
  for (const songId of songs) {
    const song = await listener.must('getSong', { params: { songId } });
    const answer = await fetch(new URL(song.coverUrl ?? '', baseUrl));
    expect(answer.status).toBe(200);
  }
  expect((await set()).coverUrl?.split('?')[0]).toBe(coverUrl?.split('?')[0]);
});

it('what is no sound picture changes nothing', async () => {
  const { albumId } = await album();
  const params = { albumId };
  for (const bytes of [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), Buffer.alloc(9)]) {
    const answer = await admin.call('setAlbumCover', { params, body: { picture: base64(bytes) } });
    expect(!answer.ok && answer.problem.code).toBe('unsupported_media_type');
  }
  const wrong = await admin.call('setAlbumCover', { params, body: { picture: 'no base64!' } });
  expect(!wrong.ok && wrong.problem.code).toBe('invalid_request');
  expect((await listener.must('getAlbum', { params })).coverUrl).toBeNull();
});
