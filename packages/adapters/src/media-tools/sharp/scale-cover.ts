import type { CoverScaler } from '@madrigal/core/delivery';
import sharp from 'sharp';

const QUALITY = 85;
const WHITE = '#ffffff';

/** Scales covers that are our own: what strangers sent was decoded by `prepareCover`, far from here. */
export const coverScaler: CoverScaler = {
  toJpeg: (cover, maxSidePx) =>
    sharp(cover)
      .resize(maxSidePx, maxSidePx, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: WHITE })
      .jpeg({ quality: QUALITY })
      .toBuffer(),
  draw: (svg) => sharp(Buffer.from(svg)).png({ palette: true }).toBuffer(),
  toMosaic: async (covers, sidePx) => {
    const half = Math.ceil(sidePx / 2);
    const tiles = covers.map(async (cover, index) => ({
      input: await sharp(cover).resize(half, half, { fit: 'cover' }).png().toBuffer(),
      left: (index % 2) * (sidePx - half),
      top: Math.floor(index / 2) * (sidePx - half),
    }));
    return sharp({ create: { width: sidePx, height: sidePx, channels: 3, background: WHITE } })
      .composite(await Promise.all(tiles))
      .jpeg({ quality: QUALITY })
      .toBuffer();
  },
};
