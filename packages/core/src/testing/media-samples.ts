import { type MediaItem, type Rendition, receivedMedia } from '../media/items/index.ts';
import { newId } from '../shared/index.ts';
import { at } from './catalogue-samples.ts';

/** An item as it begins, of the person `me`. */
export function sampleMedia(change: Partial<MediaItem> = {}): MediaItem {
  const item = receivedMedia({
    id: change.id ?? newId(),
    ownerId: 'me',
    kind: 'image',
    format: 'jpeg',
    fileName: 'IMG_0001.JPG',
    sizeBytes: 5 * 1024 ** 3,
    modifiedAt: null,
    receivedAt: at(0),
    guestName: null,
  });
  return { ...item, ...change };
}

export function sampleRendition(change: Partial<Rendition> = {}): Rendition {
  return {
    name: '320.webp',
    role: 'image',
    mimeType: 'image/webp',
    sizeBytes: 12_345,
    width: 320,
    height: 240,
    madeAt: at(1),
    expiresAt: at(100),
    ...change,
  };
}

/** Everything that can be known of an item. */
export const knownFacts = {
  width: 4032,
  height: 3024,
  durationMs: 2 ** 40,
  animated: true,
  orientation: 6,
  placeholder: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
  perceptualHash: 'f0e1d2c3b4a59687',
  focus: { x: 0.25, y: 1 },
  score: 0.75,
  location: { latitude: -33.8568, longitude: 151.2153, altitude: null },
  camera: {
    make: 'Ünïcam',
    model: 'X"1',
    lens: null,
    focalLengthMm: 4.25,
    aperture: 1.8,
    exposureSeconds: 1 / 120,
    iso: 64,
  },
} as const;
