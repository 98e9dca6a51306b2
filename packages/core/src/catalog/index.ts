export type { Album, Artist, AudioFile, Loudness, NewSong, Song } from './model.ts';
export type { CatalogueStore, SongRecord } from './ports.ts';
