import type { CatalogueStore, Song, SongRecord } from '../../../catalog/index.ts';
import { type BlobKey, type BlobStore, MadrigalError } from '../../../shared/index.ts';

type UsedByImports = Pick<
  CatalogueStore,
  | 'ensureArtist'
  | 'ensureAlbum'
  | 'addSong'
  | 'getSong'
  | 'getSongs'
  | 'findSongByContentHash'
  | 'replaceSongFile'
  | 'changeSongs'
>;

/** As much of a catalogue as imports need, held in memory. */
export function createMemoryCatalogue(): { store: CatalogueStore; songs: Map<string, Song> } {
  const songs = new Map<string, Song>();
  const artists = new Map<string, { id: string; name: string }>();
  const albums = new Map<string, { id: string; title: string; artistId: string }>();
  const named = (id: string) => [...artists.values()].find((artist) => artist.id === id);
  const artistOf = (id: string) => named(id) ?? missing();
  const albumOf = (id: string) => {
    const album = [...albums.values()].find((each) => each.id === id) ?? missing();
    return { ...album, artistName: artistOf(album.artistId).name };
  };
  const byHash = (hash: string) => [...songs.values()].find((song) => song.contentHash === hash);
  const find = (id: string) => songs.get(id) ?? missing();
  const resolve = ({ artistIds, albumId, ...rest }: SongRecord): Song => ({
    ...rest,
    artists: artistIds.map(artistOf),
    album: albumOf(albumId),
    deletedAt: null,
  });
  const store: UsedByImports = {
    ensureArtist: async (identity, artist) => {
      if (!artists.has(identity)) artists.set(identity, artist);
      return artists.get(identity) ?? missing();
    },
    ensureAlbum: async (identity, { id, title, artistId }) => {
      if (!albums.has(identity)) albums.set(identity, { id, title, artistId });
      return albumOf((albums.get(identity) ?? missing()).id);
    },
    addSong: async (record) => {
      const there = byHash(record.contentHash) ?? songs.get(record.id);
      if (there) return { song: there, created: false };
      songs.set(record.id, resolve(record));
      return { song: find(record.id), created: true };
    },
    getSong: async (id) => find(id),
    getSongs: async (ids) => ids.flatMap((id) => songs.get(id) ?? []),
    findSongByContentHash: async (hash) => byHash(hash) ?? null,
    replaceSongFile: async (id, file) => {
      const other = byHash(file.contentHash);
      if (other && other.id !== id) throw new MadrigalError('conflict', 'Another song has it.');
      songs.set(id, { ...find(id), ...file });
    },
    changeSongs: async (ids, { artistIds, albumId, ...fields }) => {
      for (const id of ids) {
        const changed: Song = {
          ...find(id),
          ...(fields as Partial<Song>),
          ...(artistIds && { artists: artistIds.map(artistOf) }),
          ...(albumId && { album: albumOf(albumId) }),
        };
        songs.set(id, changed);
      }
      return [...ids];
    },
  };
  return { store: store as CatalogueStore, songs };
}

function missing(): never {
  throw new MadrigalError('not_found', 'There is nothing here.');
}

/** Objects held in memory, as far as songs need them; `readText` gives what `writeFile` copies. */
export function createMemoryBlobs(readText: (path: string) => string) {
  const objects = new Map<string, Buffer>();
  const write = (key: BlobKey, bytes: Uint8Array) => {
    objects.set(key, Buffer.from(bytes));
    return { key, sizeBytes: bytes.length, etag: '"e"', lastModified: new Date(0) };
  };
  const store = {
    write: async (key: BlobKey, bytes: Uint8Array) => write(key, bytes),
    writeFile: async (key: BlobKey, path: string) => write(key, Buffer.from(readText(path))),
    delete: async (keys: readonly BlobKey[]) => {
      for (const key of keys) objects.delete(key);
    },
    read: async (key: BlobKey) => ({
      chunks: (async function* () {
        yield objects.get(key) ?? missing();
      })(),
    }),
  } as unknown as BlobStore;
  return { store, objects };
}
