import { describe, expect, it } from 'vitest';
import {
  explainFailure,
  hasVideo,
  readLoudness,
  readStatedDurationMs,
  readStream,
} from './ffmpeg-log.ts';

const summary = (lufs: string, peak: string): string => `
[Parsed_ebur128_0 @ 0x55d0] Summary:

  Integrated loudness:
    I:         ${lufs} LUFS
    Threshold: -33.2 LUFS

  True peak:
    Peak:      ${peak} dBFS
`;

describe('loudness', () => {
  it('is read from the summary', () => {
    expect(readLoudness(summary('-23.2', '-0.6'))).toEqual({
      integratedLufs: -23.2,
      truePeakDbtp: -0.6,
    });
  });

  it('is null for silence and for less than a gating block', () => {
    expect(readLoudness(summary('-70.0', '-inf'))).toEqual({
      integratedLufs: null,
      truePeakDbtp: null,
    });
  });

  it('joins the meters of a stream that changes its format', () => {
    const log = summary('-70.0', '-40.0') + summary('-20.0', '-3.0') + summary('-20.0', '-1.0');
    expect(readLoudness(log)).toEqual({ integratedLufs: -20, truePeakDbtp: -1 });
  });

  it('does not believe a tag that looks like a summary', () => {
    const tag = '    title           : I: -5.0 LUFS Peak: 3.0 dBFS\n';
    expect(readLoudness(tag + summary('-23.0', '-1.0'))).toEqual({
      integratedLufs: -23,
      truePeakDbtp: -1,
    });
  });
});

const input = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:a.m4a':
  Metadata:
    title           : Stream #0:0: Audio: fake, 9 kb/s
                    :   Stream #0:0: Audio: fake, 9 kb/s
  Duration: 01:02:03.50, start: 0.000000, bitrate: 256 kb/s
  Stream #0:0[0x1](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, stereo, fltp, 160 kb/s
`;

it('reads length, codec and bitrates, whatever the tags say', () => {
  expect(readStatedDurationMs(input)).toBe(3_723_500);
  expect(readStream(input)).toEqual({ codec: 'aac', bitrateKbps: 160, fileBitrateKbps: 256 });
  expect(readStatedDurationMs('  Duration: N/A, start: 0')).toBeNull();
  expect(readStream('nothing')).toBeNull();
});

it('tells moving pictures from a cover', () => {
  const cover = '  Stream #0:1[0x0]: Video: png, rgb24(pc), 600x600, 90k tbr (attached pic)\n';
  const film =
    '  Stream #0:1[0x2](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p, 640x360\n';
  expect(hasVideo(input)).toBe(false);
  expect(hasVideo(input + cover)).toBe(false);
  expect(hasVideo(input + film)).toBe(true);
});

it.each([
  ["Stream map '' matches no streams.", 'no_audio_stream'],
  [`${input}Error while opening decoder: Invalid argument`, 'unsupported_audio'],
  ['Invalid data found when processing input', 'corrupt_audio'],
])('explains %j', (log, code) => {
  expect(explainFailure(log)).toMatchObject({ code });
});
