export { exportPlaylist } from './export-playlist.ts';
export { type EntryMatch, matchEntries } from './match-entries.ts';
export type { FileEntry, PlaylistFile } from './model.ts';
export { readPlaylistFile } from './read-playlist-file.ts';
