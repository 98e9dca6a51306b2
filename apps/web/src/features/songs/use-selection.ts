import type { Song } from '@madrigal/contract';
import { useCallback, useMemo, useState } from 'react';

export type SelectHow = 'toggle' | 'range';

export interface Selection {
  /** Those of the list that are selected, in its order. */
  songs: readonly Song[];
  has: (songId: string) => boolean;
  active: boolean;
  /** Selects or deselects a row, or everything from the last one to it. */
  select: (index: number, how: SelectHow) => void;
  selectAll: () => void;
  clear: () => void;
}

interface State {
  ids: ReadonlySet<string>;
  anchor: number;
}

const nothing: State = { ids: new Set(), anchor: 0 };

/** Which songs of a list are selected. */
export function useSelection(list: readonly Song[]): Selection {
  const [{ ids }, setState] = useState(nothing);
  const select = useCallback(
    (index: number, how: SelectHow) =>
      setState((before) => {
        const ids = new Set(before.ids);
        const id = list[index]?.id;
        if (id === undefined) return before;
        if (how === 'toggle') {
          if (!ids.delete(id)) ids.add(id);
        } else {
          const [from, to] = [before.anchor, index].sort((a, b) => a - b) as [number, number];
          for (const song of list.slice(from, to + 1)) ids.add(song.id);
        }
        return { ids, anchor: index };
      }),
    [list],
  );
  const songs = useMemo(() => list.filter(({ id }) => ids.has(id)), [list, ids]);
  return {
    songs,
    has: (songId) => ids.has(songId),
    active: songs.length > 0,
    select,
    selectAll: () => setState({ ids: new Set(list.map(({ id }) => id)), anchor: 0 }),
    clear: () => setState(nothing),
  };
}
