import { expect, it } from 'vitest';
import { poll } from './poll.ts';

type Round = 'changed' | 'same' | 'sooner' | 'fails';

/** Polls for these rounds; answers how long it waited before each. */
async function waitsOf(rounds: readonly Round[]): Promise<number[]> {
  const control = new AbortController();
  const waits: number[] = [];
  const left = [...rounds];
  await poll(
    {
      wait: async (ms) => {
        waits.push(ms);
        if (left.length === 0) control.abort();
        return left[0] === 'sooner' ? 'sooner' : 'over';
      },
      untilVisible: async () => {},
      ask: async () => {
        const round = left.shift();
        if (round === 'fails') throw new Error('away');
        return round === 'changed';
      },
    },
    control.signal,
  );
  return waits;
}

it('asks ever more slowly while nothing changes, and quickly as soon as something does', async () => {
  const still = Array<Round>(8).fill('same');
  const waits = await waitsOf([...still, 'changed', 'same']);
  expect(waits.slice(0, 3)).toEqual([3000, 4500, 6750]);
  expect(waits.slice(7)).toEqual([30_000, 30_000, 3000, 4500]);
});

it('asks quickly after something was done here', async () => {
  expect(await waitsOf(['same', 'same', 'sooner'])).toEqual([3000, 4500, 6750, 3000]);
});

it('leaves a server in peace that does not answer', async () => {
  expect(await waitsOf(['fails', 'changed'])).toEqual([3000, 30_000, 3000]);
});

it('asks nothing while nobody sees the page', async () => {
  const control = new AbortController();
  let asked = 0;
  await poll(
    {
      wait: async () => 'over',
      untilVisible: async () => control.abort(),
      ask: async () => {
        asked += 1;
        return false;
      },
    },
    control.signal,
  );
  expect(asked).toBe(0);
});
