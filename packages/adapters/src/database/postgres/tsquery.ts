/** A word as tsquery takes it literally (PostgreSQL, "8.11.2. tsquery"). */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}

/** Any word that begins like this one, in tsquery's syntax. */
export function begun(word: string): string {
  return `${quoted(word)}:*`;
}

/** A tsquery for one of the alternatives of every word. */
export function allOf(words: readonly (readonly string[])[]): string {
  return words.map((alternatives) => `(${alternatives.join(' | ')})`).join(' & ');
}
