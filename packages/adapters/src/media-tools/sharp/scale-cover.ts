import type { CoverScaler } from '@madrigal/core/delivery';
import sharp from 'sharp';

const QUALITY = 85;

/** Scales covers that are our own: what strangers sent was decoded by `prepareCover`, far from here. */
export const coverScaler: CoverScaler = {
  toJpeg: (cover, maxSidePx) =>
    sharp(cover)
      .resize(maxSidePx, maxSidePx, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer(),
};
