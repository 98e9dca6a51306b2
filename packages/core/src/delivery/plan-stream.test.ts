import { expect, test } from 'vitest';
import type { AudioFile, Song } from '../catalog/index.ts';
import { toBlobKey } from '../shared/index.ts';
import { planStream, type StreamWish } from './plan-stream.ts';

const file = (name: string): AudioFile => ({
  key: toBlobKey(`library/${name}`),
  sizeBytes: 1,
  mimeType: 'audio/x',
});
const flac = {
  codec: 'flac',
  lossless: true,
  bitrateKbps: 900,
  original: file('original.flac'),
  renditions: { opus: file('opus.opus'), aac: file('aac.m4a') },
} as unknown as Song;
const mp3 = { ...flac, codec: 'mp3', lossless: false, bitrateKbps: 192, renditions: {} } as Song;
const any: StreamWish = { format: null, maxKbps: null, startMs: 0 };
const encode = (codec: string, bitrateKbps: number, startMs = 0) => ({
  kind: 'encode',
  codec,
  bitrateKbps,
  startMs,
});

test.each<[string, Song, Partial<StreamWish>, object]>([
  ['anything', flac, {}, { file: flac.original }],
  ['the file itself', flac, { format: 'raw', maxKbps: 64, startMs: 9 }, { file: flac.original }],
  ['little enough', mp3, { maxKbps: 192 }, { file: mp3.original }],
  ['what it is already', mp3, { format: 'mp3' }, { file: mp3.original }],
  ['less than it is', mp3, { maxKbps: 96 }, encode('mp3', 96)],
  ['far too little', mp3, { maxKbps: 1 }, encode('mp3', 32)],
  ['a rendition that is there', flac, { format: 'opus' }, { file: flac.renditions.opus }],
  ['a rendition that fits', flac, { maxKbps: 256 }, { file: flac.renditions.aac }],
  ['a rendition that does not fit', flac, { format: 'opus', maxKbps: 96 }, encode('opus', 96)],
  ['another codec', flac, { format: 'mp3' }, encode('mp3', 256)],
  ['no more than the source has', mp3, { format: 'aac', maxKbps: 320 }, encode('aac', 192)],
  ['the middle', mp3, { startMs: 5000 }, encode('mp3', 192, 5000)],
  ['the middle of a large one', flac, { format: 'opus', startMs: 1 }, encode('opus', 128, 1)],
  ['a crazy rate', flac, { format: 'mp3', maxKbps: 9999 }, encode('mp3', 320)],
])('%s', (_, song, wish, expected) => {
  expect(planStream(song, { ...any, ...wish })).toMatchObject(expected);
});
