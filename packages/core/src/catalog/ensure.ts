import { foldName } from '../shared/index.ts';
import type { Album, Artist } from './model.ts';
import type { CatalogueStore } from './ports.ts';

export interface EnsureDeps {
  catalogue: Pick<CatalogueStore, 'ensureArtist' | 'ensureAlbum'>;
  newId: () => string;
}

const SEPARATOR = '\u001f';

/** Ids of the artists of these names, each once, found again by folded name or created. */
export async function ensureArtists(deps: EnsureDeps, names: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const name of names) ids.add((await ensureArtist(deps, name)).id);
  return [...ids];
}

function ensureArtist(deps: EnsureDeps, name: string): Promise<Artist> {
  return deps.catalogue.ensureArtist(artistIdentity(name), { id: deps.newId(), name });
}

/** The album of this title and artist, found again by folded names or created. */
export async function ensureAlbum(
  deps: EnsureDeps,
  album: { title: string; artistName: string; year: number | null; addedAt: Date },
): Promise<Album> {
  const { title, artistName, year, addedAt } = album;
  const { id: artistId } = await ensureArtist(deps, artistName);
  const identity = albumIdentity(artistId, title);
  return deps.catalogue.ensureAlbum(identity, { id: deps.newId(), title, artistId, year, addedAt });
}

/** What two spellings of one artist have in common. */
export function artistIdentity(name: string): string {
  return foldName(name);
}

/** What two spellings of one album of an artist have in common. */
export function albumIdentity(artistId: string, title: string): string {
  return `${artistId}${SEPARATOR}${foldName(title)}`;
}
