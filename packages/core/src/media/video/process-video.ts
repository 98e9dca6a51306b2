import { join } from 'node:path';
import type { VideoContainer } from '../dispatch/index.ts';
import type { MediaFacts, MediaProcessor, MediaSource, ProcessedMedia } from '../items/index.ts';
import type { RenderedVideo, VideoProperties } from './model.ts';
import { planVideo } from './plan-video.ts';
import { MASTER_PLAYLIST, playlistName } from './playlists.ts';
import type { VideoTools } from './ports.ts';
import { STORYBOARD_INDEX } from './storyboard.ts';

type Run = Parameters<MediaProcessor['process']>[1];

/**
 * Makes an HLS ladder, an MP4, a poster, a preview and a storyboard of a video; and of its poster,
 * in the same folder, what `images` makes of any photo, so that lists show both alike.
 */
export function createVideoProcessor(tools: VideoTools, images: MediaProcessor): MediaProcessor {
  return { process: (source, run) => processVideo(tools, images, source, run) };
}

async function processVideo(
  tools: VideoTools,
  images: MediaProcessor,
  { path, format }: MediaSource,
  { dir, onProgress, signal }: Run,
): Promise<ProcessedMedia> {
  const source = { path, container: format as VideoContainer };
  const video = await tools.probe(source, signal);
  const made = await tools.render(source, video, planVideo(video), {
    dir,
    onProgress: (percent) => onProgress('encoding', percent),
    signal,
  });
  const poster = { path: join(dir, made.poster.fileName), format: 'jpeg' };
  const shown = await images.process(poster, { dir, onProgress: () => {}, signal });
  const { files, renditions } = describeFiles(dir, made);
  return {
    facts: { ...factsOf(video, made), placeholder: shown.facts.placeholder },
    files: [...files, ...shown.files],
    renditions: [
      ...renditions,
      ...shown.renditions.map((rendition) => ({ ...rendition, role: 'poster' as const })),
    ],
  };
}

function factsOf({ width, height, tags }: VideoProperties, made: RenderedVideo): MediaFacts {
  const camera = tags.cameraMake !== null || tags.cameraModel !== null;
  return {
    capture: tags.captured && { ...tags.captured, source: 'metadata' },
    ...{ width, height, durationMs: made.durationMs },
    // What only pictures have, or is not looked for in videos.
    ...{ animated: false, orientation: 1, placeholder: null, perceptualHash: null },
    ...{ focus: null, score: null },
    location: tags.location && { ...tags.location, altitude: null },
    camera: camera ? { ...noCamera, make: tags.cameraMake, model: tags.cameraModel } : null,
  };
}

const noCamera = {
  lens: null,
  focalLengthMm: null,
  aperture: null,
  exposureSeconds: null,
  iso: null,
} as const;

function describeFiles(
  dir: string,
  made: RenderedVideo,
): Pick<ProcessedMedia, 'files' | 'renditions'> {
  const { rungs, mp4, poster, preview, storyboard } = made;
  const top = rungs.at(-1) ?? rungs[0];
  const size = { width: top.width, height: top.height };
  const stream = rungs.flatMap((rung) => [rung.fileName, playlistName(rung)]);
  const sizeOf = (...names: string[]) =>
    made.files
      .filter(({ fileName }) => names.includes(fileName))
      .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return {
    files: made.files.map(({ fileName }) => ({ name: fileName, path: join(dir, fileName) })),
    renditions: [
      {
        ...{ name: MASTER_PLAYLIST, role: 'stream', mimeType: 'application/vnd.apple.mpegurl' },
        ...{ sizeBytes: sizeOf(MASTER_PLAYLIST, ...stream), ...size },
      },
      {
        ...{ name: mp4.fileName, role: 'video', mimeType: 'video/mp4' },
        ...{ sizeBytes: sizeOf(mp4.fileName), width: mp4.width, height: mp4.height },
      },
      {
        ...{ name: poster.fileName, role: 'poster', mimeType: 'image/jpeg' },
        ...{ sizeBytes: sizeOf(poster.fileName), ...size },
      },
      {
        ...{ name: preview.fileName, role: 'preview', mimeType: 'video/mp4' },
        ...{ sizeBytes: sizeOf(preview.fileName), width: preview.width, height: preview.height },
      },
      {
        ...{ name: STORYBOARD_INDEX, role: 'storyboard', mimeType: 'text/vtt' },
        ...{ sizeBytes: sizeOf(STORYBOARD_INDEX, storyboard.fileName) },
        ...{ width: storyboard.tileWidth, height: storyboard.tileHeight },
      },
    ],
  };
}
