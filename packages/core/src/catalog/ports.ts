import type { RenditionFormat, SongOrder } from '@madrigal/contract';
import type { Page, PageRequest, Position } from '../shared/index.ts';
import type { Album, Artist, AudioFile, Song } from './model.ts';

/** A song as stored, its artists and album by id. */
export interface SongRecord extends Omit<Song, 'artists' | 'album'> {
  artistIds: string[];
  albumId: string;
}

/** Catalogue by access pattern. No call spans more than one item's transaction. */
export interface CatalogueStore {
  /** The artist with this identity key, created with `id` and `name` when there is none. */
  ensureArtist(identityKey: string, artist: Artist): Promise<Artist>;
  /** The album with this identity key, created from `album` when there is none. */
  ensureAlbum(identityKey: string, album: Album): Promise<Album>;
  /**
   * Adds a song unless one with its content hash, or its id, exists; then answers that one.
   * Two callers racing with one hash get the same song, one of them with `created`.
   */
  addSong(song: SongRecord): Promise<{ song: Song; created: boolean }>;
  /** @throws not_found */
  getSong(songId: string): Promise<Song>;
  findSongByContentHash(contentHash: string): Promise<Song | null>;
  /**
   * Songs in an order. `added`: newest first, positions `[addedAt ISO, id]`.
   * `title`: by `titleSortKey` of the title, positions `[sort key, id]`.
   * @throws invalid_cursor when the position cannot be one of this order
   */
  listSongs(order: SongOrder, page: PageRequest<Position>): Promise<Page<Song, Position>>;
  /** Adds or replaces one rendition, leaving the others as they are. @throws not_found */
  putRendition(songId: string, format: RenditionFormat, file: AudioFile): Promise<void>;
}
