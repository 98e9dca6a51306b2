import { isAbsolute, relative, sep } from 'node:path';

/** True for a folder itself and for all that is below it. Both paths are absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}
