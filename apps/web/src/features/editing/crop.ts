/** What of a picture is seen in a square frame. */
export interface View {
  /** 1 fills the frame with the shorter side. */
  zoom: number;
  /** Centre of what is seen, as shares of width and height, 0 to 1. */
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The square of the picture that is seen, in its own pixels, always inside of it. */
export function cropOf({ width, height }: Size, view: View) {
  const side = Math.min(width, height) / view.zoom;
  const within = (centre: number, length: number) =>
    Math.min(length - side, Math.max(0, centre * length - side / 2));
  return { left: within(view.x, width), top: within(view.y, height), side };
}

/** The view after the picture was dragged by shares of the frame; the crop never leaves it. */
export function moved(size: Size, view: View, by: { x: number; y: number }): View {
  const { left, top, side } = cropOf(size, view);
  const next = {
    ...view,
    x: (left + side / 2 - by.x * side) / size.width,
    y: (top + side / 2 - by.y * side) / size.height,
  };
  const kept = cropOf(size, next);
  return {
    ...next,
    x: (kept.left + side / 2) / size.width,
    y: (kept.top + side / 2) / size.height,
  };
}
