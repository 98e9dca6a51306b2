import type { Song, SongEdit } from '@madrigal/contract';

/** What the form shows of one or of many songs, as text. Empty where they differ. */
export interface SongFields {
  title: string;
  artists: string;
  album: string;
  albumArtist: string;
  track: string;
  disc: string;
  year: string;
  genres: string;
  lyrics: string;
}
export type FieldName = keyof SongFields;

/** Between the names of several artists, of which one can hold a comma. */
const betweenArtists = ';';
const betweenGenres = ',';

function fieldsOf(song: Song, lyrics: string | null): SongFields {
  return {
    title: song.title,
    artists: song.artists.map(({ name }) => name).join(`${betweenArtists} `),
    album: song.album.title,
    albumArtist: song.album.artistName,
    track: String(song.trackNumber ?? ''),
    disc: String(song.discNumber ?? ''),
    year: String(song.year ?? ''),
    genres: song.genres.join(`${betweenGenres} `),
    lyrics: lyrics ?? '',
  };
}

/** What many songs have in common, and in which fields they differ. */
export function commonFields(songs: readonly Song[], lyrics: string | null = null) {
  const all = songs.map((song) => fieldsOf(song, lyrics));
  const [common] = all;
  if (!common) throw new Error('There are no songs to edit.');
  const mixed = (Object.keys(common) as FieldName[]).filter((name) =>
    all.some((fields) => fields[name] !== common[name]),
  );
  for (const name of mixed) common[name] = '';
  return { fields: common, mixed: new Set(mixed) };
}

/** Whom an album of these songs is by: the artist of all their albums, or the one who plays alone in all. */
export function commonAlbumArtist(songs: readonly Song[]): string {
  const { albumArtist, artists } = commonFields(songs).fields;
  return albumArtist || (artists.includes(betweenArtists) ? '' : artists);
}

const listOf = (text: string, separator: string) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);

/** A whole number from 0 to `most`; null for nothing, undefined for anything else. */
function numberOf(text: string, most: number): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;
}

/** The fields whose values cannot be saved. */
export function faultsOf(before: SongFields, after: SongFields): FieldName[] {
  const faults: FieldName[] = [];
  const changed = (name: FieldName) => after[name] !== before[name];
  if (changed('title') && !after.title.trim()) faults.push('title');
  if (changed('artists') && listOf(after.artists, betweenArtists).length === 0) {
    faults.push('artists');
  }
  if (changed('album') || changed('albumArtist')) {
    if (!after.album.trim()) faults.push('album');
    if (!after.albumArtist.trim()) faults.push('albumArtist');
  }
  if (numberOf(after.track, 99_999) === undefined) faults.push('track');
  if (numberOf(after.disc, 9999) === undefined) faults.push('disc');
  if (numberOf(after.year, 9999) === undefined) faults.push('year');
  return faults;
}

/** The edit that the changed fields make. Call it only without faults. */
export function editOf(before: SongFields, after: SongFields): SongEdit {
  const changed = (...names: FieldName[]) => names.some((name) => after[name] !== before[name]);
  return {
    ...(changed('title') && { title: after.title.trim() }),
    ...(changed('artists') && { artistNames: listOf(after.artists, betweenArtists) }),
    ...(changed('album', 'albumArtist') && {
      album: { title: after.album.trim(), artistName: after.albumArtist.trim() },
    }),
    ...(changed('track') && { trackNumber: numberOf(after.track, 99_999) ?? null }),
    ...(changed('disc') && { discNumber: numberOf(after.disc, 9999) ?? null }),
    ...(changed('year') && { year: numberOf(after.year, 9999) ?? null }),
    ...(changed('genres') && { genres: listOf(after.genres, betweenGenres) }),
    ...(changed('lyrics') && { lyrics: after.lyrics.trim() ? after.lyrics : null }),
  };
}
