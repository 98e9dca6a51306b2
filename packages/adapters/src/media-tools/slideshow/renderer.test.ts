import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeSlideshowRenderer } from '@madrigal/core/testing';
import { synthesise } from '../../../../../tests/fixtures/audio.ts';
import { locateFfmpeg } from '../index.ts';
import { createSlideshowRenderer } from './index.ts';
import { inspectVideo, measureLoudness, readFrame } from './testing/inspect-video.ts';
import { makeClip } from './testing/make-clip.ts';
import { makePhoto } from './testing/make-photo.ts';

describeSlideshowRenderer('sharp, a kernel of ours and FFmpeg', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'madrigal-slideshow-'));
  return {
    renderer: createSlideshowRenderer({ ffmpegPath: await locateFfmpeg() }),
    dir,
    makePhoto: (request) => makePhoto(dir, request),
    makeClip: (request) => makeClip(dir, request),
    makeSong: ({ name, seconds, sound }) =>
      synthesise(dir, { format: 'wav', name, seconds, sound }),
    ...{ inspect: inspectVideo, readFrame, measureLoudness },
    dispose: () => rm(dir, { recursive: true }),
  };
});
