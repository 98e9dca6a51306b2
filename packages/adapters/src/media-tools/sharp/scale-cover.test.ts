import sharp from 'sharp';
import { expect, it } from 'vitest';
import { coverScaler } from './scale-cover.ts';

const cover = await sharp({ create: { width: 400, height: 200, channels: 4, background: '#0000' } })
  .webp()
  .toBuffer();

it.each([
  [100, 100, 50],
  [1000, 400, 200],
])('fits a cover into %i px as JPEG, on white', async (side, width, height) => {
  const picture = sharp(await coverScaler.toJpeg(cover, side));
  expect(await picture.metadata()).toMatchObject({ format: 'jpeg', width, height });
  expect((await picture.stats()).dominant.r).toBeGreaterThan(240);
});
