import { MULTIPART_FROM_BYTES } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { type AudioFixtureFormat, audioFixtureFormats } from '../fixtures/audio.ts';
import {
  addSong,
  audioFile,
  createUpload,
  type LocalFile,
  mustPutBytes,
  partOf,
  processed,
  putBytes,
  readRefusal,
  sendFile,
  sendMissingBytes,
  sharedInstance,
} from './harness/index.ts';

const { admin, listener } = sharedInstance();

/** What a file of each format is called in the catalogue, and what players get of it. */
const expectations: Record<
  AudioFixtureFormat,
  { codec: string; lossless: boolean; defaultFormat: 'original' | 'aac' }
> = {
  mp3: { codec: 'mp3', lossless: false, defaultFormat: 'original' },
  'mp3-vbr': { codec: 'mp3', lossless: false, defaultFormat: 'original' },
  flac: { codec: 'flac', lossless: true, defaultFormat: 'original' },
  m4a: { codec: 'aac', lossless: false, defaultFormat: 'original' },
  alac: { codec: 'alac', lossless: true, defaultFormat: 'aac' },
  ogg: { codec: 'vorbis', lossless: false, defaultFormat: 'original' },
  opus: { codec: 'opus', lossless: false, defaultFormat: 'original' },
  webm: { codec: 'opus', lossless: false, defaultFormat: 'aac' },
  wav: { codec: 'pcm', lossless: true, defaultFormat: 'original' },
  'wav-24': { codec: 'pcm', lossless: true, defaultFormat: 'original' },
  'wav-float': { codec: 'pcm', lossless: true, defaultFormat: 'original' },
  aiff: { codec: 'pcm', lossless: true, defaultFormat: 'aac' },
  aac: { codec: 'aac', lossless: false, defaultFormat: 'aac' },
};

/** A WAV of two parts: 16 MiB and a little. */
async function largeFile(): Promise<LocalFile> {
  const seconds = Math.ceil((MULTIPART_FROM_BYTES * 1.1) / (44_100 * 4));
  return audioFile({ format: 'wav', seconds, sound: 'tone', name: 'large' });
}

