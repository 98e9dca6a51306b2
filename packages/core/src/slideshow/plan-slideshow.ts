import { checkSpec } from './check-spec.ts';
import { placeCuts } from './cuts.ts';
import { noMotion, placePhoto, planMotion } from './framing.ts';
import {
  type Aspect,
  MIN_SLOT_MS,
  type SlideshowPhoto,
  type SlideshowSong,
  type SlideshowSpec,
  type Slot,
  type Timeline,
  type TransitionWindow,
} from './model.ts';
import { beatsInVideo, planSoundtrack } from './soundtrack.ts';
import { planTexts } from './texts.ts';

const aspects: Readonly<Record<Aspect, readonly [number, number]>> = {
  '16:9': [16, 9],
  '9:16': [9, 16],
  '1:1': [1, 1],
  '4:3': [4, 3],
};

/** What a photo counts for beside clips where all of them are spread over a song. */
const SONG_PHOTO_SECONDS = 4;

/**
 * Plans a slideshow to the frame; the same request gives the same timeline. Slots too many for
 * the song last {@link MIN_SLOT_MS} each and outlast it: then the song repeats.
 * @throws MadrigalError `invalid_request` with every fault of the request
 */
export function planSlideshow(spec: SlideshowSpec, song: SlideshowSong | null): Timeline {
  checkSpec(spec, song);
  const { width, height } = frameSize(spec.aspect, spec.shortSide);
  const minFrames = Math.ceil((MIN_SLOT_MS * spec.fps) / 1000);
  const frameCount = Math.max(spec.photos.length * minFrames, wantedFrames(spec, song));
  const weights = weightsOf(spec);
  const beats =
    spec.cutsOnBeat && song && spec.music
      ? beatsInVideo(song, spec.music.startMs, { frameCount, fps: spec.fps })
      : null;
  const cuts = placeCuts({ weights, frameCount, minFrames, beats });
  const atCuts = planTransitions(spec, cuts);
  const transitions = atCuts.filter((window) => window !== null);
  const slots = spec.photos.map((photo, index) =>
    planSlot(spec, { photo, index, cuts, atCuts, aspect: width / height }),
  );
  return {
    ...{ width, height, fps: spec.fps, frameCount, slots },
    transitions,
    texts: planTexts(spec, slots, transitions),
    soundtrack:
      spec.music && song ? planSoundtrack(spec.music, song, (frameCount * 1000) / spec.fps) : null,
  };
}

/** Even size in pixels of a frame with this aspect and shorter side. */
function frameSize(aspect: Aspect, shortSide: number): { width: number; height: number } {
  const [across, down] = aspects[aspect];
  const unit = shortSide / Math.min(across, down);
  return { width: 2 * Math.round((across * unit) / 2), height: 2 * Math.round((down * unit) / 2) };
}

function wantedFrames(spec: SlideshowSpec, song: SlideshowSong | null): number {
  if (spec.pace.kind === 'seconds') {
    const turns = weightsOf(spec).reduce((sum, weight) => sum + weight, 0);
    return Math.round(turns * spec.pace.secondsPerPhoto * spec.fps);
  }
  const restMs = (song?.durationMs ?? 0) - (spec.music?.startMs ?? 0);
  return Math.floor((restMs * spec.fps) / 1000);
}

/** A clip's turn is as long as the clip by comparison with that of a photo. */
function weightsOf({ photos, pace }: SlideshowSpec): number[] {
  const photoMs = (pace.kind === 'seconds' ? pace.secondsPerPhoto : SONG_PHOTO_SECONDS) * 1000;
  return photos.map(({ clip }) => (clip ? clip.lengthMs / photoMs : 1));
}

/** The window at each cut between two slots; null for a plain cut. */
function planTransitions(
  { transition, fps }: SlideshowSpec,
  cuts: readonly number[],
): (TransitionWindow | null)[] {
  const { kind } = transition;
  const wanted = Math.round((transition.durationMs * fps) / 2000);
  return cuts.slice(1, -1).map((cut, index) => {
    const shorter = Math.min(cut - (cuts[index] as number), (cuts[index + 2] as number) - cut);
    // A quarter of the slot on either side: every photo is alone on screen for half of its turn.
    const half = Math.min(wanted, Math.floor(shorter / 4));
    if (kind === 'cut' || half === 0) return null;
    return { kind, startFrame: cut - half, endFrame: cut + half };
  });
}

function planSlot(
  spec: SlideshowSpec,
  at: {
    photo: SlideshowPhoto;
    index: number;
    cuts: readonly number[];
    atCuts: readonly (TransitionWindow | null)[];
    aspect: number;
  },
): Slot {
  const { photo, index } = at;
  const startFrame = at.cuts[index] as number;
  const endFrame = at.cuts[index + 1] as number;
  const visibleFrom = at.atCuts[index - 1]?.startFrame ?? startFrame;
  const visibleTo = at.atCuts[index]?.endFrame ?? endFrame;
  const placement = placePhoto(photo, at.aspect, spec.fit);
  const visibleSeconds = (visibleTo - visibleFrom) / spec.fps;
  const motion =
    spec.motion === 'none' || photo.clip
      ? noMotion
      : planMotion(photo, placement, { index, visibleSeconds });
  return {
    ...{ photoId: photo.id, startFrame, endFrame, visibleFrom, visibleTo },
    ...{ placement, motion },
    ...(photo.clip && { clipFromMs: photo.clip.startMs }),
  };
}
