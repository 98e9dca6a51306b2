import type { Song } from '@madrigal/contract';
import { expect, it } from 'vitest';
import { readQueue, writeQueue } from './kept-queue.ts';
import { queueOf, shuffle, unshuffle } from './queue.ts';

const songs = Array.from({ length: 400 }, (_, i) => ({ id: String(i) }) as Song);
const ids = (entries: readonly { song: Song }[] = []) => entries.map(({ song }) => song.id);

it('brings back the songs around the current one, and the position', () => {
  const kept = readQueue(writeQueue(queueOf(songs, 100), 1234.5));
  expect(ids(kept?.queue.entries)).toEqual(ids(queueOf(songs.slice(50, 350), 0).entries));
  expect(kept).toMatchObject({ positionMs: 1235, queue: { index: 50, unshuffled: null } });
});

it('brings back a shuffled queue with the order from before', () => {
  const queue = shuffle(queueOf(songs.slice(0, 5), 2), () => 0);
  const kept = readQueue(writeQueue(queue, 0))?.queue ?? queue;
  expect(ids(kept.entries)).toEqual(ids(queue.entries));
  expect(ids(unshuffle(kept).entries)).toEqual(['0', '1', '2', '3', '4']);
});

it.each([null, '', '{', '{}', 'null', '{"songs":[],"index":0,"positionMs":0}'])(
  'takes %j for nothing',
  (text) => expect(readQueue(text)).toBeNull(),
);
