import type { PlaylistMatchReason } from '@madrigal/contract';
import { type Song, stateOfSong } from '../../catalog/index.ts';
import { searchName, wordsOfQuery } from '../../shared/index.ts';
import type { LibraryDeps } from '../deps.ts';
import { visibleSongs } from '../visible.ts';
import type { FileEntry } from './model.ts';

/** Lengths in files are whole seconds, often of another pressing. */
const SAME_LENGTH_MS = 3000;
const SEARCHED = 10;
const MOST_CANDIDATES = 5;

export interface EntryMatch {
  /** The song that the entry surely means. */
  song: Song | null;
  reason: PlaylistMatchReason | null;
  /** Others that it may mean, the likeliest first. */
  candidates: Song[];
}

type Deps = Pick<LibraryDeps, 'catalogue'>;

/**
 * Finds the songs that entries of a playlist file mean: by id, by MusicBrainz recording, or by title
 * and artist where the lengths agree. All else is left to the listener, with candidates.
 */
export async function matchEntries(
  deps: Deps,
  entries: readonly FileEntry[],
): Promise<EntryMatch[]> {
  const own = await visibleSongs(
    deps,
    entries.flatMap(({ songId }) => songId ?? []),
  );
  const recordingIds = [...new Set(entries.flatMap(({ recordingId }) => recordingId ?? []))];
  const found = await deps.catalogue.findSongsByRecordings(recordingIds);
  const recordings = Map.groupBy(
    found.filter((song) => stateOfSong(song) === 'published'),
    (song) => song.musicBrainz.recordingId ?? '',
  );
  const matches: EntryMatch[] = [];
  for (const entry of entries) {
    const byId = own.get(entry.songId ?? '');
    const same = recordings.get(entry.recordingId ?? '') ?? [];
    if (byId) matches.push({ song: byId, reason: 'id', candidates: [] });
    else if (same.length > 0) matches.push(choose(entry, same, 'recording'));
    else matches.push(await matchByNames(deps, entry));
  }
  return matches;
}

/** The likeliest of songs each of which it could be. */
function choose(entry: FileEntry, songs: readonly Song[], reason: PlaylistMatchReason): EntryMatch {
  const [song = null, ...candidates] = byLikeness(entry, songs);
  return { song, reason, candidates: candidates.slice(0, MOST_CANDIDATES) };
}

async function matchByNames(deps: Deps, entry: FileEntry): Promise<EntryMatch> {
  const { title } = entry;
  if (!title) return { song: null, reason: null, candidates: [] };
  const songs = await searchFor(deps, entry, title);
  const sure = songs.filter((song) => isSame(entry, song));
  if (sure.length === 0) {
    const candidates = byLikeness(entry, songs).slice(0, MOST_CANDIDATES);
    return { song: null, reason: null, candidates };
  }
  const { song } = choose(entry, sure, 'names');
  const others = songs.filter(({ id }) => id !== song?.id);
  const candidates = byLikeness(entry, others).slice(0, MOST_CANDIDATES);
  return { song, reason: 'names', candidates };
}

/** What the search finds for title and artist, and, where that is nothing, for less and less. */
async function searchFor(deps: Deps, entry: FileEntry, title: string): Promise<Song[]> {
  const artist = entry.artist ?? '';
  const bare = bareTitle(title);
  const [firstArtist = ''] = artist.split(/\s*(?:[,;&/]|\bfeat\b|\bft\b)/i);
  const texts = [`${title} ${artist}`, `${bare} ${firstArtist}`, bare];
  const asked = new Set<string>();
  for (const text of texts) {
    const words = wordsOfQuery(text);
    const key = words.join(' ');
    if (words.length === 0 || asked.has(key)) continue;
    asked.add(key);
    const { songs } = await deps.catalogue.searchCatalogue(words, SEARCHED);
    if (songs.length > 0) return songs;
  }
  return [];
}

/** Without what is said of a version: `Song (2011 Remaster) [Live] - Radio Edit` is `Song`. */
function bareTitle(title: string): string {
  const bare = title
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .replace(/\s-\s.*$/, ' ')
    .trim();
  return bare || title;
}

function isSame(entry: FileEntry, song: Song): boolean {
  return sameTitle(entry, song) && sameArtist(entry, song) && lengthAgrees(entry, song) !== false;
}

function sameTitle({ title }: FileEntry, song: Song): boolean {
  return title !== null && searchName(title) === searchName(song.title);
}

/** One of the song's artists is named, alone or among others. */
function sameArtist({ artist }: FileEntry, song: Song): boolean {
  if (!artist) return false;
  const written = ` ${searchName(artist)} `;
  const whole = searchName(song.artists.map(({ name }) => name).join(', '));
  if (written.trim() === whole) return true;
  return song.artists.some(({ name }) => written.includes(` ${searchName(name)} `));
}

/** Null where the file does not tell. */
function lengthAgrees({ durationMs }: FileEntry, song: Song): boolean | null {
  return durationMs === null ? null : Math.abs(durationMs - song.durationMs) <= SAME_LENGTH_MS;
}

function byLikeness(entry: FileEntry, songs: readonly Song[]): Song[] {
  const album = searchName(entry.album ?? '');
  const likeness = (song: Song) =>
    (sameTitle(entry, song) ? 8 : 0) +
    (sameArtist(entry, song) ? 4 : 0) +
    (lengthAgrees(entry, song) ? 2 : 0) +
    (album !== '' && album === searchName(song.album.title) ? 1 : 0);
  // Stable: what is alike stays as the search ranked it.
  return songs.toSorted((a, b) => likeness(b) - likeness(a));
}
