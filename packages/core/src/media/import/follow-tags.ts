import { ensureAlbum, ensureArtists, type Song } from '../../catalog/index.ts';
import { foldName } from '../../shared/index.ts';
import type { DescribedSong } from '../process/index.ts';
import type { ImportRunDeps } from './deps.ts';
import { mergeTags } from './imported-tags.ts';
import type { ImportedTags } from './model.ts';

interface Told {
  /** What the import before wrote. */
  before: ImportedTags;
  /** What the file says now, to be remembered. */
  told: ImportedTags;
  now: DescribedSong;
}

/** Brings the tags of a changed file into its song; answers what to remember of them. */
export async function followTags(
  deps: Pick<ImportRunDeps, 'catalogue' | 'newId' | 'clock'>,
  song: Song,
  { before, told, now }: Told,
): Promise<{ changed: boolean; told: ImportedTags }> {
  const albumArtistName = isDecidedByFolder(before, told)
    ? before.albumArtistName
    : told.albumArtistName;
  const change = mergeTags(song, before, { ...now, albumArtistName });
  const fields = {
    ...change.fields,
    ...(change.artistNames && { artistIds: await ensureArtists(deps, change.artistNames) }),
    ...(change.album && {
      albumId: (
        await ensureAlbum(deps, { ...change.album, year: now.year, addedAt: deps.clock.now() })
      ).id,
    }),
  };
  const changed = Object.keys(fields).length > 0;
  if (changed) await deps.catalogue.changeSongs([song.id], fields);
  return { changed, told: { ...told, albumArtistName } };
}

/** Then the artist stays until the whole folder was read and decides again. */
function isDecidedByFolder(before: ImportedTags, told: ImportedTags): boolean {
  const undecided = !before.albumArtistKnown && !told.albumArtistKnown;
  return undecided && foldName(before.albumTitle) === foldName(told.albumTitle);
}
