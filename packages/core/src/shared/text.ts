/**
 * Form of a name used to recognise the same artist or album: compatibility-decomposed, without
 * combining marks, lower case, single spaces. Display names keep their spelling.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

const SORT_KEY_CODE_POINTS = 100;

/**
 * What titles are ordered by, code point by code point: folded, and so short that it fits in
 * every engine's index and in a page cursor. Longer titles that begin alike are ordered by id.
 */
export function titleSortKey(title: string): string {
  return Array.from(foldName(title)).slice(0, SORT_KEY_CODE_POINTS).join('');
}
