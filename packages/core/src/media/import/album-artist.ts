import { foldName } from '../../shared/index.ts';
import { VARIOUS_ARTISTS } from '../process/index.ts';

/** `Ada feat. Bert`, `Ada (ft. Bert)`: the guests of one song do not make another album. */
const GUESTS = /\s+[([]?(?:feat\.?|ft\.?|featuring)\s.*$/i;

/**
 * Whose album it is when its files do not say: the one artist they all begin with, guests aside,
 * else various artists.
 */
export function albumArtistOf(firstArtists: readonly string[]): string {
  const hosts = firstArtists.map((name) => name.replace(GUESTS, ''));
  const different = new Map(hosts.map((name) => [foldName(name), name]));
  const [only] = different.values();
  return different.size === 1 && only !== undefined ? only : VARIOUS_ARTISTS;
}
