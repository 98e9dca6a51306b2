import type { StoreApi } from 'zustand';
import { initialState, type PlayerSettings, type PlayerState } from './store.ts';

const storageKey = 'madrigal.player';

const valid: { [K in keyof PlayerSettings]: (value: unknown) => boolean } = {
  volume: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  shuffle: (value) => typeof value === 'boolean',
  repeat: (value) => ['off', 'all', 'one'].includes(String(value)),
  normalisation: (value) => ['off', 'song', 'album'].includes(String(value)),
  crossfadeSeconds: (value) => typeof value === 'number' && value >= 0 && value <= 12,
  letterShortcuts: (value) => typeof value === 'boolean',
};
const names = Object.keys(valid) as (keyof PlayerSettings)[];

/** Brings back how someone likes to listen, and keeps what they change. */
export function keepSettings(store: Pick<StoreApi<PlayerState>, 'setState' | 'subscribe'>): void {
  try {
    store.setState(read(localStorage.getItem(storageKey)));
    store.subscribe((state, before) => {
      if (names.every((name) => state[name] === before[name])) return;
      const settings = Object.fromEntries(names.map((name) => [name, state[name]]));
      localStorage.setItem(storageKey, JSON.stringify(settings));
    });
  } catch {
    // Storage is blocked: the settings last as long as the page.
  }
}

function read(text: string | null): Partial<PlayerState> {
  const stored = JSON.parse(text ?? '{}') as Record<string, unknown>;
  const settings = names.map((name) => [
    name,
    valid[name](stored[name]) ? stored[name] : initialState[name],
  ]);
  return Object.fromEntries(settings) as Partial<PlayerState>;
}