describe('an upload', () => {
  it.each(audioFixtureFormats)('of %s becomes a song with its tags', async (format) => {
    const tags = { title: `Air in ${format}`, artist: 'The Testers', album: 'Formats' };
    const file = await audioFile({ format, seconds: 2, tags });
    const songId = await addSong(admin, file);
    const song = await listener.must('getSong', { params: { songId } });
    expect(song).toMatchObject({ title: tags.title, ...expectations[format] });
    expect(song.artists.map(({ name }) => name)).toEqual([tags.artist]);
    expect(song.album.title).toBe(tags.album);
    expect(song.sizeBytes).toBe(file.bytes.byteLength);
    expect(Math.abs(song.durationMs - 2000)).toBeLessThan(120);
    expect(song.loudness.integratedLufs).toBeLessThan(0);
  });

  it('of a large file goes in parts, and those that arrived are known', async () => {
    const file = await largeFile();
    const created = await createUpload(admin, file);
    expect(created).toMatchObject({ state: 'created', processing: { state: 'none' } });
    expect(created.transfer).toMatchObject({ kind: 'multipart', partCount: 2, finishedParts: [] });
    const params = { uploadId: created.id };

    const { parts } = await admin.must('signUploadParts', { params, body: { partNumbers: [2] } });
    await mustPutBytes(admin, parts[0]?.url ?? '', partOf(created, file.bytes, 2));
    const half = await admin.must('getUpload', { params });
    expect(half.transfer).toMatchObject({ finishedParts: [2] });

    const early = await admin.call('completeUpload', { params });
    expect(early.ok ? null : early.problem.code).toBe('upload_incomplete');

    expect(await sendMissingBytes(admin, half, file.bytes)).toBe(1);
    const completed = await admin.must('completeUpload', { params });
    expect(completed).toMatchObject({ state: 'completed', transfer: { kind: 'closed' } });
    expect((await processed(admin, created.id)).processing.state).toBe('ready');
  });

  it('may send a part again, and the last bytes count', async () => {
    const file = await largeFile();
    const created = await createUpload(admin, file);
    const params = { uploadId: created.id };
    const { parts } = await admin.must('signUploadParts', { params, body: { partNumbers: [2] } });
    const second = partOf(created, file.bytes, 2);
    await mustPutBytes(admin, parts[0]?.url ?? '', new Uint8Array(second.byteLength));
    await mustPutBytes(admin, parts[0]?.url ?? '', second);
    await sendMissingBytes(admin, await admin.must('getUpload', { params }), file.bytes);
    await admin.must('completeUpload', { params });
    const { processing } = await processed(admin, created.id);
    const song = await admin.must('getSong', { params: { songId: processing.songId ?? '' } });
    const hash = await crypto.subtle.digest('SHA-256', Buffer.from(file.bytes));
    expect(song.contentHash).toBe(Buffer.from(hash).toString('hex'));
  });

  it('completed twice, at the same moment too, becomes one song', async () => {
    const file = await audioFile({ format: 'mp3', seconds: 1 });
    const upload = await createUpload(admin, file);
    await sendMissingBytes(admin, upload, file.bytes);
    const complete = () => admin.must('completeUpload', { params: { uploadId: upload.id } });
    const answers = await Promise.all([complete(), complete(), complete()]);
    expect(answers.map(({ state }) => state)).toEqual(Array(3).fill('completed'));
    const { processing } = await processed(admin, upload.id);
    expect(processing).toMatchObject({ state: 'ready', duplicate: false });
    expect(await complete()).toMatchObject({ state: 'completed', processing });
  });

  it('of the same file, several at once, leads to one song', async () => {
    const file = await audioFile({ format: 'flac', seconds: 1 });
    const uploads = await Promise.all(
      ['a.flac', 'b.flac', 'c.flac'].map((name) => sendFile(admin, { ...file, name })),
    );
    const results = await Promise.all(uploads.map(({ id }) => processed(admin, id)));
    const songIds = new Set(results.map(({ processing }) => processing.songId));
    expect(songIds.size).toBe(1);
    const duplicates = results.filter(({ processing }) => processing.duplicate);
    expect(duplicates).toHaveLength(2);
  });

  it('without a title is called by its file name', async () => {
    const file = await audioFile({ format: 'mp3', seconds: 1 });
    const songId = await addSong(admin, { ...file, name: 'Sommer/07 Grüße aus Wien.mp3' });
    const song = await admin.must('getSong', { params: { songId } });
    expect(song.title).toContain('Grüße aus Wien');
  });

  it('is listed for its owner, newest first, page by page', async () => {
    const created = [];
    for (const name of ['1.mp3', '2.mp3', '3.mp3']) {
      created.push((await createUpload(admin, { name, bytes: new Uint8Array(10) })).id);
    }
    const first = await admin.must('listUploads', { query: { limit: 2 } });
    expect(first.items.map(({ id }) => id)).toEqual([created[2], created[1]]);
    const cursor = first.nextCursor ?? '';
    const second = await admin.must('listUploads', { query: { limit: 2, cursor } });
    expect(second.items[0]?.id).toBe(created[0]);
  });

  it('keeps the fingerprint that recognises the local file', async () => {
    const body = { fileName: 'a.mp3', sizeBytes: 10, fingerprint: 'a.mp3-10-1700000000' };
    const { id } = await admin.must('createUpload', { body });
    const upload = await admin.must('getUpload', { params: { uploadId: id } });
    expect(upload.fingerprint).toBe(body.fingerprint);
  });
});

describe('an upload that is cancelled', () => {
  it('takes no more bytes and stays gone', async () => {
    const file = await largeFile();
    const upload = await createUpload(admin, file);
    const params = { uploadId: upload.id };
    const { parts } = await admin.must('signUploadParts', {
      params,
      body: { partNumbers: [1, 2] },
    });
    await mustPutBytes(admin, parts[1]?.url ?? '', partOf(upload, file.bytes, 2));
    await admin.must('cancelUpload', { params });

    const late = await putBytes(admin, parts[0]?.url ?? '', partOf(upload, file.bytes, 1));
    await readRefusal(admin, late);
    const complete = await admin.call('completeUpload', { params });
    expect(complete.ok ? null : complete.problem.code).toMatch(/^(upload_not_open|not_found)$/);
    const sign = await admin.call('signUploadParts', { params, body: { partNumbers: [1] } });
    expect(sign.ok ? null : sign.problem.code).toMatch(/^(upload_not_open|not_found)$/);
  });
});

