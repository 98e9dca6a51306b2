import * as account from './account.ts';
import * as admin from './admin.ts';
import * as appPasswords from './app-passwords.ts';
import * as catalog from './catalog.ts';
import * as editing from './editing.ts';
import type { Endpoint } from './endpoint.ts';
import * as favourites from './favourites.ts';
import * as history from './history.ts';
import * as imports from './imports.ts';
import * as instance from './instance.ts';
import * as library from './library.ts';
import * as mail from './mail.ts';
import * as media from './media.ts';
import * as operations from './operations.ts';
import * as playQueue from './play-queue.ts';
import * as playlistFiles from './playlist-files.ts';
import * as search from './search.ts';
import * as shares from './shares.ts';
import * as slideshows from './slideshows.ts';
import * as sms from './sms.ts';
import * as uploads from './uploads.ts';
import * as watching from './watching.ts';

/** Every operation of the API, by its operation id. Routes, reference and tests walk this table. */
export const endpoints = {
  getInstance: instance.getInstance,
  setUpInstance: instance.setUpInstance,
  getMe: instance.getMe,
  updateMe: account.updateMe,
  deleteMe: account.deleteMe,
  createApiToken: account.createApiToken,
  listApiTokens: account.listApiTokens,
  revokeApiToken: account.revokeApiToken,
  createAppPassword: appPasswords.createAppPassword,
  listAppPasswords: appPasswords.listAppPasswords,
  revokeAppPassword: appPasswords.revokeAppPassword,
  createInvitation: account.createInvitation,
  listInvitations: account.listInvitations,
  revokeInvitation: account.revokeInvitation,
  listSongs: catalog.listSongs,
  getSong: catalog.getSong,
  requestRendition: catalog.requestRendition,
  streamSong: catalog.streamSong,
  listAlbums: catalog.listAlbums,
  getAlbum: catalog.getAlbum,
  listArtists: catalog.listArtists,
  getArtist: catalog.getArtist,
  listGenres: catalog.listGenres,
  search: search.search,
  updateSong: editing.updateSong,
  updateSongs: editing.updateSongs,
  deleteSong: editing.deleteSong,
  deleteSongs: editing.deleteSongs,
  restoreSongs: editing.restoreSongs,
  updateAlbum: editing.updateAlbum,
  setAlbumCover: editing.setAlbumCover,
  deleteAlbum: editing.deleteAlbum,
  restoreAlbum: editing.restoreAlbum,
  updateArtist: editing.updateArtist,
  mergeArtists: editing.mergeArtists,
  createPlaylist: library.createPlaylist,
  previewSmartPlaylist: library.previewSmartPlaylist,
  listPlaylists: library.listPlaylists,
  getPlaylist: library.getPlaylist,
  updatePlaylist: library.updatePlaylist,
  deletePlaylist: library.deletePlaylist,
  listPlaylistItems: library.listPlaylistItems,
  addPlaylistItems: library.addPlaylistItems,
  removePlaylistItems: library.removePlaylistItems,
  movePlaylistItems: library.movePlaylistItems,
  invitePlaylistMembers: library.invitePlaylistMembers,
  endPlaylistInvitation: library.endPlaylistInvitation,
  joinPlaylist: library.joinPlaylist,
  listPlaylistMembers: library.listPlaylistMembers,
  removePlaylistMember: library.removePlaylistMember,
  exportPlaylist: playlistFiles.exportPlaylist,
  readPlaylistFile: playlistFiles.readPlaylistFile,
  matchPlaylistFile: playlistFiles.matchPlaylistFile,
  addFavourite: favourites.addFavourite,
  removeFavourite: favourites.removeFavourite,
  listFavourites: favourites.listFavourites,
  listFavouriteIds: favourites.listFavouriteIds,
  recordPlay: history.recordPlay,
  listPlays: history.listPlays,
  clearPlays: history.clearPlays,
  deletePlay: history.deletePlay,
  getPlayStatistics: history.getPlayStatistics,
  getPlayQueue: playQueue.getPlayQueue,
  keepPlayQueue: playQueue.keepPlayQueue,
  createShare: shares.createShare,
  listShares: shares.listShares,
  updateShare: shares.updateShare,
  revokeShare: shares.revokeShare,
  revokeShares: shares.revokeShares,
  openShare: shares.openShare,
  unlockShare: shares.unlockShare,
  listSharedItems: shares.listSharedItems,
  streamSharedSong: shares.streamSharedSong,
  createUpload: uploads.createUpload,
  listUploads: uploads.listUploads,
  getUpload: uploads.getUpload,
  signUploadParts: uploads.signUploadParts,
  completeUpload: uploads.completeUpload,
  retryUpload: uploads.retryUpload,
  cancelUpload: uploads.cancelUpload,
  watchVideo: watching.watchVideo,
  listMedia: media.listMedia,
  listMediaTags: media.listMediaTags,
  getMedia: media.getMedia,
  listSimilarMedia: media.listSimilarMedia,
  updateMedia: media.updateMedia,
  deleteMedia: media.deleteMedia,
  reprocessMedia: media.reprocessMedia,
  updateMediaItems: media.updateMediaItems,
  deleteMediaItems: media.deleteMediaItems,
  restoreMediaItems: media.restoreMediaItems,
  removeMediaItems: media.removeMediaItems,
  getPublicMedia: media.getPublicMedia,
  startImport: imports.startImport,
  listImports: imports.listImports,
  getImport: imports.getImport,
  listImportProblems: imports.listImportProblems,
  cancelImport: imports.cancelImport,
  createSlideshow: slideshows.createSlideshow,
  listSlideshowPhotos: slideshows.listSlideshowPhotos,
  listSlideshows: slideshows.listSlideshows,
  getSlideshow: slideshows.getSlideshow,
  updateSlideshow: slideshows.updateSlideshow,
  cancelSlideshow: slideshows.cancelSlideshow,
  retrySlideshow: slideshows.retrySlideshow,
  deleteSlideshow: slideshows.deleteSlideshow,
  getOverview: admin.getOverview,
  listDeadLetters: admin.listDeadLetters,
  retryDeadLetter: admin.retryDeadLetter,
  listAudit: admin.listAudit,
  listOutbox: mail.listOutbox,
  listOutboxTexts: sms.listOutboxTexts,
  getLiveness: operations.getLiveness,
  getReadiness: operations.getReadiness,
} as const satisfies Record<string, Endpoint>;

export type OperationId = keyof typeof endpoints;
