import type {
  AlbumOrder,
  ArtistOrder,
  RenditionFormat,
  SongOrder,
  SongState,
} from '@madrigal/contract';
import type { BlobKey, Page, PageRequest, Position } from '../shared/index.ts';
import type {
  Album,
  AlbumSummary,
  Artist,
  ArtistSummary,
  AudioFile,
  Genre,
  Loudness,
  Song,
  SongFile,
} from './model.ts';

/** A song as stored, its artists and album by id. */
export interface SongRecord extends Omit<Song, 'artists' | 'album' | 'deletedAt'> {
  artistIds: string[];
  albumId: string;
}

/** Which songs, and in what order. What is given must hold all at once. */
export interface SongQuery {
  order: SongOrder;
  states: readonly SongState[];
  artistId?: string | undefined;
  albumId?: string | undefined;
  /** By name, in any spelling that folds to the same. */
  genre?: string | undefined;
  year?: number | undefined;
}

/** What an edit sets; a field that is missing stays as it is. */
export interface SongChange {
  title?: string | undefined;
  artistIds?: string[] | undefined;
  albumId?: string | undefined;
  trackNumber?: number | null | undefined;
  discNumber?: number | null | undefined;
  year?: number | null | undefined;
  genres?: string[] | undefined;
  lyrics?: string | null | undefined;
  cover?: BlobKey | null | undefined;
  published?: boolean | undefined;
}

/** A song that was removed, and its objects, which nothing needs any more. */
export interface SongRemains {
  songId: string;
  keys: BlobKey[];
}

/** Songs by access pattern. */
export interface SongStore {
  /**
   * Adds a song unless one with its content hash, or its id, exists; then answers that one, from
   * the trash too. Two callers racing with one hash get the same song, one of them with `created`.
   */
  addSong(song: SongRecord): Promise<{ song: Song; created: boolean }>;
  /** A song in any state. @throws not_found */
  getSong(songId: string): Promise<Song>;
  /** Those of the songs that exist, in any state and no particular order; up to 500 ids. */
  getSongs(songIds: readonly string[]): Promise<Song[]>;
  findSongByContentHash(contentHash: string): Promise<Song | null>;
  /**
   * Songs, in any state and no particular order, of up to 500 recordings, by their MusicBrainz ids in
   * lower case; a recording can have several songs, of which up to 10 are answered.
   */
  findSongsByRecordings(recordingIds: readonly string[]): Promise<Song[]>;
  /**
   * Songs in an order. Positions end with the id. `added`: newest first, then by id downwards,
   * positions `[addedAt ISO, id]`. `title`: by folded title. `artist`: by first artist, then like
   * `album`. `album`: by album title, then disc and track, a missing disc as the first, a missing
   * track as the last, then title. `year`: newest first, unknown last, then by title. All but
   * `added` go upwards, code point by code point, and end with the id.
   * @throws invalid_cursor when the position cannot be one of this order
   */
  listSongs(query: SongQuery, page: PageRequest<Position>): Promise<Page<Song, Position>>;
  /** Adds or replaces one rendition, leaving the others as they are. @throws not_found */
  putRendition(songId: string, format: RenditionFormat, file: AudioFile): Promise<void>;
  /**
   * Gives a song in any state another file.
   * @throws not_found, conflict when another song has that content hash
   */
  replaceSongFile(songId: string, file: SongFile): Promise<void>;
  /**
   * Makes one edit to up to 500 songs, each by itself, in any state. Answers the ids of those that
   * exist. @throws conflict when an artist or the album does not exist
   */
  changeSongs(songIds: readonly string[], change: SongChange): Promise<string[]>;
  /** Songs that somebody added are nobody's, wherever they are; repeating it changes nothing. */
  forgetAdder(userId: string): Promise<void>;
  /** Puts up to 500 songs into the trash; those that are in it keep their time. */
  trashSongs(songIds: readonly string[], deletedAt: Date): Promise<void>;
  /** Takes up to 500 songs out of the trash, as published or draft as they were. */
  restoreSongs(songIds: readonly string[]): Promise<void>;
  /**
   * Removes up to `limit` songs for good that were put into the trash before a moment, and keeps
   * their remains; answers how many. A song is either restored or removed, never both.
   */
  purgeTrash(before: Date, limit: number): Promise<number>;
  /** What removed songs leave behind until it is forgotten. */
  listRemains(limit: number): Promise<SongRemains[]>;
  /** Everything a removed song left behind is cleared away. Repeating it changes nothing. */
  forgetRemains(songId: string): Promise<void>;
  /** Genres of published songs, the most frequent first. */
  listGenres(limit: number): Promise<Genre[]>;
}

export interface NewAlbum {
  id: string;
  title: string;
  artistId: string;
  year: number | null;
  addedAt: Date;
}

/** Which albums, and in what order. */
export interface AlbumQuery {
  order: AlbumOrder;
  /** Only this artist's own. */
  artistId?: string | undefined;
  /** Only those of other artists with a song, published where `visibleOnly`, of this artist. */
  featuring?: string | undefined;
  /** Only those with a published song of this genre, in any spelling that folds to the same. */
  genre?: string | undefined;
  /** Only those whose own year this is. */
  year?: number | undefined;
  /** Only those with a published song. */
  visibleOnly: boolean;
}

