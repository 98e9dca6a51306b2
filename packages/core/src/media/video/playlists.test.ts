import { expect, it } from 'vitest';
import {
  type EncodedRung,
  joinShortEnd,
  planStoryboard,
  type Segment,
  withSignature,
  writeMasterPlaylist,
  writeMediaPlaylist,
  writeStoryboardVtt,
} from './index.ts';

const segment = (durationSeconds: number, offsetBytes: number, lengthBytes: number): Segment => ({
  ...{ durationSeconds, offsetBytes, lengthBytes },
});

const rung: EncodedRung = {
  ...{ name: '360p', width: 640, height: 360, maxVideoKbps: 1500, audioKbps: 96 },
  fileName: '360p.mp4',
  initBytes: 1000,
  segments: [segment(4, 1000, 100_000), segment(5.5, 101_000, 110_000)],
  codecs: 'avc1.64001e,mp4a.40.2',
};

it('joins a short end to the segment before it', () => {
  const whole = [segment(4, 0, 10), segment(4, 10, 10)];
  expect(joinShortEnd([...whole, segment(0.04, 20, 1)])).toEqual([
    segment(4, 0, 10),
    segment(4.04, 10, 11),
  ]);
  expect(joinShortEnd([...whole, segment(2, 20, 5)])).toHaveLength(3);
  expect(joinShortEnd([segment(0.04, 0, 1)])).toHaveLength(1);
});

it('writes playlists of byte ranges', () => {
  expect(writeMediaPlaylist(rung)).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:6
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="360p.mp4",BYTERANGE="1000@0"
#EXTINF:4.000000,
#EXT-X-BYTERANGE:100000@1000
360p.mp4
#EXTINF:5.500000,
#EXT-X-BYTERANGE:110000@101000
360p.mp4
#EXT-X-ENDLIST
`);
  expect(writeMasterPlaylist([rung])).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=200000,AVERAGE-BANDWIDTH=176843,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=640x360
360p.m3u8
`);
});

it('signs every file that a text names, and nothing else', () => {
  const sign = (name: string) => `/cdn/a/${name}?Policy=x`;
  const media = withSignature(writeMediaPlaylist(rung), sign);
  expect(media).toContain('URI="/cdn/a/360p.mp4?Policy=x",BYTERANGE="1000@0"');
  expect(media.match(/^\/cdn\/a\/360p\.mp4\?Policy=x$/gm)).toHaveLength(2);
  expect(media.replaceAll(/\/cdn\/a\/(\S+?)\?Policy=x/g, '$1')).toBe(writeMediaPlaylist(rung));
  expect(withSignature(writeMasterPlaylist([rung]), sign)).toContain(
    '\n/cdn/a/360p.m3u8?Policy=x\n',
  );
  const board = { tileWidth: 160, tileHeight: 90, columns: 10, count: 2, intervalMs: 1000 };
  const vtt = writeStoryboardVtt(board, { durationMs: 2000, picture: 'storyboard.jpg' });
  expect(withSignature(vtt, sign)).toContain('/cdn/a/storyboard.jpg?Policy=x#xywh=160,0,160,90\n');
});

it('lays out storyboards of at most 100 tiles, at keyframes where videos are long', () => {
  for (const seconds of [0.04, 1, 9.1, 59, 61, 200.1, 3600, 43_200]) {
    const board = planStoryboard(seconds * 1000, { width: 640, height: 360 });
    expect(board.count).toBeLessThanOrEqual(100);
    expect(board.count).toBeGreaterThanOrEqual(1);
    expect(board.count * board.intervalMs).toBeGreaterThanOrEqual(seconds * 1000);
    expect(board.intervalMs % (seconds > 60 ? 2000 : 250)).toBe(0);
    expect([board.tileWidth, board.tileHeight]).toEqual([160, 90]);
  }
});

it('names every tile of a storyboard with its time', () => {
  const board = { tileWidth: 160, tileHeight: 90, columns: 10, count: 12, intervalMs: 600_000 };
  const vtt = writeStoryboardVtt(board, { durationMs: 7_000_123, picture: 'storyboard.jpg' });
  expect(vtt.startsWith('WEBVTT\n\n00:00:00.000 --> 00:10:00.000\n')).toBe(true);
  expect(vtt).toContain('01:50:00.000 --> 01:56:40.123\nstoryboard.jpg#xywh=160,90,160,90\n');
});
