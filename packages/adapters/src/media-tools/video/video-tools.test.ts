import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { VideoSource } from '@madrigal/core/media/video';
import { describeVideoTools, type VideoRequest } from '@madrigal/core/testing';
import { synthesise, synthesisePicture } from '../../../../../tests/fixtures/audio.ts';
import {
  containerOf,
  synthesiseVideo,
  type VideoFixture,
  type VideoFixtureFormat,
  videoFixtureFormats,
} from '../../../../../tests/fixtures/video.ts';
import { locateFfmpeg } from '../index.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { createVideoTools } from './index.ts';
import { inspectFile, measureBrightness } from './testing/inspect-file.ts';

const tags = {
  creation_time: '2023-07-01T10:00:00Z',
  location: '+52.5200+013.4050/',
  title: 'secret',
};

/** Ten bits in the colours of BT.2020, by one of the transfer functions of HDR. */
function hdr(transfer: string): Partial<VideoFixture> {
  return {
    format: 'hevc',
    filter: `format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc`,
    args: [
      '-x265-params',
      `log-level=none:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`,
    ],
  };
}

/** How each twist is made. */
const twists: Readonly<Record<NonNullable<VideoRequest['twist']>, Partial<VideoFixture>>> = {
  rotated: { rotation: 90 },
  irregular: {
    format: 'mkv',
    filter: 'select=not(mod(n\\,3))+gt(t\\,1)',
    args: ['-fps_mode', 'vfr'],
  },
  anamorphic: { filter: 'setsar=4/3' },
  pq: hdr('smpte2084'),
  hlg: hdr('arib-std-b67'),
  interlaced: { format: 'ts', filter: 'setfield=tff', args: ['-flags', '+ilme+ildct'] },
  'dark-start': { filter: 'drawbox=c=black:t=fill:enable=lt(t\\,2)' },
  tagged: {
    args: Object.entries(tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]),
  },
};

async function makeVideo(
  dir: string,
  { twist, fill, ...request }: VideoRequest,
): Promise<VideoSource> {
  const fixture: VideoFixture = { format: 'mp4', ...request, ...(twist ? twists[twist] : {}) };
  if (fill) {
    const filled = `drawbox=c=0x${fill}:t=fill`;
    fixture.filter = fixture.filter ? `${filled},${fixture.filter}` : filled;
  }
  const file = await synthesiseVideo(dir, fixture);
  return { path: file, container: containerOf(fixture.format) };
}

/** Files that are no sound video, and those in every format. */
async function makeFormat(dir: string, format: string): Promise<VideoSource> {
  if (videoFixtureFormats.some((known) => known === format)) {
    const known = format as VideoFixtureFormat;
    const file = await synthesiseVideo(dir, { format: known, seconds: 2 });
    return { path: file, container: containerOf(known) };
  }
  const file = path.join(dir, format);
  if (format === 'noise') {
    await writeFile(file, Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * at) % 251)));
  } else if (format === 'empty') {
    await writeFile(file, '');
  } else if (format === 'broken-off') {
    const whole = await synthesiseVideo(dir, { format: 'mkv', name: 'whole', seconds: 2 });
    const bytes = await readFile(whole);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
    return { path: file, container: 'matroska' };
  } else {
    const cover = await readFile(
      await synthesisePicture(path.join(dir, 'cover.png'), { width: 64, height: 64 }),
    );
    const song = { format: 'm4a', seconds: 1, name: format } as const;
    const embedded = format === 'cover-only' ? { cover } : {};
    return { path: await synthesise(dir, { ...song, ...embedded }), container: 'mp4' };
  }
  return { path: file, container: 'mp4' };
}

describeVideoTools('FFmpeg', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'madrigal-video-'));
  return {
    tools: createVideoTools({ ffmpegPath: await locateFfmpeg(), logger: silentLogger }),
    dir,
    formats: videoFixtureFormats,
    makeVideo: (request) => makeVideo(dir, request),
    makeFormat: (format) => makeFormat(dir, format),
    inspect: inspectFile,
    brightness: measureBrightness,
    dispose: () => rm(dir, { recursive: true }),
  };
});
