import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoPlayback } from '@madrigal/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../fixtures/ffmpeg.ts';
import {
  addMedia,
  eventually,
  isExternalInstance,
  killProcessesMentioning,
  playable,
  processesMentioning,
  readProblem,
  setUpAdmin,
  sharedInstance,
  startInstance,
  videoFile,
} from './harness/index.ts';

const SECONDS = 9;

describe('a video', () => {
  const { admin, listener, anonymous, baseUrl } = sharedInstance();
  let mediaId: string;
  let playback: VideoPlayback;
  const absolute = (url: string) => new URL(url, baseUrl);

  beforeAll(async () => {
    const file = await videoFile({ format: 'mkv', seconds: SECONDS, width: 854, height: 480 });
    mediaId = await addMedia(listener, file);
    playback = await playable(listener, mediaId);
  });

  async function read(url: string, init?: RequestInit) {
    const response = await fetch(absolute(url), init);
    return { response, text: await response.text() };
  }

  it('is sent in by a listener and played by any player from one address', async () => {
    expect(playback).toMatchObject({ width: 854, height: 480 });
    expect(Math.abs(playback.durationMs - SECONDS * 1000)).toBeLessThan(100);
    const log = await ffmpeg(
      ['-i', absolute(playback.streamUrl).href, '-map', '0:v', '-map', '0:a', '-f', 'null', '-'],
      'info',
    );
    expect(log).toMatch(/Video: h264.*854x480/);
    expect(log).toMatch(/Video: h264.*640x360/);
    expect(log).toMatch(/time=00:00:0(8\.9|9\.)/);
  });

  it('has playlists that browsers and caches understand', async () => {
    const { response, text } = await read(playback.streamUrl);
    expect(response.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=\d+$/);
    const names = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(names.map((name) => name.replace(/\?.*/, ''))).toEqual(['360p.m3u8', '480p.m3u8']);
    const rung = new URL(names[0] ?? '', absolute(playback.streamUrl));
    const media = await (await fetch(rung)).text();
    const [, length, offset] = /#EXT-X-BYTERANGE:(\d+)@(\d+)/.exec(media) ?? [];
    const file = media.split('\n').find((line) => line !== '' && !line.startsWith('#'));
    const end = Number(offset) + Number(length) - 1;
    const segment = await fetch(new URL(file ?? '', rung), {
      headers: { range: `bytes=${offset}-${end}` },
    });
    expect(segment.status).toBe(206);
    expect(segment.headers.get('content-type')).toBe('video/mp4');
    expect((await segment.arrayBuffer()).byteLength).toBe(Number(length));
  });

  it('has an MP4, a poster, a preview and a storyboard', async () => {
    const types = new Map([
      [playback.mp4Url, 'video/mp4'],
      [playback.posterUrl, 'image/jpeg'],
      [playback.previewUrl, 'video/mp4'],
    ]);
    for (const [url, type] of types) {
      const response = await fetch(absolute(url));
      expect(response.headers.get('content-type')).toBe(type);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    }
    const { response, text } = await read(playback.storyboardUrl);
    expect(response.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    const picture = /^(\S+)#xywh=0,0,160,90$/m.exec(text)?.[1] ?? '';
    const sprite = await fetch(new URL(picture, absolute(playback.storyboardUrl)));
    expect(sprite.headers.get('content-type')).toBe('image/jpeg');
    await sprite.arrayBuffer();
  });

  it('is nobody else’s', async () => {
    const answer = await admin.call('watchVideo', { params: { mediaId } });
    expect(answer.ok ? null : answer.problem.code).toBe('not_found');
    const stranger = await anonymous.call('watchVideo', { params: { mediaId } });
    expect(stranger.ok ? null : stranger.problem.code).toBe('unauthenticated');
  });

  it('is opened by its own signature only', async () => {
    const url = absolute(playback.streamUrl);
    const code = async (change: (copy: URL) => void) => {
      const copy = new URL(url);
      change(copy);
      return (await readProblem(await fetch(copy))).code;
    };
    const flipped = (text: string | null) =>
      `${text?.slice(0, 20)}${text?.[20] === 'A' ? 'B' : 'A'}${text?.slice(21)}`;
    const query = url.searchParams;
    expect(
      await code((copy) => copy.searchParams.set('Signature', flipped(query.get('Signature')))),
    ).toBe('url_signature_invalid');
    expect(await code((copy) => copy.searchParams.delete('Policy'))).toBe('url_signature_invalid');
    const other = mediaId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const elsewhere = [
      (path: string) => path.replace(mediaId, other),
      (path: string) => path.replace('/streams/1/', '/streams/2/'),
    ];
    for (const move of elsewhere) {
      expect(
        await code((copy) => {
          copy.pathname = move(copy.pathname);
        }),
      ).toBe('url_signature_invalid');
    }
    for (const name of ['poster.jpg', '..%2Fmaster.m3u8', 'none.m3u8', 'x%00.m3u8']) {
      expect(
        await code((copy) => {
          copy.pathname = copy.pathname.replace('master.m3u8', name);
        }),
      ).toBeOneOf(['not_found', 'invalid_request']); // a gateway may refuse first
    }
  });

  it('that is none is rejected with a reason', async () => {
    const file = await videoFile({ format: 'mp4', seconds: 1 });
    const bytes = file.bytes.subarray(0, Math.floor(file.bytes.byteLength / 2));
    const broken = await addMedia(listener, { name: 'half.mp4', bytes });
    const answer = await eventually('the end', async () => {
      const { body } = await listener
        .call('watchVideo', { params: { mediaId: broken } })
        .then((it) => ({ body: it.ok ? null : it.problem }));
      return body?.detail.includes('damaged') && body;
    });
    expect(answer.code).toBe('rendition_not_ready');
  });
});

describe.skipIf(isExternalInstance)('a video that is removed while it is converted', () => {
  it('is converted no further, and leaves nothing', async () => {
    const instance = await startInstance();
    const temporary = join(instance.dataDir, 'tmp');
    try {
      const { client } = await setUpAdmin(instance.baseUrl);
      const file = await videoFile({ format: 'mp4', seconds: 60, width: 1280, height: 720 });
      const mediaId = await addMedia(client, file);
      const params = { mediaId };
      await eventually('its beginning', async () => {
        const { progress } = await client.must('getMedia', { params });
        return progress !== null && progress.percent > 0;
      });
      await client.must('deleteMedia', { params });
      await client.must('removeMediaItems', { body: { mediaIds: [mediaId] } });
      // Far sooner than the rest of it would take.
      await eventually(
        'the end of FFmpeg',
        async () =>
          processesMentioning(temporary).length === 0 && (await readdir(temporary)).length === 0,
        10_000,
      );
      expect((await client.must('listDeadLetters')).items).toEqual([]);
      expect((await client.must('listMedia')).items).toEqual([]);
    } finally {
      await instance.dispose();
    }
  });
});

describe.skipIf(isExternalInstance)('a video whose worker is killed', () => {
  it('is ready after all, once, with nothing left over', async () => {
    const quickRecovery = { JOB_LEASE_SECONDS: '1', SWEEP_INTERVAL_SECONDS: '1' };
    const instance = await startInstance(quickRecovery);
    try {
      const { client } = await setUpAdmin(instance.baseUrl);
      const file = await videoFile({ format: 'mp4', seconds: 12, width: 640, height: 360 });
      const mediaId = await addMedia(client, file);
      // The first run, and the one that takes its place.
      for (const run of ['first', 'second']) {
        await eventually(
          `FFmpeg in the ${run} run`,
          async () => processesMentioning(join(instance.dataDir, 'tmp')).length > 0,
        );
        await instance.kill9();
        killProcessesMentioning(join(instance.dataDir, 'tmp'));
        await instance.start();
      }
      const playback = await playable(client, mediaId);
      const log = await ffmpeg(
        ['-i', new URL(playback.streamUrl, instance.baseUrl).href, '-f', 'null', '-'],
        'info',
      );
      expect(log).toMatch(/time=00:00:(11\.9|12\.)/);
      expect(await readdir(join(instance.dataDir, 'tmp'))).toEqual([]);
    } finally {
      await instance.dispose();
    }
  });
});
