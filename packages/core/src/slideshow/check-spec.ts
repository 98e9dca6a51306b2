import { slideshowLimits } from '@madrigal/contract';
import { type Fault, MadrigalError } from '../shared/index.ts';
import {
  MIN_SLOT_MS,
  type SlideshowPhoto,
  type SlideshowSong,
  type SlideshowSpec,
} from './model.ts';

/** @throws MadrigalError `invalid_request` with every fault */
export function checkSpec(spec: SlideshowSpec, song: SlideshowSong | null): void {
  const faults = [...checkPhotos(spec), ...checkShape(spec), ...checkMusic(spec, song)];
  if (faults.length === 0) return;
  throw new MadrigalError('invalid_request', 'The slideshow cannot be made like this.', { faults });
}

function within(path: string, value: number, range: { min: number; max: number }): Fault[] {
  if (value >= range.min && value <= range.max) return [];
  return [{ path, message: `must be from ${range.min} to ${range.max}` }];
}

function noLonger(path: string, text: string | null, max: number): Fault[] {
  return (text ?? '').length <= max ? [] : [{ path, message: `is longer than ${max} characters` }];
}

function checkPhotos({ photos }: SlideshowSpec): Fault[] {
  const sizes = { min: 1, max: 100_000 };
  const fraction = { min: 0, max: 1 };
  return [
    ...within('photos.length', photos.length, slideshowLimits.photos),
    ...photos.flatMap((photo, index) => {
      const at = `photos.${index}`;
      const middle = { x: 0.5, y: 0.5 };
      const { x, y } = photo.focus ?? middle;
      return [
        ...within(`${at}.width`, photo.width, sizes),
        ...within(`${at}.height`, photo.height, sizes),
        ...within(`${at}.focus.x`, x, fraction),
        ...within(`${at}.focus.y`, y, fraction),
        ...checkClip(`${at}.clip`, photo),
        ...noLonger(`${at}.caption`, photo.caption, slideshowLimits.captionChars),
      ];
    }),
  ];
}

function checkClip(path: string, { clip }: SlideshowPhoto): Fault[] {
  if (!clip) return [];
  const anywhere = { min: 0, max: Number.MAX_SAFE_INTEGER };
  return [
    ...within(`${path}.startMs`, clip.startMs, anywhere),
    ...within(`${path}.lengthMs`, clip.lengthMs, slideshowLimits.clipMs),
  ];
}

function checkShape(spec: SlideshowSpec): Fault[] {
  const { pace, transition } = spec;
  const { secondsPerPhoto, transitionMs, shortSide, titleChars } = slideshowLimits;
  return [
    ...(pace.kind === 'seconds'
      ? within('pace.secondsPerPhoto', pace.secondsPerPhoto, secondsPerPhoto)
      : []),
    ...within('transition.durationMs', transition.durationMs, transitionMs),
    ...within('shortSide', spec.shortSide, shortSide),
    ...noLonger('title', spec.title, titleChars),
  ];
}

function checkMusic(
  { music, pace, cutsOnBeat }: SlideshowSpec,
  song: SlideshowSong | null,
): Fault[] {
  if (music === null || song === null) {
    const needed = pace.kind === 'song' || cutsOnBeat || music !== null;
    return needed ? [{ path: 'music', message: 'needs a song' }] : [];
  }
  const { fadeMs, targetLufs } = slideshowLimits;
  return [
    ...within('music.startMs', music.startMs, { min: 0, max: song.durationMs - MIN_SLOT_MS }),
    ...within('music.fadeInMs', music.fadeInMs, fadeMs),
    ...within('music.fadeOutMs', music.fadeOutMs, fadeMs),
    ...(music.targetLufs === null ? [] : within('music.targetLufs', music.targetLufs, targetLufs)),
  ];
}
