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
