import type { Song, Stream } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ApiError } from '../../api/problem.ts';
import type { Audio, AudioEvent } from './audio.ts';
import { createPlayer } from './controller.ts';
import type { MoreSongs } from './queue.ts';
import { initialState, type PlayerState } from './store.ts';
import { createStreams } from './streams.ts';

const song = (id: string) => ({ id, title: id, durationMs: 60_000 }) as Song;
const songs = ['a', 'b', 'c'].map(song);

/** A player on an output that the test drives. */
function createBench() {
  const store = createStore<PlayerState>(() => initialState);
  const calls: string[] = [];
  const failures: string[] = [];
  let tell: (event: AudioEvent) => void = () => {};
  const audio: Audio = {
    load: (url, positionMs) => void calls.push(`load ${url} at ${positionMs}`),
    play: async () => void calls.push('play'),
    pause: () => void calls.push('pause'),
    unload: () => void calls.push('unload'),
    seek: (positionMs) => void calls.push(`seek ${positionMs}`),
    setVolume: (volume, muted) => void calls.push(`volume ${volume.toFixed(2)} ${muted}`),
    listen: (listener) => {
      tell = listener;
    },
  };
  const bench = {
    store,
    calls,
    failures,
    asked: [] as string[],
    now: 0,
    /** Thrown by the next requests for a URL. */
    errors: [] as Error[],
    waits: 0,
    tell: (event: AudioEvent) => tell(event),
    time: (positionMs: number) =>
      tell({ type: 'time', positionMs, durationMs: 60_000, bufferedMs: 60_000 }),
    /** Lets everything that is under way come to rest. */
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
  const fetchStream = async (songId: string): Promise<Stream> => {
    bench.asked.push(songId);
    const error = bench.errors.shift();
    if (error) throw error;
    const url = `/${songId}/${bench.asked.length}`;
    return { url, expiresAt: new Date(bench.now + 600_000).toISOString() } as Stream;
  };
  const player = createPlayer({
    store,
    audio,
    streams: createStreams(fetchStream, () => bench.now),
    wait: async () => void bench.waits++,
    onFailure: (failed, failure) => failures.push(`${failed.id} ${failure}`),
  });
  calls.length = 0;
  return { ...bench, bench, player };
}

async function playing(index = 0, more: MoreSongs | null = null) {
  const all = createBench();
  all.player.playFrom(songs, index, more);
  await all.settle();
  all.tell({ type: 'playing' });
  all.calls.length = 0;
  return all;
}

describe('playing', () => {
  it('loads the song of a list and plays it', async () => {
    const { player, calls, settle, store } = createBench();
    player.playFrom(songs, 1);
    await settle();
    expect(calls).toEqual(['pause', 'load /b/1 at 0', 'play']);
    expect(store.getState()).toMatchObject({ status: 'loading', durationMs: 60_000 });
  });

  it('goes on with the next song and stops after the last', async () => {
    const { tell, settle, store, calls } = await playing(1);
    tell({ type: 'ended' });
    await settle();
    expect(calls).toContain('load /c/2 at 0');
    tell({ type: 'playing' });
    tell({ type: 'ended' });
    expect(store.getState()).toMatchObject({ status: 'paused', queue: { index: 2 } });
  });

  it('has the next URL at hand before it is needed', async () => {
    const { time, asked } = await playing();
    time(1000);
    time(2000);
    expect(asked).toEqual(['a', 'b']);
  });

  it('goes back to the start of the song first, then to the song before', async () => {
    const { player, time, calls, store } = await playing(1);
    time(5000);
    player.previous();
    expect(calls).toContain('seek 0');
    player.previous();
    expect(store.getState().queue.index).toBe(0);
  });

  it('fetches more songs when the list runs short, without those it has', async () => {
    const more: MoreSongs = async () => [song('c'), song('d')];
    const { store } = await playing(0, more);
    expect(store.getState().queue.songs.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps the position within the song', async () => {
    const { player, calls } = await playing();
    player.seek(90_000);
    player.skip(-200_000);
    expect(calls).toEqual(['seek 60000', 'seek 0']);
  });

  it('does not take the time of the song before for its own', async () => {
    const { player, time, settle, calls } = await playing();
    time(30_000);
    player.next();
    time(30_100);
    await settle();
    expect(calls).toContain('load /b/2 at 0');
  });

  it('drops an answer that comes after another song was chosen', async () => {
    const { player, settle, calls } = createBench();
    player.playFrom(songs, 0);
    player.playFrom(songs, 2);
    await settle();
    expect(calls.filter((call) => call.startsWith('load'))).toEqual(['load /c/2 at 0']);
  });
});

describe('trouble', () => {
  it('renews an expired URL and goes on where it was', async () => {
    const { tell, time, settle, calls, store } = await playing();
    time(42_000);
    tell({ type: 'failed', undecodable: false });
    expect(store.getState()).toMatchObject({ retrying: true, status: 'loading' });
    await settle();
    expect(calls).toEqual(['load /a/3 at 42000', 'play']);
    tell({ type: 'playing' });
    expect(store.getState()).toMatchObject({ retrying: false, status: 'playing' });
  });

  it('waits for the server as long as the song is wanted', async () => {
    const { bench, tell, settle, calls } = await playing();
    bench.errors.push(...Array.from({ length: 20 }, () => new ApiError('network', '')));
    tell({ type: 'failed', undecodable: false });
    await settle();
    expect(bench.waits).toBe(20);
    expect(calls.at(-1)).toBe('play');
  });

  it('gives up on a song that fails again and again, and can be asked to try once more', async () => {
    const { player, tell, settle, failures, store, calls } = await playing();
    for (let i = 0; i < 4; i++) {
      tell({ type: 'failed', undecodable: false });
      await settle();
    }
    expect(failures).toEqual(['a unsupported']);
    expect(store.getState().status).toBe('paused');
    calls.length = 0;
    player.toggle();
    await settle();
    expect(calls.at(0)).toMatch(/^load \/a/);
  });

  it.each([
    ['not_found', 'gone'],
    ['rendition_not_ready', 'not-ready'],
    ['internal', 'error'],
  ] as const)('says why a song with %s cannot be played', async (code, failure) => {
    const { bench, player, settle, failures, store } = createBench();
    bench.errors.push(new ApiError(code, ''));
    player.playFrom(songs, 0);
    await settle();
    expect(failures).toEqual([`a ${failure}`]);
    expect(store.getState().status).toBe('paused');
  });

  it('does not start by itself when it was paused while the URL was on its way', async () => {
    const { player, settle, calls } = createBench();
    player.playFrom(songs, 0);
    player.pause();
    await settle();
    expect(calls).not.toContain('play');
  });
});

describe('streams', () => {
  it('uses a URL until shortly before it ends', async () => {
    const { bench, player, settle } = createBench();
    player.playFrom(songs, 0);
    await settle();
    player.playFrom(songs, 0);
    await settle();
    expect(bench.asked).toEqual(['a']);
    bench.now += 545_000;
    player.playFrom(songs, 0);
    await settle();
    expect(bench.asked).toEqual(['a', 'a']);
  });
});

it('sets the volume by feel and mutes without forgetting it', () => {
  const { player, calls, store } = createBench();
  player.setVolume(0.5);
  player.toggleMute();
  player.setVolume(2);
  expect(calls).toEqual(['volume 0.25 false', 'volume 0.25 true', 'volume 1.00 false']);
  expect(store.getState()).toMatchObject({ volume: 1, muted: false });
});
