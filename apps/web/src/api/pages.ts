import { infiniteQueryOptions } from '@tanstack/react-query';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A keyset-paged list, read as far as it is needed. */
export function pagedQuery<T>(
  queryKey: readonly unknown[],
  read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.nextCursor ?? undefined,
  });
}

type Pages<T> = { pages: readonly { items: readonly T[] }[] } | undefined;

/**
 * All items that are loaded, each once: one that moved while pages were read may be on two of them.
 * Those without an id need a key.
 */
export function itemsOf<T extends { id: string }>(data: Pages<T>): T[];
export function itemsOf<T>(data: Pages<T>, keyOf: (item: T) => string): T[];
export function itemsOf<T extends { id?: string }>(
  data: Pages<T>,
  keyOf: (item: T) => string = ({ id }) => id ?? '',
): T[] {
  const known = new Map<string, T>();
  for (const { items } of data?.pages ?? []) {
    for (const item of items) if (!known.has(keyOf(item))) known.set(keyOf(item), item);
  }
  return [...known.values()];
}

/** Reads on from a cursor, page by page; an empty answer means that there are no more. */
export function pagesAfter<T>(
  read: (cursor: string) => Promise<Page<T>>,
  cursor: string | null,
): () => Promise<readonly T[]> {
  let next = cursor;
  return async () => {
    if (!next) return [];
    const page = await read(next);
    next = page.nextCursor;
    return page.items;
  };
}

/** All items of a list, up to a limit. */
export async function readAll<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  limit: number,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && items.length < limit);
  return items;
}
