import type { FavouriteKind } from '@madrigal/contract';
import type { AlbumSummary, ArtistSummary, Song } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import type { LibraryDeps } from './deps.ts';
import type { Period, Played, PlayTotals } from './model.ts';
import { visibleAlbums, visibleArtists, visibleSongs } from './visible.ts';

export interface PlayStatistics {
  totals: PlayTotals;
  songs: (Played & { song: Song })[];
  albums: (Played & { album: AlbumSummary })[];
  artists: (Played & { artist: ArtistSummary })[];
  genres: (Played & { name: string })[];
  /** Days of the caller's time zone. */
  days: (Played & { day: string })[];
}

/** What the caller played most in a period, and how much in all. */
export async function getPlayStatistics(
  deps: LibraryDeps,
  { userId }: Caller,
  period: Period,
  { limit, timeZone }: { limit: number; timeZone: string },
): Promise<PlayStatistics> {
  const most = (kind: FavouriteKind) => deps.library.listMostPlayed(userId, kind, period, limit);
  const [totals, songs, albums, artists, genres, days] = await Promise.all([
    deps.library.getPlayTotals(userId, period),
    most('song').then((rows) => join(rows, (ids) => visibleSongs(deps, ids))),
    most('album').then((rows) => join(rows, (ids) => visibleAlbums(deps, ids))),
    most('artist').then((rows) => join(rows, (ids) => visibleArtists(deps, ids))),
    deps.library.listMostPlayedGenres(userId, period, limit),
    deps.library.listPlayedDays(userId, period, timeZone),
  ]);
  return {
    totals,
    songs: songs.map(({ item: song, ...played }) => ({ song, ...played })),
    albums: albums.map(({ item: album, ...played }) => ({ album, ...played })),
    artists: artists.map(({ item: artist, ...played }) => ({ artist, ...played })),
    genres,
    days,
  };
}

async function join<Item>(
  rows: (Played & { id: string })[],
  find: (ids: string[]) => Promise<Map<string, Item>>,
): Promise<(Played & { item: Item })[]> {
  const items = await find(rows.map((row) => row.id));
  return rows.flatMap(({ id, plays, msPlayed }) => {
    const item = items.get(id);
    return item ? [{ item, plays, msPlayed }] : [];
  });
}
