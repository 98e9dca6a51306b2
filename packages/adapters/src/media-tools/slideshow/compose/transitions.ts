import type { FrameContent, View } from '@madrigal/core/slideshow';

/** How two photos share a frame. */
export interface Mixture {
  current: { view: View; shift: number };
  next: { view: View; shift: number };
  /** Share of the next photo, 0 to 1, at a pixel of every row. It never falls from left to right. */
  weightAt: (pixel: number) => number;
  /** Pixels left of the first have weight 0, right of the second weight 1. */
  changing: { from: number; to: number };
}

/** Width of the soft edge of a wipe as a part of the frame. */
const WIPE_EDGE = 1 / 12;
/** How much of the old photo is still in view when it has been zoomed away. */
const ZOOM_END = 0.6;

/** Slow at both ends. */
function ease(progress: number): number {
  return progress * progress * (3 - 2 * progress);
}

/** Draws the transition that a frame is in; `width` is the frame's. */
export function mixPhotos(
  current: View,
  next: NonNullable<FrameContent['next']>,
  width: number,
): Mixture {
  const progress = next.kind === 'fade' ? next.progress : ease(next.progress);
  const still = { current: { view: current, shift: 0 }, next: { view: next.view, shift: 0 } };
  switch (next.kind) {
    case 'fade':
      return { ...still, ...everywhere(progress, width) };
    case 'zoom':
      return {
        ...still,
        current: { view: zoomIn(current, 1 - (1 - ZOOM_END) * progress), shift: 0 },
        ...everywhere(progress, width),
      };
    case 'wipe': {
      const edge = WIPE_EDGE * width;
      const middle = width + edge / 2 - progress * (width + edge);
      return { ...still, ...fromRight(middle, edge) };
    }
    case 'slide': {
      const boundary = (1 - progress) * width;
      return {
        current: { view: current, shift: width - boundary },
        next: { view: next.view, shift: -boundary },
        ...fromRight(boundary, 1),
      };
    }
  }
}

type Weights = Pick<Mixture, 'weightAt' | 'changing'>;

function everywhere(weight: number, width: number): Weights {
  return { weightAt: () => weight, changing: { from: 0, to: width } };
}

/** The next photo to the right of `middle`, with a soft edge of this width around it. */
function fromRight(middle: number, edge: number): Weights {
  const from = middle - edge / 2;
  return {
    weightAt: (pixel) => Math.min(1, Math.max(0, (pixel + 0.5 - from) / edge)),
    changing: { from: Math.floor(from), to: Math.ceil(from + edge) },
  };
}

function zoomIn(view: View, part: number): View {
  const margin = (view.size * (1 - part)) / 2;
  return { x: view.x + margin, y: view.y + margin, size: view.size * part };
}
