/** Width to height of the finished video. */
export type Aspect = '16:9' | '9:16' | '1:1' | '4:3';
export type TransitionKind = 'cut' | 'fade' | 'slide' | 'wipe' | 'zoom';
/**
 * How a photo meets a frame of another shape. `whole` shows all of it over a blurred copy, `crop`
 * fills the frame, `auto` crops where at most a quarter of the photo is lost.
 */
export type Fit = 'auto' | 'whole' | 'crop';

/** A place in a picture: 0,0 is its top left corner, 1,1 its bottom right one. */
export interface Point {
  x: number;
  y: number;
}

/** A part of a picture in fractions of its width and height. */
export interface Area extends Point {
  width: number;
  height: number;
}

export interface SlideshowPhoto {
  /** Several photos of a slideshow may have the same id: a photo can be shown twice. */
  id: string;
  /** Size in pixels when upright. */
  width: number;
  height: number;
  /** What motion and cropping keep in sight; null for the middle. */
  focus: Point | null;
  caption: string | null;
  /** Of a video: what is shown of it, without its sound. */
  clip?: Clip;
}

/** A part of a video. */
export interface Clip {
  /** Where in the video it starts, in ms. */
  startMs: number;
  /** How long its turn is meant to be, in ms; in a longer one, the video just goes on. */
  lengthMs: number;
}

export interface SlideshowMusic {
  songId: string;
  /** Where in the song the video starts, in ms. */
  startMs: number;
  fadeInMs: number;
  fadeOutMs: number;
  /** Loudness to bring the song to; null leaves it as it is. */
  targetLufs: number | null;
}

/** What somebody asks for. */
export interface SlideshowSpec {
  photos: readonly SlideshowPhoto[];
  /** `song` spreads the photos over the rest of the song. */
  pace: { kind: 'seconds'; secondsPerPhoto: number } | { kind: 'song' };
  transition: { kind: TransitionKind; durationMs: number };
  /** `gentle` moves slowly towards the subject and away from it in turns. */
  motion: 'none' | 'gentle';
  fit: Fit;
  title: string | null;
  aspect: Aspect;
  /** Length of the shorter side in pixels, as in 1080p. */
  shortSide: number;
  fps: 25 | 30;
  music: SlideshowMusic | null;
  /** Changes photos on beats of the song, as near as there are any to the wanted times. */
  cutsOnBeat: boolean;
}

/** What the planner has to know about the song. */
export interface SlideshowSong {
  durationMs: number;
  /** Null for silence. */
  integratedLufs: number | null;
  /** Times of the beats from the start of the song, ascending. */
  beatsMs: readonly number[];
}

/** No photo is on its own for less, in ms, however many there are. */
export const MIN_SLOT_MS = 500;

/** Part of the scene that fills the frame; its height is the same fraction. Whole at size 1. */
export interface View extends Point {
  size: number;
}

/** How a photo lies in the scene, which has the shape of the frame. */
export type Placement =
  | { kind: 'cover'; crop: Area }
  | { kind: 'blurred-fill' /** Where the whole photo lies in the scene. */; at: Area };

/** The turn of one photo. Slots follow one another without gap or overlap. */
export interface Slot {
  photoId: string;
  startFrame: number;
  /** Exclusive. */
  endFrame: number;
  /** First frame and the frame after the last that shows any of it, transitions included. */
  visibleFrom: number;
  visibleTo: number;
  placement: Placement;
  /** Moves evenly from one view to the other while the photo is visible. */
  motion: { from: View; to: View };
  /** Of a video: the time in it at `visibleFrom`, in ms. It plays on, and its last picture stays. */
  clipFromMs?: number;
}

/** Frames in which one slot gives way to the next, half of them on either side of the cut. */
export interface TransitionWindow {
  kind: Exclude<TransitionKind, 'cut'>;
  startFrame: number;
  /** Exclusive. */
  endFrame: number;
}

export interface TimelineText {
  role: 'title' | 'caption';
  text: string;
  /** Index of the slot it belongs to. */
  slot: number;
  startFrame: number;
  /** Exclusive. */
  endFrame: number;
  /** Frames of fading in, and as many of fading out. */
  fadeFrames: number;
}

export interface Soundtrack {
  songId: string;
  /** The song plays from `startMs` for `passMs`, then from `startMs` again, up to `lengthMs`. */
  startMs: number;
  passMs: number;
  /** Length of the video. */
  lengthMs: number;
  fadeInMs: number;
  fadeOutMs: number;
  gainDb: number;
}

/** A slideshow to the frame. */
export interface Timeline {
  /** Size of the video in pixels, even. */
  width: number;
  height: number;
  fps: number;
  frameCount: number;
  slots: readonly Slot[];
  /** In order; one fewer than slots at most, none where photos are cut. */
  transitions: readonly TransitionWindow[];
  texts: readonly TimelineText[];
  soundtrack: Soundtrack | null;
}

/** A photo of a slideshow that cannot be shown. The message is for the owner. */
export class BrokenPhotoError extends Error {
  readonly photoId: string;
  /** True where there is no file of it any more; else it cannot be decoded. */
  readonly missing: boolean;

  constructor(photoId: string, options: { cause?: unknown; missing?: boolean } = {}) {
    const { missing = false, cause } = options;
    super(
      missing
        ? 'A photo was deleted. Leave it out and try again.'
        : 'A photo is damaged or of a kind that cannot be read. Leave it out and try again.',
      { cause },
    );
    this.name = 'BrokenPhotoError';
    this.photoId = photoId;
    this.missing = missing;
  }
}
