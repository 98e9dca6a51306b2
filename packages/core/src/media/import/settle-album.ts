import { ensureAlbum, type Song } from '../../catalog/index.ts';
import { foldName } from '../../shared/index.ts';
import { albumArtistOf } from './album-artist.ts';
import type { ImportRunDeps } from './deps.ts';
import type { ImportedFile, ImportedTags } from './model.ts';

const BATCH = 500;

interface Member {
  file: ImportedFile;
  songId: string;
  tags: ImportedTags;
}

/**
 * Once the files of a folder are read: gives albums whose files do not say whose they are to the one
 * artist of all their songs, or to various artists. Songs that were moved by hand stay where they are.
 */
export async function settleAlbum(
  deps: Pick<ImportRunDeps, 'imports' | 'catalogue' | 'newId' | 'clock'>,
  folder: string,
  albumPath: string,
): Promise<void> {
  const files = await deps.imports.listFilesOfAlbum(folder, albumPath);
  const members = files.flatMap((file): Member[] => {
    const { songId, tags } = file;
    return tags === null || tags.albumArtistKnown ? [] : [{ file, songId, tags }];
  });
  for (const album of Map.groupBy(members, ({ tags }) => foldName(tags.albumTitle)).values()) {
    const artistName = albumArtistOf(album.map(({ tags }) => tags.artistNames[0] ?? ''));
    const strays = album.filter(
      ({ tags }) => foldName(tags.albumArtistName) !== foldName(artistName),
    );
    for (let start = 0; start < strays.length; start += BATCH) {
      await refile(deps, strays.slice(start, start + BATCH), artistName);
    }
  }
}

async function refile(
  deps: Pick<ImportRunDeps, 'imports' | 'catalogue' | 'newId' | 'clock'>,
  strays: readonly Member[],
  artistName: string,
): Promise<void> {
  const [first] = strays;
  if (!first) return;
  const { albumTitle: title, year } = first.tags;
  const songs = new Map(
    (await deps.catalogue.getSongs(strays.map(({ songId }) => songId))).map((song) => [
      song.id,
      song,
    ]),
  );
  const untouched = strays.filter((stray) => isWhereFiled(songs.get(stray.songId), stray.tags));
  if (untouched.length === 0) return;
  const album = await ensureAlbum(deps, { title, artistName, year, addedAt: deps.clock.now() });
  const songIds = untouched.map(({ songId }) => songId);
  await deps.catalogue.changeSongs(songIds, { albumId: album.id });
  for (const { file, tags } of untouched) {
    await deps.imports.changeTags(file, { ...tags, albumArtistName: artistName });
  }
}

function isWhereFiled(song: Song | undefined, tags: ImportedTags): boolean {
  return (
    song !== undefined &&
    foldName(song.album.title) === foldName(tags.albumTitle) &&
    foldName(song.album.artistName) === foldName(tags.albumArtistName)
  );
}
