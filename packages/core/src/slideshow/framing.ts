import type { Area, Fit, Placement, Point, SlideshowPhoto, View } from './model.ts';

/** Least part of a photo that `auto` may leave when cropping: 4:3 in 16:9 leaves 0.75. */
const MIN_CROPPED = 0.74;
/** A photo of nearly the shape of the frame is cropped rather than given slivers of fill. */
const SAME_SHAPE = 0.97;
const ZOOM_PER_SECOND = 0.04;
const MAX_ZOOM = 0.12;
const MIDDLE: Point = { x: 0.5, y: 0.5 };
const WHOLE: View = { x: 0, y: 0, size: 1 };

/** Where a photo lies in a scene whose shape is `aspect` (width by height). */
export function placePhoto(photo: SlideshowPhoto, aspect: number, fit: Fit): Placement {
  const shape = photo.width / photo.height;
  const shown = Math.min(shape / aspect, aspect / shape);
  const least = { auto: MIN_CROPPED, whole: SAME_SHAPE, crop: 0 }[fit];
  if (shown < least) return { kind: 'blurred-fill', at: centred(shape / aspect) };
  const { x, y } = photo.focus ?? MIDDLE;
  const width = shape > aspect ? shown : 1;
  const height = shape > aspect ? 1 : shown;
  const crop = { x: slide(x, width), y: slide(y, height), width, height };
  return { kind: 'cover', crop };
}

/** The largest area in the middle of the scene that is `relative` times as wide as the scene's shape. */
function centred(relative: number): Area {
  const width = Math.min(1, relative);
  const height = Math.min(1, 1 / relative);
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

/** Start of a span of this length around `centre` that stays within 0 and 1. */
function slide(centre: number, length: number): number {
  return Math.min(1 - length, Math.max(0, centre - length / 2));
}

/**
 * Gentle motion: towards the subject, or away from it for every other photo, and no faster in
 * short slots than in long ones.
 */
export function planMotion(
  photo: SlideshowPhoto,
  placement: Placement,
  slot: { index: number; visibleSeconds: number },
): { from: View; to: View } {
  const size = 1 - Math.min(MAX_ZOOM, ZOOM_PER_SECOND * slot.visibleSeconds);
  const subject = inScene(photo.focus ?? MIDDLE, placement);
  const near = { x: slide(subject.x, size), y: slide(subject.y, size), size };
  return slot.index % 2 === 0 ? { from: WHOLE, to: near } : { from: near, to: WHOLE };
}

export const noMotion = { from: WHOLE, to: WHOLE };

function inScene(point: Point, placement: Placement): Point {
  if (placement.kind === 'cover') {
    const { crop } = placement;
    return { x: (point.x - crop.x) / crop.width, y: (point.y - crop.y) / crop.height };
  }
  const { at } = placement;
  return { x: at.x + point.x * at.width, y: at.y + point.y * at.height };
}
