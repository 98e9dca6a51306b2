import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import type { VideoProperties, VideoSource } from '@madrigal/core/media/video';
import { type Ffmpeg, runFfmpeg } from '../run-ffmpeg.ts';
import { audibleCodecs, MAX_PIXELS, videoInput } from './input.ts';
import { type PrintedVideo, readTags, readVideoLog } from './read-log.ts';

const PROBE_MS = 60_000;
const MAX_TAGS_BYTES = 1024 ** 2;
const HOUR_MS = 3_600_000;
/** About six hours of 2160p at 60 frames per second. */
const MAX_PICTURE = 3840 * 2160 * 60 * 6 * 3600;

/**
 * What a video is, by decoding its first frame.
 * @throws MediaRejectedError `no_video_stream`, `unsupported_video`, `corrupt_video`,
 *   `video_too_large`, `too_long`
 */
export async function probe(
  ffmpeg: Ffmpeg,
  source: VideoSource,
  signal: AbortSignal,
): Promise<VideoProperties> {
  let tags = '';
  const end = await runFfmpeg(ffmpeg, {
    args: probeArguments(source),
    timeMs: PROBE_MS,
    signal,
    onOutput: (chunk) => {
      if (tags.length < MAX_TAGS_BYTES) tags += chunk.toString('utf8');
    },
  });
  const found = readVideoLog(end.log);
  if (found.frame === null || found.stream === null) throw explain(end.log, found.stream);
  const { codec, pixelFormat, colour, interlaced, framesPerSecond } = found.stream;
  const audio = found.audio.find((one) => one.sounds && audibleCodecs.has(one.codec));
  const properties: VideoProperties = {
    ...squareSize(found.frame),
    durationMs: found.durationMs,
    framesPerSecond,
    bitrateKbps: found.bitrateKbps,
    ...{ codec, pixelFormat },
    colour: mergeColour(colour, found.frame.colour),
    interlaced: interlaced || found.frame.interlaced,
    audio: audio ? { codec: audio.codec, streamIndex: audio.streamIndex } : null,
    tags: readTags(tags),
  };
  checkExtent(properties, ffmpeg.maxHours);
  return properties;
}

/** Decodes one frame, upright, and writes what the container says about itself. */
function probeArguments(source: VideoSource): string[] {
  return [
    ...videoInput(source, 'info'),
    ...['-map', '0:V:0', '-frames:v', '1', '-c:v', 'wrapped_avframe', '-f', 'null', '-'],
    ...['-map_metadata', '0', '-f', 'ffmetadata', 'pipe:1'],
  ];
}

function squareSize(frame: PrintedVideo): { width: number; height: number } {
  const { width, height, pixelAspect } = frame;
  // Pixels are stretched rather than dropped, the way players show them.
  return pixelAspect >= 1
    ? { width: Math.round(width * pixelAspect), height }
    : { width, height: Math.round(height / pixelAspect) };
}

/** The stream knows colours that the first frame may not repeat, and the other way round. */
function mergeColour(
  stream: VideoProperties['colour'],
  frame: VideoProperties['colour'],
): VideoProperties['colour'] {
  return {
    range: frame.range ?? stream.range,
    matrix: frame.matrix ?? stream.matrix,
    primaries: frame.primaries ?? stream.primaries,
    transfer: frame.transfer ?? stream.transfer,
  };
}

function checkExtent(video: VideoProperties, maxHours: number): void {
  const { width, height, durationMs, framesPerSecond } = video;
  if (width * height > MAX_PIXELS) throw tooLarge();
  const picture = ((width * height * (durationMs ?? 0)) / 1000) * (framesPerSecond ?? 1);
  if ((durationMs ?? 0) > maxHours * HOUR_MS || picture > MAX_PICTURE) throw tooLong(maxHours);
}

function tooLong(maxHours: number): MediaRejectedError {
  return new MediaRejectedError(
    'too_long',
    `The video is longer than ${maxHours} hours, or has more frames than can be converted. Split it.`,
  );
}

function tooLarge(): MediaRejectedError {
  return new MediaRejectedError(
    'video_too_large',
    'The pictures of the video are larger than 8192 × 4320 pixels. Scale it down first.',
  );
}

/** Why nothing could be decoded, in words for people. */
function explain(log: string, stream: PrintedVideo | null): MediaRejectedError {
  if (log.includes('matches no streams') || /^Stream map .* matches no/m.test(log)) {
    return new MediaRejectedError('no_video_stream', 'The file holds no moving pictures.');
  }
  if (/exceeds specified max pixel count|Picture size \d+x\d+ is invalid/.test(log))
    return tooLarge();
  if (/while opening decoder|no decoder found|Decoder .* not found/i.test(log)) {
    const name = !stream || stream.codec === 'none' ? 'a protected or unknown form' : stream.codec;
    return new MediaRejectedError(
      'unsupported_video',
      `The video is encoded as ${name}, which cannot be read. Convert it to H.264, HEVC, VP9 or AV1.`,
    );
  }
  return corruptVideo();
}

export function corruptVideo(): MediaRejectedError {
  return new MediaRejectedError(
    'corrupt_video',
    'The file is damaged: no picture in it can be decoded. Try to get an intact copy.',
  );
}
