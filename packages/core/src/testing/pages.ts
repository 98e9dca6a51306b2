import type { Page, PageRequest, Position } from '../shared/index.ts';

/** Follows a list to its end, with a position that went through JSON like a cursor does. */
export async function collectPages<Item>(
  list: (page: PageRequest<Position>) => Promise<Page<Item, Position>>,
  limit: number,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: Position | null = null;
  do {
    const page: Page<Item, Position> = await list({ limit, ...(after && { after }) });
    if (page.items.length > limit) throw new Error(`A page of ${limit} has more items.`);
    if (page.next && page.items.length < limit) throw new Error('A page in between is not full.');
    items.push(...page.items);
    after = JSON.parse(JSON.stringify(page.next)) as Position | null;
  } while (after);
  return items;
}

/** Texts that engines stumble over, with a name for each. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ['with quotes', `"it's" \\ ''; DROP TABLE songs; -- %s \${x} {{y}} %`],
  ['of emoji', '👩‍👩‍👧‍👦🏴‍☠️ é e\u0301 \u{1d54f}'],
  ['right to left', 'שלום \u202e مرحبا'],
  ['with control characters', 'a\tb\nc\r\u0001\u007f\u2028'],
  ['of 10 kB', 'ß🎵'.repeat(1700)],
  ['that is empty', ''],
];
