import { useEffect } from 'react';
import { create } from 'zustand';
import type { MessageKey } from '../../messages/index.ts';
import { player } from './player.ts';
import { usePlayer } from './store.ts';

const seekMs = 5000;
const volumeStep = 0.05;

/** Elements that use the space bar, the arrows and letters themselves. */
const takesKeys =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], ' +
  '[role="slider"], [role="menu"], [role="listbox"], [role="radiogroup"], [role="group"] [role="radio"]';
const takesSpace = `${takesKeys}, button, a[href], summary, [role="button"], [role="menuitem"]`;

interface Shortcut {
  keys: readonly string[];
  name: MessageKey;
  act: () => void;
  /** Does nothing while there is nothing to play. */
  needsSong?: true;
}

/** Which of the player's panels is open; one at a time. */
export const usePanel = create<{ panel: 'queue' | 'lyrics' | 'playing' | null }>(() => ({
  panel: null,
}));
export const useShortcutHelp = create<{ open: boolean }>(() => ({ open: false }));

function togglePanel(panel: 'queue' | 'lyrics' | 'playing'): void {
  usePanel.setState((state) => ({ panel: state.panel === panel ? null : panel }));
}

const changeVolume = (by: number) => player.setVolume(usePlayer.getState().volume + by);

export const shortcuts: readonly Shortcut[] = [
  { keys: [' '], name: 'keys.toggle', act: () => player.toggle(), needsSong: true },
  { keys: ['ArrowLeft'], name: 'keys.back', act: () => player.skip(-seekMs), needsSong: true },
  { keys: ['ArrowRight'], name: 'keys.forward', act: () => player.skip(seekMs), needsSong: true },
  { keys: ['Shift', 'ArrowLeft'], name: 'keys.previous', act: player.previous, needsSong: true },
  { keys: ['Shift', 'ArrowRight'], name: 'keys.next', act: player.next, needsSong: true },
  { keys: ['Shift', 'ArrowUp'], name: 'keys.louder', act: () => changeVolume(volumeStep) },
  { keys: ['Shift', 'ArrowDown'], name: 'keys.quieter', act: () => changeVolume(-volumeStep) },
  { keys: ['m'], name: 'keys.mute', act: player.toggleMute },
  { keys: ['s'], name: 'keys.shuffle', act: player.toggleShuffle },
  {
    keys: ['r'],
    name: 'keys.repeat',
    act: () => {
      const { repeat } = usePlayer.getState();
      player.setRepeat(repeat === 'off' ? 'all' : repeat === 'all' ? 'one' : 'off');
    },
  },
  { keys: ['q'], name: 'keys.queue', act: () => togglePanel('queue') },
  { keys: ['l'], name: 'keys.lyrics', act: () => togglePanel('lyrics'), needsSong: true },
  { keys: ['?'], name: 'keys.help', act: () => useShortcutHelp.setState({ open: true }) },
];

const byKey = new Map(shortcuts.map((shortcut) => [shortcut.keys.join('+'), shortcut]));

/** Keys drive the player wherever nothing else needs them. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

type Modifiers = 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey';
type KeyPress = Pick<
  KeyboardEvent,
  'key' | Modifiers | 'target' | 'defaultPrevented' | 'preventDefault'
>;

/** Does what a key stands for, unless what has the focus uses it itself. */
export function onKey(event: KeyPress): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const isSign = event.key.length === 1 && event.key !== ' ';
  const shortcut = byKey.get(event.shiftKey && !isSign ? `Shift+${event.key}` : event.key);
  if (!shortcut) return;
  const { status, letterShortcuts } = usePlayer.getState();
  if ((isSign && !letterShortcuts) || (shortcut.needsSong && status === 'idle')) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(event.key === ' ' ? takesSpace : takesKeys)) return;
  event.preventDefault();
  shortcut.act();
}
