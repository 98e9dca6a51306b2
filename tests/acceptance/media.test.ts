import type { MediaDetails, ShownMedia } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import {
  type Client,
  eventually,
  type LocalFile,
  processed,
  readProblem,
  sendFile,
  sharedInstance,
} from './harness/index.ts';

const { admin, listener, anonymous } = sharedInstance();

async function photoFile(
  fixture: Partial<Parameters<typeof photograph>[0]> = {},
): Promise<LocalFile> {
  const bytes = await photograph({ width: 640, height: 480, ...fixture });
  // Its last bytes make it a file of its own.
  return { name: 'photo.jpg', bytes: Buffer.concat([bytes, Buffer.from(crypto.randomUUID())]) };
}

/** Uploads a photo or video and answers the id of what it became. */
async function addMedia(client: Client, file: LocalFile): Promise<string> {
  const { id } = await sendFile(client, file);
  const { processing } = await processed(client, id);
  if (processing.mediaId === null) throw new Error(JSON.stringify(processing));
  return processing.mediaId;
}

function settled(client: Client, mediaId: string): Promise<MediaDetails> {
  return eventually(`the end of processing ${mediaId}`, async () => {
    const item = await client.must('getMedia', { params: { mediaId } });
    return ['ready', 'rejected', 'failed'].includes(item.state) && item;
  });
}

function urlOf(item: ShownMedia, name: string): URL {
  const { baseUrl, query } = item.access ?? { baseUrl: '', query: '' };
  return new URL(`${baseUrl}${name}?${query}`, anonymous.baseUrl);
}

const codeOf = async (answer: ReturnType<Client['call']>) => {
  const result = await answer;
  return result.ok ? null : result.problem.code;
};

