import type { Song, Stream } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ApiError } from '../../api/problem.ts';
import type { Audio, AudioEvent } from './audio.ts';
import { createPlayer } from './controller.ts';
import { type MoreSongs, queueOf } from './queue.ts';
import { initialState, type PlayerState } from './store.ts';
import { createStreams } from './streams.ts';

const unmeasured = { integratedLufs: null, truePeakDbtp: null };
const song = (id: string) =>
  ({
    id,
    title: id,
    durationMs: 60_000,
    album: { id: `album of ${id}` },
    loudness: unmeasured,
  }) as Song;
const songs = ['a', 'b', 'c'].map(song);

/** A player on an output that the test drives. */
function createBench() {
  const store = createStore<PlayerState>(() => initialState);
  const calls: string[] = [];
  const failures: string[] = [];
  /** Of what was prepared. */
  const gains: number[] = [];
  let tell: (event: AudioEvent) => void = () => {};
  const audio: Audio = {
    load: (url, positionMs) => void calls.push(`load ${url} at ${positionMs}`),
    prepare: (url, gain) => {
      calls.push(`prepare ${url}`);
      gains.push(gain);
    },
    takeOver: (url, fadeMs) => {
      calls.push(`take over ${url} within ${fadeMs}`);
      return bench.takesOver;
    },
    play: async () => void calls.push('play'),
    endEarly: () => void calls.push('end early'),
    pause: () => void calls.push('pause'),
    unload: () => void calls.push('unload'),
    seek: (positionMs) => void calls.push(`seek ${positionMs}`),
    setGain: (gain) => {
      bench.gain = gain;
    },
    setVolume: (volume, muted) => void calls.push(`volume ${volume.toFixed(2)} ${muted}`),
    listen: (listener) => {
      tell = listener;
    },
  };
  const bench = {
    store,
    calls,
    failures,
    gains,
    asked: [] as string[],
    now: 0,
    /** Thrown by the next requests for a URL. */
    errors: [] as Error[],
    waits: 0,
    /** What is answered when it is asked whether the bytes are away. */
    away: [] as boolean[],
    gain: 1,
    albumLoudness: unmeasured as Song['loudness'],
    takesOver: true,
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
    const expiresAt = new Date(bench.now + 600_000).toISOString();
    return { url, expiresAt, albumLoudness: bench.albumLoudness } as Stream;
  };
  const player = createPlayer({
    store,
    audio,
    streams: createStreams(fetchStream, () => bench.now),
    isAway: async () => bench.away.shift() ?? false,
    wait: async () => void bench.waits++,
    now: () => bench.now,
    random: () => 0,
    onFailure: (failed, failure) => failures.push(`${failed.id} ${failure}`),
  });
  calls.length = 0;
  return { ...bench, bench, player };
}

