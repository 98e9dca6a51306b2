import { useEffect } from 'react';
import { player } from './player.ts';
import { usePlayer } from './store.ts';

const seekMs = 5000;
const volumeStep = 0.05;

/** Elements that use the space bar and the arrows themselves. */
const takesKeys =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], ' +
  '[role="slider"], [role="menu"], [role="listbox"], [role="radiogroup"], [role="group"] [role="radio"]';
const takesSpace = `${takesKeys}, button, a[href], summary, [role="button"], [role="menuitem"]`;

const shortcuts: Record<string, () => void> = {
  ' ': () => player.toggle(),
  ArrowLeft: () => player.skip(-seekMs),
  ArrowRight: () => player.skip(seekMs),
  'Shift+ArrowLeft': () => player.previous(),
  'Shift+ArrowRight': () => player.next(),
  'Shift+ArrowUp': () => player.setVolume(usePlayer.getState().volume + volumeStep),
  'Shift+ArrowDown': () => player.setVolume(usePlayer.getState().volume - volumeStep),
};

/** Space and arrows drive the player wherever nothing else needs them. */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = shortcuts[event.shiftKey ? `Shift+${event.key}` : event.key];
  const target = event.target instanceof Element ? event.target : null;
  if (!act || target?.closest(event.key === ' ' ? takesSpace : takesKeys)) return;
  if (usePlayer.getState().status === 'idle') return;
  event.preventDefault();
  act();
}
