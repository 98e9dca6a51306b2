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