export interface AlbumChange {
  title: string;
  artistId: string;
  year: number | null;
  identityKey: string;
}

/** Albums by access pattern. An identity key leads to its album for ever, renamed or not. */
export interface AlbumStore {
  /**
   * The album with this identity key, created from `album` when there is none.
   * @throws conflict when the artist does not exist
   */
  ensureAlbum(identityKey: string, album: NewAlbum): Promise<Album>;
  /** @throws not_found */
  getAlbum(albumId: string): Promise<AlbumSummary>;
  /** Those of the albums that exist, in no particular order; up to 500 ids. */
  getAlbums(albumIds: readonly string[]): Promise<AlbumSummary[]>;
  /**
   * How loud the published songs of an album are as one: {@link loudnessTogether}, as far as they were
   * measured. Nulls where none was, or where there is no such album.
   */
  getAlbumLoudness(albumId: string): Promise<Loudness>;
  /**
   * Albums in an order. `added`: newest first, then by id downwards, positions `[addedAt ISO, id]`.
   * `title`: by folded title. `artist`: by artist, then year upwards, then title. `year`: newest
   * first, unknown last, then by title. `plays`: those of its published songs that anybody's history
   * has, most first, then by id downwards, without albums of none, positions `[plays, id]`. All but
   * `added` and `plays` go upwards and end with the id.
   * @throws invalid_cursor
   */
  listAlbums(query: AlbumQuery, page: PageRequest<Position>): Promise<Page<AlbumSummary, Position>>;
  /**
   * Sets everything an edit can set; its songs are found and sorted by it from then on.
   * @throws not_found, conflict when the identity key leads to another album
   */
  changeAlbum(albumId: string, change: AlbumChange): Promise<void>;
  /** Removes up to `limit` albums without any song that were added before a moment. */
  deleteEmptyAlbums(before: Date, limit: number): Promise<number>;
}

/** Which artists, and in what order. */
export interface ArtistQuery {
  order: ArtistOrder;
  /** Only those with a published song of this genre, in any spelling that folds to the same. */
  genre?: string | undefined;
}

/** Artists by access pattern. An identity key leads to its artist for ever, renamed or merged. */
export interface ArtistStore {
  /** The artist with this identity key, created with `id` and `name` when there is none. */
  ensureArtist(identityKey: string, artist: Artist): Promise<Artist>;
  /** @throws not_found */
  getArtist(artistId: string): Promise<ArtistSummary>;
  /** Those of the artists that exist, in no particular order; up to 500 ids. */
  getArtists(artistIds: readonly string[]): Promise<ArtistSummary[]>;
  /**
   * Artists with a published song, their own or on an album of theirs. `name`: by folded name, code
   * point by code point, then id, positions `[sort key, id]`. `added`: newest first, by the id, which
   * begins with the moment it was made, positions `[id, id]`. `plays`: those of their published songs
   * that anybody's history has, most first, then by id downwards, without artists of none, positions
   * `[plays, id]`. @throws invalid_cursor
   */
  listArtists(
    query: ArtistQuery,
    page: PageRequest<Position>,
  ): Promise<Page<ArtistSummary, Position>>;
  /**
   * Sets the name; their songs and albums are found and sorted by it from then on.
   * @throws not_found, conflict when the identity key leads to another artist
   */
  renameArtist(artistId: string, change: { name: string; identityKey: string }): Promise<void>;
  /** Lets every identity key of one artist lead to another one. @throws not_found */
  redirectArtist(fromId: string, toId: string): Promise<void>;
  /** Sets or takes the picture, and answers the one before, of which two at once get one each. @throws not_found */
  setArtistPicture(artistId: string, picture: BlobKey | null): Promise<BlobKey | null>;
  /**
   * Removes an artist, unless there is none; the picture, unless another one shows it, is among the
   * remains. @throws conflict while songs or albums are theirs
   */
  deleteArtist(artistId: string): Promise<void>;
  /** Removes like that up to `limit` artists without songs and albums whose id was made before a moment. */
  deleteUnusedArtists(before: Date, limit: number): Promise<number>;
}

/** What a search found, the best first. */
export interface CatalogueMatches {
  songs: Song[];
  albums: AlbumSummary[];
  artists: ArtistSummary[];
}

export interface CatalogueSearch {
  /**
   * Up to `limit` published songs, and albums and artists that have some, for the words of a query
   * (`wordsOfQuery`). All words must match, each the beginning of a word of the name, of the song's
   * artists or album, or of the album's artist. Ranked like `rankMatches`; where very many match,
   * those come first whose name begins with the query. Only when fewer than five match in all, those
   * that match but for typos (`closestWords`) follow. No words find nothing.
   */
  searchCatalogue(words: readonly string[], limit: number): Promise<CatalogueMatches>;
}

/** The catalogue by access pattern. No call needs a transaction over more than one item. */
export interface CatalogueStore extends SongStore, AlbumStore, ArtistStore, CatalogueSearch {}

/** Whoever keeps ids of catalogue items elsewhere. Repeating a call changes nothing. */
export interface CatalogueReferences {
  /** A song is gone for good: forget it wherever it is named. */
  forgetSong(songId: string): Promise<void>;
  /** An artist was merged into another one. */
  moveArtist(fromId: string, toId: string): Promise<void>;
}
