import type { Song } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import {
  append,
  currentSong,
  dropUpcoming,
  emptyQueue,
  insertNext,
  move,
  nextIndex,
  type Queue,
  queueOf,
  remove,
  shuffle,
  unshuffle,
  withoutKnown,
} from './queue.ts';

const songs = (ids: string) => [...ids].map((id) => ({ id }) as Song);
const ids = (queue: Queue) => queue.entries.map(({ song }) => song.id).join('');
const at = (index: number, of = 'abcd') => queueOf(songs(of), index);
const keyOf = (queue: Queue, id: string) =>
  queue.entries.find(({ song }) => song.id === id)?.key ?? -1;
const first = () => 0;

describe('changing the queue', () => {
  it('plays something next, or at the end', () => {
    expect(ids(insertNext(at(1), songs('xy')))).toBe('abxycd');
    expect(ids(append(at(1), songs('xy'), first))).toBe('abcdxy');
    expect(ids(insertNext(emptyQueue, songs('x')))).toBe('x');
  });

  it('holds the same song several times', () => {
    const queue = append(at(0, 'aa'), songs('a'), first);
    expect(new Set(queue.entries.map(({ key }) => key)).size).toBe(3);
  });

  it.each([
    [3, 1, 'adbc', 'c'],
    [0, 3, 'bcda', 'c'],
    [2, 0, 'cabd', 'c'],
    [9, 0, 'abcd', 'c'],
  ])('moves %i to %i and stays with the current song', (from, to, order, current) => {
    const queue = move(at(2), from, to);
    expect([ids(queue), currentSong(queue)?.id]).toEqual([order, current]);
  });

  it('removes what is before and behind the current song, but not that one', () => {
    const queue = at(2);
    for (const [id, order] of [
      ['a', 'bcd'],
      ['d', 'abc'],
      ['c', 'abcd'],
    ] as const) {
      const after = remove(queue, keyOf(queue, id));
      expect([ids(after), currentSong(after)?.id]).toEqual([order, 'c']);
    }
  });

  it('forgets what is to come', () => {
    expect(ids(dropUpcoming(at(1)))).toBe('ab');
  });
});

describe('shuffling', () => {
  it('begins with the current song and keeps all of them', () => {
    const queue = shuffle(at(2), first);
    expect(ids(queue)).not.toBe('abcd');
    expect([ids(queue)[0], queue.index]).toEqual(['c', 0]);
    expect([...ids(queue)].sort().join('')).toBe('abcd');
  });

  it('gives every order the same chance', () => {
    const counts = new Map<string, number>();
    // Every outcome of the dice for three others: 3 × 2.
    for (const a of [0, 0.34, 0.67]) {
      for (const b of [0, 0.5]) {
        const dice = [a, b];
        const order = ids(shuffle(at(0), () => dice.shift() ?? 0));
        counts.set(order, (counts.get(order) ?? 0) + 1);
      }
    }
    expect([...counts.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('comes back to the order from before, with what was changed meanwhile', () => {
    let queue = shuffle(at(1), first);
    queue = remove(queue, keyOf(queue, 'd'));
    queue = append(queue, songs('x'), first);
    queue = insertNext(queue, songs('y'));
    const back = unshuffle(queue);
    expect([ids(back), currentSong(back)?.id]).toEqual(['abycx', 'b']);
  });

  it('keeps the first order when it is shuffled again, and forgets what was dropped', () => {
    const queue = dropUpcoming(shuffle(shuffle(at(1), first), first));
    expect(ids(unshuffle(queue))).toBe('b');
  });
});

it.each([
  [0, 'off', 1],
  [3, 'off', null],
  [3, 'one', null],
  [3, 'all', 0],
] as const)('after song %i with repeat %s comes %s', (index, repeat, next) => {
  expect(nextIndex(at(index), repeat)).toBe(next);
});

it('leaves out songs of a page that are known', async () => {
  const pages = ['bc', 'c', 'de'].map(songs);
  const more = withoutKnown(async () => pages.shift() ?? [], songs('ab'));
  const read = [await more(), await more(), await more()];
  expect(read.map((page) => page.map(({ id }) => id).join(''))).toEqual(['c', 'de', '']);
});
