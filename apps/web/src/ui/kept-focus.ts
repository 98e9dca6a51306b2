import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { type FocusEvent, useState } from 'react';

/**
 * Keeps the row that has the focus drawn, however far it is scrolled away: otherwise the focus is
 * lost with it. Rows carry their index as `data-row`.
 */
export function useKeptFocus() {
  const [focused, setFocused] = useState<number | null>(null);
  return {
    focused,
    onFocus: (event: FocusEvent) => setFocused(rowOf(event.target)),
    onBlur: () => setFocused(null),
  };
}

function rowOf(element: Element): number | null {
  const row = element.closest<HTMLElement>('[data-row]');
  return row ? Number(row.dataset.row) : null;
}

/** The rows in view and some more, each once and in their order. */
export function rangeWith(range: Range, more: readonly (number | null)[]): number[] {
  const also = more.filter((index) => index !== null && index >= 0 && index < range.count);
  return [...new Set([...defaultRangeExtractor(range), ...(also as number[])])].sort(
    (a, b) => a - b,
  );
}