describe('a file that cannot become a song', () => {
  it.each([
    ['a PDF named .mp3', async () => Buffer.from('%PDF-1.7\n'.repeat(9)), 'not_media', /PDF/],
    ['text named .mp3', async () => Buffer.from('no music here\n'.repeat(200)), 'not_media', /./],
    [
      'an MP3 that is cut to pieces',
      async () => {
        const { bytes } = await audioFile({ format: 'flac', seconds: 2 });
        return Buffer.concat([bytes.subarray(0, 60), Buffer.alloc(4000, 0x5a)]);
      },
      /./,
      /./,
    ],
  ] as const)('%s is rejected with a reason', async (_what, makeBytes, code, message) => {
    const { id } = await sendFile(admin, { name: 'song.mp3', bytes: await makeBytes() });
    const { processing } = await processed(admin, id);
    expect(processing).toMatchObject({ state: 'rejected', songId: null });
    expect(processing.rejection?.code).toMatch(code);
    expect(processing.rejection?.message).toMatch(message);
    const retry = await admin.call('retryUpload', { params: { uploadId: id } });
    expect(retry.ok ? null : retry.problem.code).toBe('conflict');
    await admin.must('cancelUpload', { params: { uploadId: id } });
    const gone = await admin.call('getUpload', { params: { uploadId: id } });
    expect(gone.ok ? null : gone.problem.code).toBe('not_found');
  });

  it('is refused before it is sent when it is empty or too large', async () => {
    for (const sizeBytes of [0, -1, 5 * 1024 ** 3 + 1, Number.MAX_SAFE_INTEGER, 1.5]) {
      const answer = await admin.call('createUpload', { body: { fileName: 'a.mp3', sizeBytes } });
      const code = answer.ok ? null : answer.problem.code;
      expect(code, String(sizeBytes)).toMatch(/^(invalid_request|payload_too_large)$/);
    }
  });
});

describe('a signed upload URL', () => {
  it('takes exactly the announced number of bytes', async () => {
    const file = await audioFile({ format: 'mp3', seconds: 1 });
    const upload = await createUpload(admin, file);
    if (upload.transfer.kind !== 'single') throw new Error('must be sent whole');
    const { url } = upload.transfer;
    const less = await putBytes(admin, url, file.bytes.subarray(1));
    expect(await readRefusal(admin, less)).toBeOneOf(['invalid_request', null]);
    const more = await putBytes(admin, url, Buffer.concat([file.bytes, Buffer.from('x')]));
    expect(await readRefusal(admin, more)).toBeOneOf(['payload_too_large', null]);
    const params = { uploadId: upload.id };
    const early = await admin.call('completeUpload', { params });
    expect(early.ok ? null : early.problem.code).toBe('upload_incomplete');
    await mustPutBytes(admin, url, file.bytes);
    await admin.must('completeUpload', { params });
    expect((await processed(admin, upload.id)).processing.state).toBe('ready');
  });

  it('is void when anything in it is altered', async () => {
    const upload = await createUpload(admin, { name: 'a.mp3', bytes: new Uint8Array(16) });
    if (upload.transfer.kind !== 'single') throw new Error('must be sent whole');
    const url = new URL(upload.transfer.url, admin.baseUrl);
    for (const altered of alterationsOf(url)) {
      const response = await putBytes(admin, altered, new Uint8Array(16));
      const code = await readRefusal(admin, response);
      expect(code, altered).toBeOneOf(['url_signature_invalid', 'url_expired', null]);
      if (code !== null) expect(response.status, altered).toBe(403);
    }
  });

  it('does not give the bytes back', async () => {
    const file = await audioFile({ format: 'mp3', seconds: 1 });
    const upload = await createUpload(admin, file);
    await sendMissingBytes(admin, upload, file.bytes);
    if (upload.transfer.kind !== 'single') throw new Error('must be sent whole');
    const response = await fetch(new URL(upload.transfer.url, admin.baseUrl));
    await readRefusal(admin, response);
  });

  it('for a part that does not exist is not given', async () => {
    const upload = await createUpload(admin, await largeFile());
    for (const partNumbers of [[3], [1, 99_999]]) {
      const params = { uploadId: upload.id };
      const answer = await admin.call('signUploadParts', { params, body: { partNumbers } });
      expect(answer.ok ? null : answer.problem.code).toBe('invalid_request');
    }
  });
});

/** The URL with its path and each of its parameters changed, dropped, or the path climbed out of. */
function alterationsOf(url: URL): string[] {
  const altered = [...url.searchParams.keys()].flatMap((name) => {
    const changed = new URL(url);
    changed.searchParams.set(name, changeLast(url.searchParams.get(name) ?? ''));
    const dropped = new URL(url);
    dropped.searchParams.delete(name);
    return [changed, dropped];
  });
  const elsewhere = new URL(url);
  elsewhere.pathname = changeLast(url.pathname);
  const outside = new URL(url);
  outside.pathname = `${url.pathname}/..%2f..%2f..%2fx`;
  return [...altered, elsewhere, outside].map(String);
}

function changeLast(text: string): string {
  const last = text.at(-1) ?? '';
  return text.slice(0, -1) + (last === '1' ? '2' : '1');
}
