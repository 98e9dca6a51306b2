/** How a picture is enlarged: by how much, and how far its middle is from that of the stage, in pixels. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export interface Point {
  x: number;
  y: number;
}

export const whole: Zoom = { scale: 1, x: 0, y: 0 };
const most = 8;
/** What a double click enlarges to. */
export const closeUp = 2.5;

/** Enlarges so that what is at a point, seen from the middle of the stage, stays there. */
export function zoomAt(zoom: Zoom, at: Point, scale: number): Zoom {
  const next = Math.min(most, Math.max(1, scale));
  if (next === 1) return whole;
  const ratio = next / zoom.scale;
  return { scale: next, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio };
}

/** Moves an enlarged picture, no further than to its edges. */
export function keepInside(zoom: Zoom, stage: { width: number; height: number }): Zoom {
  const farX = (stage.width * (zoom.scale - 1)) / 2;
  const farY = (stage.height * (zoom.scale - 1)) / 2;
  return { scale: zoom.scale, x: between(zoom.x, farX), y: between(zoom.y, farY) };
}

const between = (value: number, far: number) => Math.min(far, Math.max(-far, value));
