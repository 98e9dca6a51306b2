import type { RefObject } from 'react';

/** What keys of the lightbox do to the photo. */
export interface StageCommands {
  zoomIn: () => void;
  zoomOut: () => void;
  reset: () => void;
}

/** What everything inside the lightbox can have it do. */
export interface LightboxCommands {
  leaf: (by: 1 | -1) => void;
  close: () => void;
  /** Leaves the item that is shown for one beside it, or closes where there is none. */
  leave: () => void;
  toggleFullscreen: () => void;
  /** Where a photo leaves what keys do to it. */
  stage: RefObject<StageCommands | null>;
}

/** Looks of buttons on the dark ground of the lightbox. */
export const onDark = 'text-white/85 hover:bg-white/15 hover:text-white';