describe('a photo', () => {
  it('of anybody signed in becomes pictures of every size and format', async () => {
    const exif = {
      orientation: 6,
      takenAt: '2024:02:29 13:14:15',
      location: { latitude: -33, longitude: 151 },
    };
    const mediaId = await addMedia(listener, await photoFile({ exif }));
    const item = await settled(listener, mediaId);
    expect(item).toMatchObject({
      kind: 'image',
      state: 'ready',
      format: 'jpeg',
      width: 480,
      height: 640,
      capturedAt: '2024-02-29T13:14:15.000Z',
      capturedFrom: 'metadata',
      location: { latitude: -33, longitude: 151 },
      visibility: 'private',
    });
    expect(item.renditions.map(({ name }) => name).toSorted()).toEqual(
      ['1280.avif', '1280.jpg', '1280.webp', '320.avif', '320.jpg', '320.webp'].toSorted(),
    );
    for (const { name, mimeType, sizeBytes } of item.renditions) {
      const response = await fetch(urlOf(item, name));
      expect(response.headers.get('content-type')).toBe(mimeType);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.length).toBe(sizeBytes);
      expect(bytes.includes('Exif')).toBe(false);
    }
  });

  it('appears in the timeline by its time of capture, of its owner alone', async () => {
    const times = ['2001:01:01 10:00:00', '2003:01:01 10:00:00', '2002:01:01 10:00:00'];
    const ids: string[] = [];
    for (const [hue, takenAt] of times.entries()) {
      const id = await addMedia(listener, await photoFile({ hue: hue * 90, exif: { takenAt } }));
      ids.push((await settled(listener, id)).id);
    }
    const { items } = await listener.must('listMedia', { query: { limit: 200 } });
    const order = items.map(({ id }) => id).filter((id) => ids.includes(id));
    expect(order).toEqual([ids[1], ids[2], ids[0]]);
    const others = await admin.must('listMedia', { query: { limit: 200 } });
    expect(others.items.some(({ id }) => ids.includes(id))).toBe(false);
    const [mediaId = ''] = ids;
    for (const call of ['getMedia', 'deleteMedia', 'reprocessMedia'] as const) {
      expect(await codeOf(admin.call(call, { params: { mediaId } }))).toBe('not_found');
    }
  });

  it('is renamed, tagged, dated, and found by its tag', async () => {
    const mediaId = await addMedia(listener, await photoFile());
    await settled(listener, mediaId);
    const tag = `tag ${crypto.randomUUID()}`;
    const body = { title: 'Harbour', addTags: [tag], capturedAt: '1999-12-31T23:59:59.000Z' };
    const edited = await listener.must('updateMedia', { params: { mediaId }, body });
    expect(edited).toMatchObject({ title: 'Harbour', tags: [tag], capturedFrom: 'owner' });
    const { items } = await listener.must('listMedia', { query: { tag } });
    expect(items.map(({ id }) => id)).toEqual([mediaId]);
    const tags = await listener.must('listMediaTags');
    expect(tags.items).toContainEqual({ tag, count: 1 });
    // What its owner said stays when it is made anew.
    await listener.must('reprocessMedia', { params: { mediaId } });
    expect((await settled(listener, mediaId)).capturedAt).toBe(body.capturedAt);
  });

  it('is tagged and shown with many others at once', async () => {
    const mediaIds = [
      await addMedia(listener, await photoFile({ hue: 30 })),
      await addMedia(listener, await photoFile({ hue: 60 })),
    ];
    for (const id of mediaIds) await settled(listener, id);
    const [old, tag] = [`old ${crypto.randomUUID()}`, `tag ${crypto.randomUUID()}`];
    await listener.must('updateMediaItems', { body: { mediaIds, addTags: [old] } });
    const visibility = 'public' as const;
    const body = { mediaIds, addTags: [tag], removeTags: [old], visibility };
    expect(await admin.must('updateMediaItems', { body })).toEqual({ mediaIds: [] });
    await listener.must('updateMediaItems', { body });
    const { items } = await listener.must('listMedia', { query: { tag } });
    expect(items.map(({ id }) => id).toSorted()).toEqual(mediaIds.toSorted());
    for (const { id: mediaId, tags } of items) {
      expect(tags).toEqual([tag]);
      await anonymous.must('getPublicMedia', { params: { mediaId } });
    }
  });

  it('is known by its content, whatever it is called', async () => {
    const { bytes } = await photoFile();
    const item = await settled(listener, await addMedia(listener, { name: 'song.mp3', bytes }));
    expect(item).toMatchObject({ kind: 'image', state: 'ready', format: 'jpeg' });
  });

  it('goes into the trash with many others, comes back, and leaves for good', async () => {
    const mediaIds = [
      await addMedia(listener, await photoFile()),
      await addMedia(listener, await photoFile({ hue: 120 })),
    ];
    const item = await settled(listener, mediaIds[0] ?? '');
    const inTrash = async () => {
      const { items } = await listener.must('listMedia', { query: { trash: 'true', limit: 200 } });
      return mediaIds.filter((id) => items.some((one) => one.id === id));
    };
    const body = { mediaIds: [...mediaIds, '01900000-0000-7000-8000-000000000000'] };
    expect(await listener.must('removeMediaItems', { body })).toEqual({ mediaIds: [] });
    await listener.must('deleteMediaItems', { body });
    expect(await inTrash()).toEqual(mediaIds);
    await listener.must('restoreMediaItems', { body });
    expect(await inTrash()).toEqual([]);
    await listener.must('deleteMediaItems', { body });
    await listener.must('removeMediaItems', { body });
    expect(await inTrash()).toEqual([]);
    const params = { mediaId: item.id };
    expect(await codeOf(listener.call('getMedia', { params }))).toBe('not_found');
  });

  it('that looks like another one is found beside it', async () => {
    const first = await addMedia(listener, await photoFile({ hue: 200 }));
    const second = await addMedia(listener, await photoFile({ hue: 200, width: 500, height: 375 }));
    await settled(listener, first);
    await settled(listener, second);
    const params = { mediaId: first };
    const { items } = await listener.must('listSimilarMedia', { params });
    expect(items.map(({ id }) => id)).toContain(second);
  });

  it('is shown to strangers only while it is public, without what is private', async () => {
    const exif = { location: { latitude: 52, longitude: 13 } };
    const mediaId = await addMedia(listener, await photoFile({ exif }));
    await settled(listener, mediaId);
    const params = { mediaId };
    expect(await codeOf(anonymous.call('getPublicMedia', { params }))).toBe('not_found');
    await listener.must('updateMedia', { params, body: { visibility: 'public' } });
    const shown = await anonymous.must('getPublicMedia', { params });
    expect(JSON.stringify(shown)).not.toMatch(/location|latitude|photo\.jpg|originals/);
    expect((await fetch(urlOf(shown, '320.webp'))).status).toBe(200);
    const elsewhere = await fetch(urlOf(shown, '../../../../originals/x'));
    expect((await readProblem(elsewhere)).status).toBeGreaterThanOrEqual(400);
    expect(await codeOf(anonymous.call('getMedia', { params }))).toBe('unauthenticated');
    await listener.must('deleteMedia', { params });
    expect(await codeOf(anonymous.call('getPublicMedia', { params }))).toBe('not_found');
  });
});

describe('a file that cannot be shown', () => {
  it('is rejected with a reason, and can be tried again', async () => {
    const { bytes } = await photoFile();
    const cut = { name: 'cut.jpg', bytes: bytes.subarray(0, Math.floor(bytes.length / 3)) };
    const mediaId = await addMedia(listener, cut);
    const item = await settled(listener, mediaId);
    expect(item).toMatchObject({ state: 'rejected', rejection: { code: 'corrupt_image' } });
    await listener.must('reprocessMedia', { params: { mediaId } });
    expect(await settled(listener, mediaId)).toMatchObject({ state: 'rejected' });
  });
});

describe('a song', () => {
  it('is for admins to add', async () => {
    const bytes = Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(4000)]);
    const { id } = await sendFile(listener, { name: 'photo.jpg', bytes });
    const { processing } = await processed(listener, id);
    expect(processing).toMatchObject({ state: 'rejected', rejection: { code: 'not_allowed' } });
  });
});
