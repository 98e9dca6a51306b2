import { SlideshowSpec } from '@madrigal/contract';
import { expect, it } from 'vitest';
import type { Photo } from '../photos.ts';
import {
  addPhotos,
  changeClip,
  changePhoto,
  choosePhotos,
  emptyDraft,
  faultOf,
  fromSpec,
  lengthOf,
  movePhoto,
  removePhoto,
  roomFor,
  sortByDate,
  toSpec,
} from './draft.ts';

const id = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;
const photo = (n: number): Photo => ({
  ...{ id: id(n), thumbUrl: `/${n}`, viewUrl: `/${n}`, videoUrl: null, shape: 1, durationMs: null },
  capturedAt: `2026-01-0${n}T00:00:00.000Z`,
});
const three = addPhotos(emptyDraft, [photo(3), photo(1), photo(2)]);
const order = ({ photos }: typeof three) => photos.map((each) => each.photo.id.at(-1)).join('');

it('moves, sorts and removes photos', () => {
  expect(order(movePhoto(three, 0, 2))).toBe('123');
  expect(order(movePhoto(three, 0, 3))).toBe('312');
  expect(order(sortByDate(three))).toBe('123');
  expect(order(removePhoto(three, three.photos[1]?.key ?? ''))).toBe('32');
});

it('keeps order and captions of photos that stay chosen', () => {
  const named = changePhoto(three, three.photos[2]?.key ?? '', { caption: 'Two' });
  const chosen = choosePhotos(named, [photo(2), photo(4), photo(3)]);
  expect(order(chosen)).toBe('324');
  expect(chosen.photos[1]?.caption).toBe('Two');
});

it('asks for what the contract takes, and finds its way back', () => {
  const draft = changePhoto({ ...three, title: ' Sea ' }, three.photos[0]?.key ?? '', {
    caption: ' Hi ',
  });
  const spec = SlideshowSpec.parse(toSpec(draft));
  expect(spec).toMatchObject({ title: 'Sea', cutsOnBeat: false, music: null });
  expect(spec.photos.map(({ caption }) => caption)).toEqual(['Hi', null, null]);
  const again = fromSpec(spec, new Map([1, 2, 3].map((n) => [id(n), photo(n)])), null);
  expect(SlideshowSpec.parse(toSpec(again))).toEqual(spec);
});

it('shows the beginning of a video, for no longer than it is', () => {
  const draft = addPhotos(
    three,
    [9000, 2000, 100].map((durationMs) => ({ ...photo(4), durationMs })),
  );
  const clips = SlideshowSpec.parse(toSpec(draft)).photos.map(({ clip }) => clip?.lengthMs ?? null);
  expect(clips).toEqual([null, null, null, 5000, 2000, null]);
  expect(lengthOf(draft)).toBe(4 * 4000 + 7000);
});

it('takes any part of a video that fits', () => {
  const clip = { startMs: 0, lengthMs: 5000 };
  expect(roomFor(9000, 5000)).toEqual({
    lengthMs: { min: 500, max: 9000 },
    startMs: { min: 0, max: 4000 },
  });
  expect(roomFor(60_000, 5000).lengthMs.max).toBe(15_000);
  expect(changeClip(clip, { startMs: 3000 }, 9000)).toEqual({ startMs: 3000, lengthMs: 5000 });
  const late = { startMs: 4000, lengthMs: 5000 };
  expect(changeClip(late, { lengthMs: 8000 }, 9000)).toEqual({ startMs: 1000, lengthMs: 8000 });
});

it('knows how long it becomes, and what is missing', () => {
  expect(lengthOf(three)).toBe(12_000);
  expect(faultOf(three)).toBeNull();
  expect(faultOf(emptyDraft)).toBe('studio.needsPhotos');
  expect(faultOf({ ...three, secondsPerPhoto: 2401 })).toBe('studio.tooLong');
});
