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

it.each([50, 301])('puts four covers together into %i px', async (side) => {
  const colours = ['#f00', '#0f0', '#00f', '#ff0'];
  const covers = await Promise.all(
    colours.map((background) =>
      sharp({ create: { width: 40, height: 60, channels: 3, background } })
        .webp()
        .toBuffer(),
    ),
  );
  const mosaic = sharp(await coverScaler.toMosaic(covers, side));
  expect(await mosaic.metadata()).toMatchObject({ format: 'jpeg', width: side, height: side });
  const { data, info } = await mosaic.raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const start = (Math.floor(y * side) * side + Math.floor(x * side)) * info.channels;
    return [...data.subarray(start, start + 3)].map((value) => (value > 128 ? 1 : 0));
  };
  expect([at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)]).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 1, 0],
  ]);
});

it('draws a picture of ours as PNG', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="hsl(0,100%,50%)"/></svg>';
  const picture = sharp(await coverScaler.draw(svg));
  expect(await picture.metadata()).toMatchObject({ format: 'png', width: 60, height: 40 });
  const { dominant } = await picture.stats();
  expect([dominant.r > 200, dominant.g < 50, dominant.b < 50]).toEqual([true, true, true]);
});
