import type { KeyboardEvent } from 'react';
import type { LightboxCommands } from './commands.ts';

/** What keys do, by their names. */
export type Keys = readonly (readonly [key: string, act: () => void])[];

const takesKeys = 'input, textarea, select, [role="menu"], [role="radiogroup"], [role="group"]';

/** Does what a key of the lightbox stands for, where nothing inside has used it. */
export function onKey(event: KeyboardEvent, commands: LightboxCommands, more: Keys): void {
  // What lies in front of the lightbox is its child for React alone.
  if (!event.currentTarget.contains(event.target as Node)) return;
  // The dialog has taken Escape from the browser by then.
  if (event.defaultPrevented && event.key !== 'Escape') return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as Element;
  if (target.closest(takesKeys) && event.key !== 'Escape') return;
  const act = new Map([...ofEvery(commands), ...more]).get(event.key);
  if (!act) return;
  act();
  // The player has keys of its own, which wait until this is closed.
  event.preventDefault();
}

function ofEvery({ leaf, close, toggleFullscreen, stage }: LightboxCommands): Keys {
  return [
    ['ArrowLeft', () => leaf(-1)],
    ['ArrowRight', () => leaf(1)],
    ['Escape', close],
    ['f', toggleFullscreen],
    ['+', () => stage.current?.zoomIn()],
    ['-', () => stage.current?.zoomOut()],
    ['0', () => stage.current?.reset()],
  ];
}
