interface FileFacts {
  name: string;
  size: number;
  lastModified: number;
  path: string;
}

/**
 * Recognises the same local file after a reload without reading it: size, time, name and path.
 * The path comes last, because a file chosen again by itself has lost its folder.
 */
export function fingerprintOf(facts: FileFacts): string {
  return [
    'v1',
    facts.size.toString(36),
    facts.lastModified.toString(36),
    hash(facts.name),
    hash(facts.path),
  ].join('.');
}

/** Whether two fingerprints can be of the same file, wherever it was picked from. */
export function sameFile(a: string, b: string): boolean {
  return withoutPath(a) === withoutPath(b);
}

export function withoutPath(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.lastIndexOf('.'));
}

/** FNV-1a, 32 bits (draft-eastlake-fnv): short and even, nothing here is secret. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value.toString(36);
}
