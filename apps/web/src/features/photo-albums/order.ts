interface Id {
  id: string;
}

/** Longest run that one request moves. */
const longestRun = 500;

/** A list in pages with one item moved: the pages keep their lengths. */
export function movedInPages<
  T extends Id,
  Page extends { items: T[] },
  Data extends { pages: Page[] },
>(data: Data, from: number, to: number): Data {
  const items = data.pages.flatMap((page) => page.items);
  const item = items[from];
  if (!item) return data;
  const moved = items.toSpliced(from, 1).toSpliced(to, 0, item);
  let at = 0;
  const pages = data.pages.map((page) => {
    const start = at;
    at += page.items.length;
    return { ...page, items: moved.slice(start, at) };
  });
  return { ...data, pages };
}

/** What an item follows once it was moved; null for nothing. */
export function predecessorOf(items: readonly Id[], from: number, to: number): string | null {
  const others = items.toSpliced(from, 1);
  return others[to - 1]?.id ?? null;
}

/**
 * Where some items of a list stand: runs of them in order, and what each run follows. Put back in this
 * order, every one of them stands where it was.
 */
export function placesOf(
  list: readonly Id[],
  items: readonly Id[],
): { mediaIds: string[]; after: string | null }[] {
  const chosen = new Set(items.map(({ id }) => id));
  const places: { mediaIds: string[]; after: string | null }[] = [];
  let run: string[] | null = null;
  list.forEach(({ id }, index) => {
    if (!chosen.has(id)) {
      run = null;
    } else if (run && run.length < longestRun) {
      run.push(id);
    } else {
      run = [id];
      places.push({ mediaIds: run, after: list[index - 1]?.id ?? null });
    }
  });
  return places;
}
