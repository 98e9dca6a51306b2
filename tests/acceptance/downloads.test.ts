import { describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import { type Client, eventually, sharedInstance } from './harness/index.ts';
import { addMedia, playable, videoFile } from './harness/video-file.ts';

const { listener, anonymous } = sharedInstance();

const codeOf = async (answer: ReturnType<Client['call']>) => {
  const result = await answer;
  return result.ok ? 'ok' : result.problem.code;
};

/** As a browser that saves what it is answered. */
async function save(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(new URL(url, anonymous.baseUrl), { headers });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    disposition: answer.headers.get('content-disposition'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

async function addPhoto(name: string) {
  const picture = await photograph({ width: 320, height: 240 });
  // Its last bytes make it a file of its own.
  const bytes = Buffer.concat([picture, Buffer.from(crypto.randomUUID())]);
  const mediaId = await addMedia(listener, { name, bytes });
  await eventually(`photo ${mediaId}`, async () => {
    return (await listener.must('getMedia', { params: { mediaId } })).state === 'ready';
  });
  return { mediaId, bytes };
}

describe('a photo', () => {
  it('is saved by its owner as it was uploaded, under its name, and never shown', async () => {
    const { mediaId, bytes } = await addPhoto('Möwe "im" Flug.jpg');
    const params = { mediaId };
    const { url, fileName, sizeBytes } = await listener.must('downloadMedia', { params });
    expect({ fileName, sizeBytes }).toEqual({
      fileName: 'Möwe im Flug.jpg',
      sizeBytes: bytes.length,
    });
    const saved = await save(url);
    expect(saved.bytes).toEqual(bytes);
    expect(saved.type).toBe('application/octet-stream');
    expect(saved.disposition).toBe(
      `attachment; filename="Mowe im Flug.jpg"; filename*=UTF-8''M%C3%B6we%20im%20Flug.jpg`,
    );
    const partly = await save(url, { range: 'bytes=10-19' });
    expect(partly.status).toBe(206);
    expect(partly.bytes).toEqual(bytes.subarray(10, 20));
    // Whoever has the address may save it, but nothing else by it.
    for (const other of [url.replace(mediaId, crypto.randomUUID()), url.replace(/.$/, '')]) {
      expect((await save(other)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('is saved as the JPEG that is shown, named after its title', async () => {
    const { mediaId } = await addPhoto('camera.jpg');
    const params = { mediaId };
    const shown = () => listener.must('downloadMedia', { params, query: { what: 'shown' } });
    expect((await shown()).fileName).toBe('camera.jpg');
    await listener.must('updateMedia', { params, body: { title: 'Abend/Hafen' } });
    const { url, fileName } = await shown();
    expect(fileName).toBe('Abend Hafen.jpg');
    const saved = await save(url);
    expect(saved.type).toBe('image/jpeg');
    expect(saved.disposition).toContain('filename="Abend Hafen.jpg"');
    const renamed = await save(url.replace('Abend', 'Morgen'));
    expect(renamed.status).toBe(403);
  });

  it('is saved by visitors as it is shown, under no name they should not know', async () => {
    const { mediaId } = await addPhoto('secret-name.jpg');
    const body = { kind: 'media', targetId: mediaId } as const;
    const { token } = await listener.must('createShare', { body });
    const { url, fileName } = await anonymous.must('downloadSharedMedia', {
      params: { token, mediaId },
    });
    expect(fileName).toMatch(/^photo \d{4}-\d\d-\d\d\.jpg$/);
    expect((await save(url)).type).toBe('image/jpeg');
    const other = { token, mediaId: (await addPhoto('other.jpg')).mediaId };
    expect(await codeOf(anonymous.call('downloadSharedMedia', { params: other }))).toBe(
      'not_found',
    );
  });
});

describe('a video', () => {
  it('is saved as an MP4 under its title', async () => {
    const mediaId = await addMedia(listener, await videoFile({ format: 'mkv', seconds: 1 }));
    const params = { mediaId };
    await listener.must('updateMedia', { params, body: { title: 'Überfahrt' } });
    const { downloadUrl } = await playable(listener, mediaId);
    const saved = await save(downloadUrl);
    expect(saved.type).toBe('video/mp4');
    expect(saved.disposition).toContain("UTF-8''%C3%9Cberfahrt.mp4");
  });
});
