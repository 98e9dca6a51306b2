import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { askAgain } from './poll-server.ts';

describe('asking a server that tells no events', () => {
  const client = new QueryClient();
  afterEach(() => client.clear());

  /** Shows something that is another one each time; answers how often it was asked for. */
  async function show(key: string, staleTime: number, answer: (count: number) => unknown) {
    let count = 0;
    const queryFn = async () => answer(++count);
    const observer = new QueryObserver(client, { queryKey: [key], queryFn, staleTime });
    observer.subscribe(() => {});
    await client.ensureQueryData({ queryKey: [key], queryFn });
    return () => count;
  }

  it('fetches again what may change, and says whether it did', async () => {
    const asked = await show('songs', 60_000, (count) => ({ songs: count < 3 ? 1 : 2 }));
    expect([await askAgain(client), asked()]).toEqual([false, 2]);
    expect([await askAgain(client), asked()]).toEqual([true, 3]);
  });

  it('leaves alone what is good for ever, such as the addresses of a video that plays', async () => {
    const asked = await show('playback', Number.POSITIVE_INFINITY, (count) => ({ url: count }));
    expect([await askAgain(client), asked()]).toEqual([false, 1]);
  });
});
