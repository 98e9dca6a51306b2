import type { EncodedRung, RenderedVideo, Segment } from './model.ts';
import { STORYBOARD_INDEX, writeStoryboardVtt } from './storyboard.ts';

/** Name of the playlist that players open. */
export const MASTER_PLAYLIST = 'master.m3u8';
/** Segments aim at this length, and the last is at least half of it. */
export const SEGMENT_SECONDS = 4;

/**
 * The same bytes with a last segment that is not too short, by joining it to the one before:
 * players stall at the end of a segment of a few frames.
 */
export function joinShortEnd(segments: readonly Segment[]): Segment[] {
  const last = segments.at(-1);
  const before = segments.at(-2);
  if (!last || !before || last.durationSeconds >= SEGMENT_SECONDS / 2) return [...segments];
  const joined = {
    durationSeconds: before.durationSeconds + last.durationSeconds,
    offsetBytes: before.offsetBytes,
    lengthBytes: before.lengthBytes + last.lengthBytes,
  };
  return [...segments.slice(0, -2), joined];
}

/** The media playlist of a rung (RFC 8216, section 4.3): one file, read in byte ranges. */
export function writeMediaPlaylist(rung: EncodedRung): string {
  const longest = Math.max(...rung.segments.map((segment) => segment.durationSeconds));
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(longest)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${rung.fileName}",BYTERANGE="${rung.initBytes}@0"`,
    ...rung.segments.flatMap((segment) => [
      `#EXTINF:${segment.durationSeconds.toFixed(6)},`,
      `#EXT-X-BYTERANGE:${segment.lengthBytes}@${segment.offsetBytes}`,
      rung.fileName,
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/** The master playlist; each rung's own lies beside it under its name. */
export function writeMasterPlaylist(rungs: readonly EncodedRung[]): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...rungs.flatMap((rung) => [`#EXT-X-STREAM-INF:${attributesOf(rung)}`, playlistName(rung)]),
    '',
  ].join('\n');
}

export function playlistName(rung: Pick<EncodedRung, 'name'>): string {
  return `${rung.name}.m3u8`;
}

/** Bandwidths are those of the segments as they are, not what the encoder was asked for. */
function attributesOf(rung: EncodedRung): string {
  const bits = (segment: Segment) => segment.lengthBytes * 8;
  const seconds = rung.segments.reduce((sum, segment) => sum + segment.durationSeconds, 0);
  const total = rung.segments.reduce((sum, segment) => sum + bits(segment), 0);
  const peak = Math.max(...rung.segments.map((one) => bits(one) / one.durationSeconds));
  return [
    `BANDWIDTH=${Math.ceil(peak)}`,
    `AVERAGE-BANDWIDTH=${Math.ceil(total / seconds)}`,
    `CODECS="${rung.codecs}"`,
    `RESOLUTION=${rung.width}x${rung.height}`,
  ].join(',');
}

/** The texts about a video's files, by name: its playlists and the index of its storyboard. */
export function videoTexts(video: Omit<RenderedVideo, 'files'>): Map<string, string> {
  const { rungs, storyboard, durationMs } = video;
  return new Map([
    [MASTER_PLAYLIST, writeMasterPlaylist(rungs)],
    ...rungs.map((rung) => [playlistName(rung), writeMediaPlaylist(rung)] as const),
    [
      STORYBOARD_INDEX,
      writeStoryboardVtt(storyboard, { durationMs, picture: storyboard.fileName }),
    ],
  ]);
}

/**
 * The same playlist, or storyboard index, with every name of a file in it replaced by what `sign`
 * makes of it.
 */
export function withSignature(text: string, sign: (fileName: string) => string): string {
  const isIndex = text.startsWith('WEBVTT');
  return text
    .split('\n')
    .map((line) => (isIndex ? signCue(line, sign) : signTag(line, sign)))
    .join('\n');
}

function signTag(line: string, sign: (fileName: string) => string): string {
  if (line === '') return line;
  if (!line.startsWith('#')) return sign(line);
  return line.replace(/URI="([^"]*)"/, (_, name: string) => `URI="${sign(name)}"`);
}

function signCue(line: string, sign: (fileName: string) => string): string {
  return line.replace(/^([^#\s]+)#xywh=/, (_, name: string) => `${sign(name)}#xywh=`);
}
