import { newId } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import type { Item, Key } from '../items.ts';
import { keyOf, sortableTime } from '../keys.ts';
import { queryItems } from '../read.ts';
import type { Write } from '../write.ts';

/**
 * Artists and albums that nothing may belong to any more: everything new, and what something left.
 * A note is made in the same write, so that a sweep looks at these alone. Each has a key of its own,
 * so that a note that is made while another one is worked off stays.
 */

const ARTISTS = keyOf('unused', 'artists');
const ALBUMS = keyOf('unused', 'albums');

export function noteArtist(artistId: string): Write {
  return { put: { pk: ARTISTS, sk: keyOf(artistId, newId()), id: artistId } };
}

export function noteAlbum({ id, addedAt }: { id: string; addedAt: Date }): Write {
  return { put: { pk: ALBUMS, sk: keyOf(sortableTime(addedAt), id, newId()), id } };
}

/** Something that may be unused, and the notes that say so. */
export interface Suspect {
  id: string;
  notes: Key[];
}

/** Artists whose id was made before a moment. */
export function suspectArtists(table: Table, before: Date): AsyncGenerator<Suspect> {
  // Ids begin with the moment they were made (UUIDv7).
  const hex = before.getTime().toString(16).padStart(12, '0');
  return suspects(table, { partition: ARTISTS, to: `${hex.slice(0, 8)}-${hex.slice(8)}` });
}

/** Albums that were added before a moment. */
export function suspectAlbums(table: Table, before: Date): AsyncGenerator<Suspect> {
  return suspects(table, { partition: ALBUMS, to: sortableTime(before) });
}

const NOTES_PER_QUERY = 200;

/** Notes of one thing follow each other. */
async function* suspects(
  table: Table,
  range: { partition: string; to: string },
): AsyncGenerator<Suspect> {
  let current: Suspect | null = null;
  for await (const note of queryItems(table, range, NOTES_PER_QUERY)) {
    const id = idOf(note);
    if (current && current.id !== id) {
      yield current;
      current = null;
    }
    current ??= { id, notes: [] };
    current.notes.push(note);
  }
  if (current) yield current;
}

function idOf(note: Item): string {
  return String(note.id);
}
