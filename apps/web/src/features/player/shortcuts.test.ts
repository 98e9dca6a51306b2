import type { Song, Stream } from '@madrigal/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { queueOf } from './queue.ts';
import { onKey, shortcuts, usePanel, useShortcutHelp } from './shortcuts.ts';
import { initialState, usePlayer } from './store.ts';

// The player of the page, without the elements of a document.
vi.mock('./player.ts', async () => {
  const { createPlayer } = await import('./controller.ts');
  const { createStreams } = await import('./streams.ts');
  const { usePlayer: store } = await import('./store.ts');
  const nothing = () => undefined;
  const audio = {
    ...{ load: nothing, prepare: nothing, takeOver: () => false, play: async () => undefined },
    ...{ endEarly: nothing, pause: nothing, unload: nothing, seek: nothing },
    ...{ setGain: nothing, setVolume: nothing, listen: nothing },
  };
  const stream = async () => ({ url: '/', expiresAt: '2099-01-01T00:00:00.000Z' }) as Stream;
  const player = createPlayer({
    ...{ store, audio, streams: createStreams(stream, () => 0) },
    ...{
      isAway: async () => false,
      wait: async () => undefined,
      now: () => 0,
      random: () => 0,
      onFailure: nothing,
    },
  });
  return { player };
});

/** What the selectors of `closest` are tried on. */
class FakeElement {
  readonly selector: string;
  constructor(selector: string) {
    this.selector = selector;
  }
  closest(selectors: string) {
    return selectors.split(', ').includes(this.selector) ? this : null;
  }
}
vi.stubGlobal('Element', FakeElement);

/** Presses keys, as the table of shortcuts names them, and answers whether they were taken. */
function press(name: string, target: string | null = null, held: { ctrlKey?: true } = {}): boolean {
  const key = name.replace('Shift+', '');
  let taken = false;
  onKey({
    key,
    // Most keyboards have the question mark there.
    shiftKey: key !== name || key === '?',
    ...{ ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, ...held },
    target: target === null ? null : (new FakeElement(target) as unknown as EventTarget),
    preventDefault: () => {
      taken = true;
    },
  });
  return taken;
}

const seen = () => {
  const { queue, ...state } = usePlayer.getState();
  const { panel } = usePanel.getState();
  return { ...state, index: queue.index, panel, help: useShortcutHelp.getState().open };
};

/** What each press in a row leads to, from 20 s into the second of three songs. */
const effects: Record<string, readonly Partial<ReturnType<typeof seen>>[]> = {
  ' ': [{ status: 'paused' }, { status: 'loading' }],
  ArrowLeft: [{ positionMs: 15_000, index: 1 }, { positionMs: 10_000 }],
  ArrowRight: [{ positionMs: 25_000, index: 1 }, { positionMs: 30_000 }],
  'Shift+ArrowLeft': [{ positionMs: 0, index: 1 }, { index: 0 }],
  'Shift+ArrowRight': [{ positionMs: 0, index: 2 }],
  'Shift+ArrowUp': [{ volume: 0.55 }, { volume: 0.6 }],
  'Shift+ArrowDown': [{ volume: 0.45 }, { volume: 0.4 }],
  m: [{ muted: true }, { muted: false }],
  s: [{ shuffle: true }, { shuffle: false }],
  r: [{ repeat: 'all' }, { repeat: 'one' }, { repeat: 'off' }],
  q: [{ panel: 'queue' }, { panel: null }],
  l: [{ panel: 'lyrics' }, { panel: null }],
  '?': [{ help: true }],
};

const names = shortcuts.map(({ keys }) => keys.join('+'));
const songs = ['a', 'b', 'c'].map((id) => ({ id, durationMs: 60_000, album: { id } }) as Song);

beforeEach(() => {
  const queue = queueOf(songs, 1);
  const place = { status: 'playing', positionMs: 20_000, durationMs: 60_000 } as const;
  usePlayer.setState({ ...initialState, queue, ...place, volume: 0.5 }, true);
  usePanel.setState({ panel: null });
  useShortcutHelp.setState({ open: false });
});

describe('the keys of the player', () => {
  it('are all tried here', () => {
    expect(Object.keys(effects).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('do what they say: %j', (name) => {
    for (const { volume, ...expected } of effects[name] ?? []) {
      expect(press(name)).toBe(true);
      expect(seen()).toMatchObject(expected);
      if (volume !== undefined) expect(seen().volume).toBeCloseTo(volume);
    }
  });

  it.each(names)('are left to fields to type in, and to the browser: %j', (name) => {
    const before = seen();
    expect(press(name, 'input')).toBe(false);
    expect(press(name, null, { ctrlKey: true })).toBe(false);
    expect(seen()).toEqual(before);
  });

  it('leave the space bar to buttons, but no other key', () => {
    expect(press(' ', 'button')).toBe(false);
    expect(press('m', 'button')).toBe(true);
  });

  it('are no letters or signs where these are turned off', () => {
    usePlayer.setState({ letterShortcuts: false });
    const taken = names.filter((name) => press(name));
    expect(taken).toEqual(names.filter((name) => name === ' ' || name.length > 1));
  });

  it('do nothing to a song while there is none', () => {
    usePlayer.setState(initialState, true);
    const taken = names.filter((name) => press(name));
    expect(taken).toEqual(['Shift+ArrowUp', 'Shift+ArrowDown', 'm', 's', 'r', 'q', '?']);
  });
});
