import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { VideoContainer } from '@madrigal/core/media/dispatch';
import { planVideo, type VideoTools } from '@madrigal/core/media/video';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg, ffmpegPath } from '../../../../../tests/fixtures/ffmpeg.ts';
import { synthesiseVideo } from '../../../../../tests/fixtures/video.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { createVideoTools } from './index.ts';

const options = { ffmpegPath: ffmpegPath(), logger: silentLogger };
const live = (): AbortSignal => new AbortController().signal;

let dir: string;
let tools: VideoTools;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'madrigal-hostile-videos-'));
  tools = createVideoTools(options);
});
afterAll(() => rm(dir, { recursive: true }));

describe('a file that names others', () => {
  let server: Server;
  let requests = 0;
  let url: string;
  let canary: string;
  beforeAll(async () => {
    server = createServer((_request, response) => response.end());
    server.on('connection', () => {
      requests += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.mp4`;
    canary = await synthesiseVideo(dir, { format: 'ts', name: 'canary', seconds: 1 });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const texts = () => [
    `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${url}\n#EXT-X-ENDLIST\n`,
    `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${canary}\n#EXT-X-ENDLIST\n`,
    `ffconcat version 1.0\nfile '${canary}'\nfile '${url}'\n`,
    `concat:${canary}|${canary}`,
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet><Representation id="1"><BaseURL>${url}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    `<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}"/><image href="file://${canary}"/></svg>`,
    `[playlist]\nFile1=${url}\nNumberOfEntries=1\n`,
    `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video ${new URL(url).port} RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
  ];

  const containers: VideoContainer[] = ['mp4', 'matroska', 'avi', 'mpegts'];
  it.each(containers)('opens nothing when it is taken for %s', async (container) => {
    for (const text of texts()) {
      const file = path.join(dir, 'points-elsewhere');
      await writeFile(file, text);
      await expect(tools.probe({ path: file, container }, live())).rejects.toMatchObject({
        name: 'MediaRejectedError',
      });
    }
    expect(requests).toBe(0);
  });

  it('opens nothing when a sound film refers to another file for its data', async () => {
    const film = await synthesiseVideo(dir, { format: 'mp4', name: 'referring', seconds: 1 });
    const bytes = await readFile(film);
    // `url ` with flag 1 says that the data lies in this file; without it, and with an address
    // behind it, elsewhere (ISO/IEC 14496-12, section 8.7.2).
    for (let at = bytes.indexOf('url \0\0\0\x01'); at >= 0; at = bytes.indexOf('url \0\0\0\x01')) {
      bytes.write('alis\0\0\0\0', at, 'latin1');
    }
    await writeFile(film, bytes);
    await tools.probe({ path: film, container: 'mp4' }, live()).catch(() => {});
    expect(requests).toBe(0);
  });

  it('is followed by an FFmpeg that is not held back', async () => {
    const file = path.join(dir, 'list.m3u8');
    await writeFile(file, texts()[1] ?? '');
    const log = await ffmpeg(['-i', file, '-f', 'null', '-'], 'info');
    expect(log).toContain('Video: mpeg2video');
  });
});

describe('a video beyond all measure', () => {
  it('has too many pixels', async () => {
    const file = path.join(dir, 'huge.mkv');
    const picture = ['-f', 'lavfi', '-i', 'color=c=red:s=12000x8000:r=1:d=1'];
    await ffmpeg([...picture, '-c:v', 'ffv1', '-frames:v', '1', file]);
    await expect(tools.probe({ path: file, container: 'matroska' }, live())).rejects.toMatchObject({
      code: 'video_too_large',
    });
  });

  it('is longer than allowed', async () => {
    const short = createVideoTools({ ...options, maxHours: 1 / 3600 });
    const file = await synthesiseVideo(dir, { format: 'webm', name: 'long', seconds: 2 });
    await expect(short.probe({ path: file, container: 'matroska' }, live())).rejects.toMatchObject({
      code: 'too_long',
    });
  });

  it('takes too long, and leaves no process', async () => {
    const hasty = createVideoTools({ ...options, patience: 1e-5 });
    const file = await synthesiseVideo(dir, { format: 'mp4', name: 'slow', seconds: 20 });
    const source = { path: file, container: 'mp4' } as const;
    const video = await tools.probe(source, live());
    const run = { dir, onProgress: () => {}, signal: live() };
    await expect(hasty.render(source, video, planVideo(video), run)).rejects.toMatchObject({
      code: 'took_too_long',
    });
    expect(await processesWith(file)).toEqual([]);
  });
});

it('plays without its sound where that cannot be decoded', async () => {
  const file = await synthesiseVideo(dir, { format: 'mkv', name: 'mute', seconds: 2 });
  const source = { path: file, container: 'matroska' } as const;
  const video = await tools.probe(source, live());
  const target = await mkdtemp(path.join(dir, 'mute-'));
  const deaf = { ...video, audio: { codec: 'flac', streamIndex: 7 } };
  const run = { dir: target, onProgress: () => {}, signal: live() };
  const made = await tools.render(source, deaf, planVideo(deaf), run);
  expect(made.rungs[0].codecs).not.toContain('mp4a');
});

it('is turned away by its name where FFmpeg lacks what HDR needs', async () => {
  const poor = path.join(dir, 'without-zscale');
  await writeFile(poor, `#!/bin/bash\nexec ${ffmpegPath()} "\${@//zscale/zscale_missing}"\n`);
  await chmod(poor, 0o755);
  const file = await synthesiseVideo(dir, { format: 'mkv', name: 'hdr', seconds: 1 });
  const source = { path: file, container: 'matroska' } as const;
  const poorTools = createVideoTools({ ...options, ffmpegPath: poor });
  const plain = await poorTools.probe(source, live());
  const video = { ...plain, colour: { ...plain.colour, transfer: 'smpte2084' } };
  const run = { dir, onProgress: () => {}, signal: live() };
  await expect(poorTools.render(source, video, planVideo(video), run)).rejects.toMatchObject({
    code: 'unsupported_video',
    message: expect.stringMatching(/HDR.*zscale/),
  });
});

/** Processes with this text in their command line. */
async function processesWith(text: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_pid, index) => lines[index]?.includes(text));
}
