import type { Page, PageRequest, Position } from '@madrigal/core/shared';

/** What a catalogue answers at once. */
export const AT_ONCE = 500;

/** Everything in a list, page by page. */
export async function* walk<Entry>(
  list: (page: PageRequest<Position>) => Promise<Page<Entry, Position>>,
): AsyncGenerator<Entry> {
  let request: PageRequest<Position> | null = { limit: AT_ONCE };
  while (request) {
    const page: Page<Entry, Position> = await list(request);
    yield* page.items;
    request = page.next && { limit: AT_ONCE, after: page.next };
  }
}
