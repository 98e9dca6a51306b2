import sharp from 'sharp';
import { expect, it } from 'vitest';
import { drawPicture } from './draw-picture.ts';

it('draws an SVG as JPEG', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#f00"/></svg>';
  const picture = sharp(await drawPicture(svg));
  expect(await picture.metadata()).toMatchObject({ format: 'jpeg', width: 60, height: 40 });
  const { dominant } = await picture.stats();
  expect(dominant.r).toBeGreaterThan(200);
});
