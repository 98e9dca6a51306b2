import type { OperationId } from '@madrigal/contract';
import type { Input } from './client.ts';

/** A UUIDv7 that nothing has. */
export const nowhere = '01900000-0000-7000-8000-000000000000';
const song = { params: { songId: nowhere } };
const upload = { params: { uploadId: nowhere } };
const someImport = { params: { importId: nowhere } };
const album = { params: { albumId: nowhere } };
const artist = { params: { artistId: nowhere } };
const playlist = { params: { playlistId: nowhere } };
const slideshow = { params: { slideshowId: nowhere } };
const songIds = [nowhere];
const itemIds = [nowhere];
const favourite = { params: { kind: 'song', id: nowhere } } as const;

/** A valid request for every operation, about things that do not exist. */
export const validInputs: { [Id in OperationId]: Input<Id> } = {
  getInstance: {},
  setUpInstance: { body: { name: 'Eve', email: 'eve@example.org', password: 'let me in please' } },
  getMe: {},
  updateMe: { body: { name: 'Somebody' } },
  deleteMe: { body: { confirmation: 'not the password' } },
  createApiToken: { body: { name: 'a program', scope: 'read' } },
  listApiTokens: {},
  revokeApiToken: { params: { tokenId: nowhere } },
  createAppPassword: { body: { name: 'a phone' } },
  listAppPasswords: {},
  revokeAppPassword: { params: { appPasswordId: nowhere } },
  createInvitation: { body: {} },
  listInvitations: {},
  revokeInvitation: { params: { invitationId: nowhere } },
  listSongs: {},
  getSong: song,
  requestRendition: { ...song, body: { format: 'opus' } },
  streamSong: song,
  listAlbums: {},
  getAlbum: album,
  listArtists: {},
  getArtist: artist,
  listGenres: {},
  search: { query: { q: 'nothing' } },
  updateSong: { ...song, body: { title: 'x' } },
  updateSongs: { body: { songIds, edit: { title: 'x' } } },
  deleteSong: song,
  deleteSongs: { body: { songIds } },
  restoreSongs: { body: { songIds } },
  updateAlbum: { ...album, body: { title: 'x' } },
  setAlbumCover: { ...album, body: { picture: 'UklGRg==' } },
  deleteAlbum: album,
  restoreAlbum: album,
  updateArtist: { ...artist, body: { name: 'x' } },
  mergeArtists: { ...artist, body: { intoArtistId: '01900000-0000-7000-8000-000000000001' } },
  createPlaylist: { body: { name: 'x', songIds } },
  previewSmartPlaylist: {
    body: {
      rules: {
        where: { match: 'all', rules: [] },
        order: { by: 'added', direction: 'down' },
        limit: 10,
      },
    },
  },
  listPlaylists: {},
  getPlaylist: playlist,
  updatePlaylist: { ...playlist, body: { name: 'x' } },
  deletePlaylist: playlist,
  listPlaylistItems: playlist,
  addPlaylistItems: { ...playlist, body: { songIds } },
  removePlaylistItems: { ...playlist, body: { itemIds } },
  movePlaylistItems: { ...playlist, body: { itemIds, after: null } },
  invitePlaylistMembers: playlist,
  endPlaylistInvitation: playlist,
  joinPlaylist: { ...playlist, body: { token: 'nothing' } },
  listPlaylistMembers: playlist,
  removePlaylistMember: { params: { playlistId: nowhere, userId: 'nobody' } },
  addFavourite: favourite,
  removeFavourite: favourite,
  listFavourites: {},
  listFavouriteIds: {},
  recordPlay: {
    body: { id: nowhere, songId: nowhere, playedAt: '2026-01-01T00:00:00.000Z', msPlayed: 0 },
  },
  listPlays: {},
  clearPlays: {},
  deletePlay: { params: { playId: nowhere } },
  getPlayStatistics: {},
  getPlayQueue: {},
  keepPlayQueue: {
    body: { songIds, currentIndex: 0, device: { id: 'a', name: 'A player' } },
  },
  createShare: { body: { kind: 'playlist', targetId: nowhere } },
  listShares: {},
  updateShare: { params: { shareId: nowhere }, body: { password: null } },
  revokeShare: { params: { shareId: nowhere } },
  revokeShares: { query: { kind: 'playlist', targetId: nowhere } },
  openShare: { params: { token: 'nothing' } },
  unlockShare: { params: { token: 'nothing' }, body: { password: 'x' } },
  listSharedItems: { params: { token: 'nothing' } },
  streamSharedSong: { params: { token: 'nothing', songId: nowhere } },
  createUpload: { body: { fileName: 'a.mp3', sizeBytes: 1000 } },
  listUploads: {},
  getUpload: upload,
  signUploadParts: { ...upload, body: { partNumbers: [1] } },
  completeUpload: upload,
  retryUpload: upload,
  cancelUpload: upload,
  watchVideo: { params: { mediaId: nowhere } },
  // No folder of anybody's: the path says nothing, whoever asks.
  startImport: { body: { path: 'nowhere' } },
  listImports: {},
  getImport: someImport,
  listImportProblems: someImport,
  cancelImport: someImport,
  createSlideshow: {
    body: { spec: { photos: [{ mediaId: nowhere }, { mediaId: nowhere }] } },
  },
  listSlideshowPhotos: {},
  listSlideshows: {},
  getSlideshow: slideshow,
  updateSlideshow: { ...slideshow, body: { name: 'x' } },
  cancelSlideshow: slideshow,
  retrySlideshow: { ...slideshow, body: {} },
  deleteSlideshow: slideshow,
  getOverview: {},
  listDeadLetters: {},
  retryDeadLetter: { params: { deadLetterId: nowhere } },
  listAudit: {},
  listOutbox: {},
  getLiveness: {},
  getReadiness: {},
};