function order(store: { getState(): PlayerState }): string {
  return store
    .getState()
    .queue.entries.map((entry) => entry.song.id)
    .join('');
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
    expect(order(store)).toBe('abcd');
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

describe('from one song to the next', () => {
  it('fetches the next song ahead and goes on with it at once', async () => {
    const { time, tell, settle, calls, store } = await playing();
    time(40_000);
    await settle();
    time(41_000);
    await settle();
    tell({ type: 'ended' });
    expect(calls).toEqual(['prepare /b/2', 'take over /b/2 within 0']);
    expect(store.getState()).toMatchObject({ queue: { index: 1 }, positionMs: 0 });
  });

  it('has the end told early once what follows is at hand, so that there is no gap', async () => {
    const { bench, time, settle, calls, store } = await playing();
    time(50_000);
    await settle();
    time(59_400);
    expect(calls).not.toContain('end early');
    time(59_700);
    expect(calls).toContain('end early');
    calls.length = 0;
    store.setState({ sleep: 'end-of-song' });
    bench.time(59_800);
    expect(calls).toEqual([]);
  });

  it('loads it anew when what was fetched cannot be used', async () => {
    const { bench, time, tell, settle, calls } = await playing();
    bench.takesOver = false;
    time(40_000);
    await settle();
    tell({ type: 'ended' });
    await settle();
    expect(calls).toContain('load /b/2 at 0');
  });

  it('fades into it when that is wanted', async () => {
    const { player, time, settle, calls, store } = await playing();
    player.setCrossfade(4);
    time(50_000);
    await settle();
    time(55_900);
    expect(store.getState().queue.index).toBe(0);
    time(56_100);
    expect(calls).toContain('take over /b/2 within 4000');
    expect(store.getState().queue.index).toBe(1);
  });

  it('does not fade between songs of one album', async () => {
    const all = createBench();
    const ofAlbum = songs.map((one) => ({ ...one, album: { id: 'same' } }) as Song);
    all.player.setCrossfade(4);
    all.player.playFrom(ofAlbum, 0);
    await all.settle();
    all.tell({ type: 'playing' });
    all.time(50_000);
    await all.settle();
    all.time(57_000);
    expect(all.calls.filter((call) => call.startsWith('take over'))).toEqual([]);
  });

  it('repeats one song, or all of them', async () => {
    const { player, tell, settle, calls, store } = await playing(2);
    player.setRepeat('one');
    tell({ type: 'ended' });
    expect(calls).toEqual(['seek 0', 'play']);
    player.setRepeat('all');
    tell({ type: 'ended' });
    await settle();
    expect(store.getState().queue.index).toBe(0);
  });
});

describe('the queue', () => {
  it('starts with what is added first, without playing it', () => {
    const { player, store } = createBench();
    player.addToQueue([song('x')]);
    player.playNext([song('y')]);
    expect(order(store)).toBe('xy');
    expect(store.getState()).toMatchObject({ status: 'paused', queue: { index: 0 } });
  });

  it('goes on where it was left', async () => {
    const { player, store, settle, calls } = createBench();
    player.restore(queueOf(songs, 1), 30_000);
    expect(store.getState()).toMatchObject({ status: 'paused', durationMs: 60_000 });
    player.toggle();
    await settle();
    expect(calls).toEqual(['load /b/1 at 30000', 'play']);
  });

  it('plays in any order and comes back to the right one', async () => {
    const { player, store } = createBench();
    player.playShuffled(songs);
    expect(order(store)).toBe('acb');
    player.toggleShuffle();
    expect(order(store)).toBe('abc');
  });

  it('forgets also what would have been fetched', async () => {
    const { player, store, settle } = await playing(0, async () => [song('d')]);
    player.clearUpcoming();
    player.jumpTo(0);
    await settle();
    expect(order(store)).toBe('a');
  });
});

describe('the sleep timer', () => {
  it('stops at its time', async () => {
    const { bench, player, time, store } = await playing();
    player.sleepAt(5000);
    bench.now = 4999;
    time(1000);
    expect(store.getState().status).toBe('playing');
    bench.now = 5000;
    time(1200);
    expect(store.getState()).toMatchObject({ status: 'paused', sleep: null });
  });

  it('stops at the end of the song', async () => {
    const { player, tell, store } = await playing();
    player.sleepAt('end-of-song');
    tell({ type: 'ended' });
    expect(store.getState()).toMatchObject({ status: 'paused', sleep: null, queue: { index: 0 } });
  });
});

it('plays loud songs more quietly, unless told not to', async () => {
  const { bench, player, settle } = createBench();
  const loudness = { integratedLufs: -8, truePeakDbtp: 0 };
  player.playFrom([{ ...song('a'), loudness }], 0);
  await settle();
  expect(bench.gain).toBeCloseTo(0.501);
  player.setNormalisation('off');
  expect(bench.gain).toBe(1);
});

it('plays a song as loud as its album asks for, alone in the queue too, ahead and at once', async () => {
  const { bench, player, settle, tell, time, gains } = createBench();
  bench.albumLoudness = { integratedLufs: -20, truePeakDbtp: -12 };
  const loud = { ...song('a'), loudness: { integratedLufs: -8, truePeakDbtp: 0 } };
  player.playFrom([loud, { ...song('b'), loudness: loud.loudness }], 0);
  await settle();
  tell({ type: 'playing' });
  expect(bench.gain).toBeCloseTo(0.501);
  player.setNormalisation('album');
  expect(bench.gain).toBeCloseTo(1.995);
  time(40_000);
  await settle();
  expect(gains.at(-1)).toBeCloseTo(1.995);
  player.setNormalisation('song');
  expect(bench.gain).toBeCloseTo(0.501);
});

describe('trouble', () => {
  it('renews an expired URL and goes on where it was', async () => {
    const { tell, time, settle, calls, store } = await playing();
    time(30_000);
    tell({ type: 'failed', undecodable: false });
    expect(store.getState()).toMatchObject({ retrying: true, status: 'loading' });
    await settle();
    expect(calls).toEqual(['load /a/3 at 30000', 'play']);
    tell({ type: 'playing' });
    expect(store.getState()).toMatchObject({ retrying: false, status: 'playing' });
  });

  it('renews what expired during a pause before a sound is heard', async () => {
    const { bench, player, time, settle, calls } = await playing();
    time(5000);
    player.pause();
    bench.now = 540_000; // The URL lasts until 600,000, and the song for 55,000 more.
    player.play();
    expect(calls).toEqual(['pause', 'play']);
    player.pause();
    bench.now = 550_000;
    player.play();
    await settle();
    expect(calls).toEqual(['pause', 'play', 'pause', 'load /a/3 at 5000', 'play']);
  });

  it('begins no song with a URL that expires within it', async () => {
    const { bench, tell, time, settle, asked, calls } = await playing();
    time(1000);
    await settle();
    expect(asked).toEqual(['a', 'b']);
    bench.now = 500_000;
    time(59_000);
    await settle();
    expect(asked).toEqual(['a', 'b', 'b']);
    tell({ type: 'ended' });
    expect(calls).toEqual(['prepare /b/3', 'take over /b/3 within 0']);
  });

  it('leaps in a song whose URL has expired with a new one', async () => {
    const { bench, player, settle, calls } = await playing();
    bench.now = 599_000;
    player.seek(40_000);
    bench.now = 600_000;
    player.seek(50_000);
    await settle();
    expect(calls).toEqual(['seek 40000', 'load /a/2 at 50000', 'play']);
  });

  it('repeats a song with a new URL once the old one would expire', async () => {
    const { bench, player, tell, settle, calls } = await playing();
    player.setRepeat('one');
    tell({ type: 'ended' });
    expect(calls).toEqual(['seek 0', 'play']);
    bench.now = 560_000;
    tell({ type: 'ended' });
    await settle();
    expect(calls.slice(2)).toEqual(['seek 0', 'load /a/2 at 0', 'play']);
  });

  it('waits for the server as long as the song is wanted', async () => {
    const { bench, tell, settle, calls } = await playing();
    bench.errors.push(...Array.from({ length: 20 }, () => new ApiError('network', '')));
    tell({ type: 'failed', undecodable: false });
    await settle();
    expect(bench.waits).toBe(20);
    expect(calls.at(-1)).toBe('play');
  });

  it('waits for the bytes as long as nobody answers for them', async () => {
    const { bench, tell, time, settle, failures, calls } = await playing();
    time(30_000);
    bench.away = Array.from({ length: 20 }, () => true);
    for (let i = 0; i < 24; i++) {
      tell({ type: 'failed', undecodable: false });
      await settle();
    }
    expect(failures).toEqual([]);
    expect(calls.slice(-2)).toEqual(['load /a/26 at 30000', 'play']);
  });

  it('asks nobody for the bytes of a song that is not wanted any more', async () => {
    const { bench, player, tell, settle, failures, calls } = await playing();
    bench.away = [true];
    for (let i = 0; i < 4; i++) {
      tell({ type: 'failed', undecodable: false });
      await settle();
    }
    tell({ type: 'failed', undecodable: false });
    player.next();
    await settle();
    expect(failures).toEqual([]);
    expect(calls.filter((call) => call.startsWith('load')).at(-1)).toMatch(/^load \/b/);
  });

  it('gives up on a song that fails again and again, and can be asked to try once more', async () => {
    const { bench, player, tell, settle, failures, store, calls } = await playing();
    for (let i = 0; i < 5; i++) {
      tell({ type: 'failed', undecodable: false });
      await settle();
    }
    // The first new URL is asked for at once; then whoever has the bytes is given time.
    expect(bench.waits).toBe(3);
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
