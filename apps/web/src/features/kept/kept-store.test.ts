import type { Song } from '@madrigal/contract';
import { expect, it } from 'vitest';
import { bytesOf, type KeptIndex, missing, stateOfList, unwanted } from './kept-store.ts';

const kept = (id: string, alone: boolean) => ({ song: { id } as Song, sizeBytes: 10, alone });
const list = (id: string, ...songIds: string[]) =>
  ({ kind: 'playlist', id, title: id, songIds }) as const;

const index: KeptIndex = {
  songs: { a: kept('a', true), b: kept('b', false), c: kept('c', false) },
  lists: [list('x', 'b', 'd'), list('y', 'd', 'a')],
};

it('lets go of songs that no list holds and nobody asked for', () => {
  expect(unwanted(index)).toEqual(['c']);
  expect(unwanted({ ...index, lists: [] })).toEqual(['b', 'c']);
});

it('knows what of its lists is still to come, each once', () => {
  expect(missing(index)).toEqual(['d']);
});

it('adds up what is there', () => expect(bytesOf(index)).toBe(30));

it('tells how far a list is, each song once', () => {
  const kept = { ...index, coming: { d: 0.5 } };
  expect(stateOfList(kept, 'x')).toEqual({
    kept: true,
    here: 1,
    of: 2,
    share: 0.75,
    sizeBytes: 10,
  });
  expect(stateOfList(kept, 'other')).toMatchObject({ kept: false, sizeBytes: 0 });
});
