import { describe, expect, it } from 'vitest';
import { planVideo, type VideoProperties } from './index.ts';

const video: VideoProperties = {
  width: 1920,
  height: 1080,
  durationMs: 60_000,
  framesPerSecond: 30,
  bitrateKbps: 8_000,
  codec: 'h264',
  pixelFormat: 'yuv420p',
  colour: { range: 'limited', matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' },
  interlaced: false,
  audio: { codec: 'aac', streamIndex: 1 },
  tags: { captured: null, location: null, cameraMake: null, cameraModel: null },
};

const sizes = (width: number, height: number) =>
  planVideo({ ...video, width, height }).rungs.map((rung) => `${rung.width}x${rung.height}`);

describe('the ladder', () => {
  it.each([
    ['a full one', 1920, 1080, ['640x360', '1280x720', '1920x1080']],
    ['one that ends at 1080 lines', 3840, 2160, ['640x360', '1280x720', '1920x1080']],
    ['the source itself where it lies between', 854, 480, ['640x360', '854x480']],
    ['none of its own where it is hardly larger', 1420, 800, ['638x360', '1278x720']],
    ['one rung of a small source', 176, 144, ['176x144']],
    ['upright ones by their width', 1080, 1920, ['360x640', '720x1280', '1080x1920']],
    ['even sides, rounded down', 641, 361, ['638x360']],
    ['sides that fit very wide ones', 8000, 1000, ['2880x360', '3840x480']],
    ['something of a source of one pixel', 1, 1, ['2x2']],
  ])('has %s', (_what, width, height, expected) => {
    expect(sizes(width, height)).toEqual(expected);
  });

  it('never is larger than the source', () => {
    for (let side = 2; side < 2400; side += 7) {
      for (const { width, height } of planVideo({ ...video, width: side * 2, height: side })
        .rungs) {
        expect(width).toBeLessThanOrEqual(side * 2);
        expect(height).toBeLessThanOrEqual(side);
      }
    }
  });

  it('allows more bits for more pixels and more frames', () => {
    const [low, middle, high] = planVideo(video).rungs.map((rung) => rung.maxVideoKbps);
    expect(high).toBe(8_000);
    expect(low).toBeLessThan(middle ?? 0);
    expect(planVideo({ ...video, framesPerSecond: 60 }).rungs[0].maxVideoKbps).toBeGreaterThan(
      low ?? 0,
    );
  });
});

it('thins out only what has far more than 60 frames a second', () => {
  const limit = (framesPerSecond: number | null) =>
    planVideo({ ...video, framesPerSecond }).limitedToFps;
  expect([limit(30), limit(60.2), limit(null), limit(240)]).toEqual([null, null, null, 60]);
});

it.each([
  ['of another codec', { codec: 'hevc' }],
  ['of 10 bits', { pixelFormat: 'yuv420p10le' }],
  ['interlaced', { interlaced: true }],
  ['with sound that not every browser has', { audio: { codec: 'ac3', streamIndex: 1 } }],
  ['of very many bits', { bitrateKbps: 80_000 }],
  ['too large for most screens', { width: 3840, height: 2160 }],
])('copies what browsers play, but not a source %s', (_what, change) => {
  expect(planVideo(video).copySource).toBe(true);
  expect(planVideo({ ...video, ...change }).copySource).toBe(false);
});
