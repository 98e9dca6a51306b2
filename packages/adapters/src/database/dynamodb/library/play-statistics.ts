import type { FavouriteKind } from '@madrigal/contract';
import type { CatalogueStore, Song } from '@madrigal/core/catalog';
import type { Period, Played, PlayStore } from '@madrigal/core/library';
import { MadrigalError, titleSortKey } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { playsIn } from './plays.ts';

type Statistics = Pick<
  PlayStore,
  'listMostPlayed' | 'listMostPlayedGenres' | 'listPlayedDays' | 'getPlayTotals'
>;

/** The catalogue takes so many ids at once. */
const SONGS_AT_ONCE = 500;

/** What was played, added up from a listener's plays in the period and the catalogue as it is now. */
export function createPlayStatistics(
  table: Table,
  catalogue: Pick<CatalogueStore, 'getSongs'>,
): Statistics {
  const played = (userId: string, period: Period) => playedSongs(table, catalogue, userId, period);
  return {
    listMostPlayed: async (userId, kind, period, limit) =>
      most(await played(userId, period), limit, (song) =>
        idsOf(kind, song).map((id) => ({ key: id, name: id })),
      ).map(({ name, ...rest }) => ({ id: name, ...rest })),
    listMostPlayedGenres: async (userId, period, limit) =>
      most(await played(userId, period), limit, ({ genres }) =>
        genres.map((name) => ({ key: titleSortKey(name), name })),
      ),
    listPlayedDays: (userId, period, timeZone) => listDays(table, userId, period, timeZone),
    getPlayTotals: async (userId, period) => totalsOf(await played(userId, period)),
  };
}

interface PlayedSong extends Played {
  song: Song;
}

async function playedSongs(
  table: Table,
  catalogue: Pick<CatalogueStore, 'getSongs'>,
  userId: string,
  period: Period,
): Promise<PlayedSong[]> {
  const sums = new Map<string, Played>();
  for await (const { songId, msPlayed } of playsIn(table, userId, period)) {
    addTo(sums, songId, { plays: 1, msPlayed });
  }
  const ids = [...sums.keys()];
  const songs: Song[] = [];
  for (let at = 0; at < ids.length; at += SONGS_AT_ONCE) {
    songs.push(...(await catalogue.getSongs(ids.slice(at, at + SONGS_AT_ONCE))));
  }
  return songs.map((song) => ({ song, ...(sums.get(song.id) as Played) }));
}

function addTo(sums: Map<string, Played>, key: string, { plays, msPlayed }: Played): void {
  const sum = sums.get(key);
  if (!sum) sums.set(key, { plays, msPlayed });
  else {
    sum.plays += plays;
    sum.msPlayed += msPlayed;
  }
}

function idsOf(kind: FavouriteKind, song: Song): string[] {
  if (kind === 'song') return [song.id];
  return kind === 'album' ? [song.album.id] : song.artists.map(({ id }) => id);
}

/** By plays, then by time, then by name; each group is called by the first of its names. */
function most(
  played: readonly PlayedSong[],
  limit: number,
  groupsOf: (song: Song) => { key: string; name: string }[],
): (Played & { name: string })[] {
  const sums = new Map<string, Played>();
  const names = new Map<string, string>();
  for (const { song, ...each } of played) {
    for (const { key, name } of groupsOf(song)) {
      addTo(sums, key, each);
      const first = names.get(key);
      if (first === undefined || name < first) names.set(key, name);
    }
  }
  return [...sums]
    .map(([key, sum]) => ({ name: names.get(key) ?? key, ...sum }))
    .toSorted((a, b) => b.plays - a.plays || b.msPlayed - a.msPlayed || (a.name < b.name ? -1 : 1))
    .slice(0, limit);
}

function totalsOf(played: readonly PlayedSong[]) {
  const different = (kind: FavouriteKind) =>
    new Set(played.flatMap(({ song }) => idsOf(kind, song))).size;
  return {
    plays: played.reduce((sum, { plays }) => sum + plays, 0),
    msPlayed: played.reduce((sum, { msPlayed }) => sum + msPlayed, 0),
    ...{ songs: different('song'), albums: different('album'), artists: different('artist') },
  };
}

async function listDays(table: Table, userId: string, period: Period, timeZone: string) {
  const dayOf = dayIn(timeZone);
  const days = new Map<string, Played>();
  for await (const { playedAt, msPlayed } of playsIn(table, userId, {
    from: period.from ?? new Date(0),
    to: period.to,
  })) {
    addTo(days, dayOf(playedAt), { plays: 1, msPlayed });
  }
  return [...days]
    .map(([day, played]) => ({ day, ...played }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** @throws MadrigalError `invalid_request` for a time zone that is none */
function dayIn(timeZone: string): (time: Date) => string {
  try {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, ...parts });
    return (time) => format.format(time);
  } catch (error) {
    throw new MadrigalError('invalid_request', 'There is no such time zone.', { cause: error });
  }
}
