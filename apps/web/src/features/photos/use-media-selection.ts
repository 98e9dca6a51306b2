import type { MediaItem } from '@madrigal/contract';
import { useCallback, useMemo, useState } from 'react';

export interface MediaSelection {
  /** Those of the list that are selected, in its order. */
  items: readonly MediaItem[];
  has: (id: string) => boolean;
  /** Selects or deselects one, or everything from the last one to it. */
  select: (index: number, range: boolean) => void;
  /** Selects all of these, or none of them where all are. */
  toggleAll: (ids: readonly string[]) => void;
  clear: () => void;
}

interface State {
  ids: ReadonlySet<string>;
  anchor: number;
}

const nothing: State = { ids: new Set(), anchor: 0 };

/** Which items of a timeline are selected. */
export function useMediaSelection(list: readonly MediaItem[]): MediaSelection {
  const [{ ids }, setState] = useState(nothing);
  const select = useCallback(
    (index: number, range: boolean) =>
      setState((before) => {
        const next = new Set(before.ids);
        const id = list[index]?.id;
        if (id === undefined) return before;
        if (range && before.ids.size > 0) {
          const [from, to] = [before.anchor, index].sort((a, b) => a - b) as [number, number];
          for (const item of list.slice(from, to + 1)) next.add(item.id);
        } else if (!next.delete(id)) next.add(id);
        return { ids: next, anchor: index };
      }),
    [list],
  );
  const toggleAll = useCallback(
    (some: readonly string[]) =>
      setState((before) => {
        const next = new Set(before.ids);
        const all = some.every((id) => next.has(id));
        for (const id of some) all ? next.delete(id) : next.add(id);
        return { ...before, ids: next };
      }),
    [],
  );
  const items = useMemo(() => list.filter(({ id }) => ids.has(id)), [list, ids]);
  const clear = useCallback(() => setState(nothing), []);
  return { items, has: (id) => ids.has(id), select, toggleAll, clear };
}
