/** Some of many, others every day, the same all day long. */
export function ofTheDay<T extends { id: string }>(
  items: readonly T[],
  count: number,
  day: Date,
): T[] {
  const seed = `${day.getFullYear()}-${day.getMonth()}-${day.getDate()}`;
  const ranked = items.map((item) => ({ item, rank: hash(seed + item.id) }));
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, count).map(({ item }) => item);
}

/** FNV-1a, 32 bits, with the finaliser of MurmurHash3. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
