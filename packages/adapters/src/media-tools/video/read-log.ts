import type { VideoColour, VideoTags } from '@madrigal/core/media/video';

/** A video stream as FFmpeg prints it. */
export interface PrintedVideo {
  codec: string;
  pixelFormat: string;
  colour: VideoColour;
  interlaced: boolean;
  width: number;
  height: number;
  /** Width of a pixel divided by its height. */
  pixelAspect: number;
  framesPerSecond: number | null;
}

/**
 * Lines about streams. Tags cannot imitate them: FFmpeg indents every line of metadata further.
 */
function streamLines(part: string, kind: 'Video' | 'Audio'): string[] {
  const lines = part.match(new RegExp(`^ {2}Stream #0:\\d+.*?: ${kind}: .*$`, 'gm')) ?? [];
  return lines.filter((line) => !/\((attached pic|timed thumbnails)\)/.test(line));
}

/** What FFmpeg's log says about its input, and about the first frame where one was decoded. */
export function readVideoLog(log: string) {
  const [input = '', rest = ''] = log.split(/^Stream mapping:$/m);
  const output = rest.slice(rest.search(/^Output #0, null/m));
  const seconds = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/m.exec(input);
  const bitrate = /^ {2}Duration: .*bitrate: (\d+) kb\/s/m.exec(input)?.[1];
  return {
    stream: parseVideo(streamLines(input, 'Video')[0]),
    /** Upright, as it was decoded; null where nothing was. */
    frame: /^frame= *[1-9]/m.test(rest) ? parseVideo(streamLines(output, 'Video')[0]) : null,
    audio: streamLines(input, 'Audio').map(parseAudio),
    durationMs: seconds ? toMs(seconds.slice(1)) : null,
    bitrateKbps: Number(bitrate ?? 0) || null,
  };
}

function toMs([hours, minutes, seconds]: string[]): number {
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
}

function parseVideo(line: string | undefined): PrintedVideo | null {
  const described = line === undefined ? undefined : /: Video: (.*)$/.exec(line)?.[1];
  if (described === undefined) return null;
  const picture = /, ([a-z][a-z0-9]*)(?:\(((?:[^()]|\([^()]*\))*)\))?, (\d+)x(\d+)/.exec(described);
  const aspect = /SAR (\d+):(\d+)/.exec(described);
  const pixelAspect = aspect ? Number(aspect[1]) / Number(aspect[2]) : 1;
  return {
    codec: /^[a-z0-9_]+/.exec(described)?.[0] ?? 'none',
    pixelFormat: picture?.[1] ?? 'none',
    ...parseColour(picture?.[2] ?? ''),
    width: Number(picture?.[3] ?? 0),
    height: Number(picture?.[4] ?? 0),
    pixelAspect: pixelAspect > 0.05 && pixelAspect < 20 ? pixelAspect : 1,
    framesPerSecond: parseRate(described),
  };
}

function parseColour(text: string): Pick<PrintedVideo, 'colour' | 'interlaced'> {
  const parts = text.split(', ');
  const range = parts.includes('tv') ? 'limited' : parts.includes('pc') ? 'full' : null;
  const space = parts.find(
    (part) => part !== '' && !/^(tv|pc|progressive|top|bottom|left|center)/.test(part),
  );
  // One name stands for three where they are the same.
  const [matrix, primaries = matrix, transfer = matrix] = space?.split('/') ?? [];
  const known = (name: string | undefined) => (!name || name === 'unknown' ? null : name);
  return {
    colour: {
      range,
      matrix: known(matrix),
      primaries: known(primaries),
      transfer: known(transfer),
    },
    interlaced: parts.some((part) => /^(top|bottom) (first|coded)/.test(part)),
  };
}

function parseRate(described: string): number | null {
  const match = /, ([\d.]+)(k?) fps/.exec(described);
  if (!match) return null;
  const rate = Number(match[1]) * (match[2] ? 1000 : 1);
  return rate > 0 ? rate : null;
}

function parseAudio(line: string): { codec: string; streamIndex: number; sounds: boolean } {
  return {
    codec: /: Audio: ([a-z0-9_]+)/.exec(line)?.[1] ?? 'none',
    streamIndex: Number(/Stream #0:(\d+)/.exec(line)?.[1]),
    sounds: /, [1-9]\d* Hz, (?!0 channels)/.test(line),
  };
}

/** Earlier dates are clocks that were never set: QuickTime counts from 1904, Unix from 1970. */
const FIRST_YEAR = 1975;
const MAX_TEXT = 100;

/** Tags from a file in FFmpeg's own format (`;FFMETADATA1`), of which only these are believed. */
export function readTags(metadata: string): VideoTags {
  const tags = new Map<string, string>();
  for (const line of metadata.split(/(?<!\\)\n/).slice(1)) {
    if (line.startsWith('[')) break; // chapters and streams follow
    const [, key = '', value = ''] = /^((?:\\.|[^=\\])*)=(.*)$/s.exec(line) ?? [];
    tags.set(withoutEscapes(key).toLowerCase(), withoutEscapes(value).trim());
  }
  const first = (...names: string[]) =>
    names.map((name) => tags.get(name)).find((value) => value !== undefined && value !== '');
  return {
    captured: parseDate(
      first('com.apple.quicktime.creationdate', 'creation_time', 'date_recorded'),
    ),
    location: parseLocation(first('com.apple.quicktime.location.iso6709', 'location')),
    cameraMake: cleanText(first('com.apple.quicktime.make', 'make')),
    cameraModel: cleanText(first('com.apple.quicktime.model', 'model')),
  };
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}

function cleanText(value: string | undefined): string | null {
  const text = (value ?? '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT);
  return text === '' ? null : text;
}

function parseDate(text: string | undefined): VideoTags['captured'] {
  const iso = text?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const date = iso && /^\d{4}-\d\d-\d\dT/.test(iso) ? new Date(iso) : null;
  if (!date || !(date.getUTCFullYear() >= FIRST_YEAR)) return null;
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso ?? '') ?? [];
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return { at: date, offsetMinutes: sign === '-' ? -offset : offset };
}

/** ISO 6709 in decimal degrees, as phones write it: `+52.5200+013.4050+034.000/`. */
function parseLocation(text: string | undefined): VideoTags['location'] {
  const match = /^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)/.exec(text ?? '');
  const [latitude, longitude] = [Number(match?.[1]), Number(match?.[2])];
  const valid = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return valid && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : null;
}
