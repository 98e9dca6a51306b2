import { addFavourite } from './endpoints/add-favourite.ts';
import { addPhotoAlbumItems } from './endpoints/add-photo-album-items.ts';
import { addPlaylistItems } from './endpoints/add-playlist-items.ts';
import { cancelGuestUpload } from './endpoints/cancel-guest-upload.ts';
import { cancelImport } from './endpoints/cancel-import.ts';
import { cancelSlideshow } from './endpoints/cancel-slideshow.ts';
import { cancelUpload } from './endpoints/cancel-upload.ts';
import { clearPlays } from './endpoints/clear-plays.ts';
import { clearStorageLimit } from './endpoints/clear-storage-limit.ts';
import { completeGuestUpload } from './endpoints/complete-guest-upload.ts';
import { completeUpload } from './endpoints/complete-upload.ts';
import { createApiToken } from './endpoints/create-api-token.ts';
import { createAppPassword } from './endpoints/create-app-password.ts';
import { createGuestUpload } from './endpoints/create-guest-upload.ts';
import { createInvitation } from './endpoints/create-invitation.ts';
import { createPhotoAlbum } from './endpoints/create-photo-album.ts';
import { createPlaylist } from './endpoints/create-playlist.ts';
import { createShare } from './endpoints/create-share.ts';
import { createSlideshow } from './endpoints/create-slideshow.ts';
import { createUpload } from './endpoints/create-upload.ts';
import { deleteAlbum } from './endpoints/delete-album.ts';
import { deleteArtist } from './endpoints/delete-artist.ts';
import { deleteMe } from './endpoints/delete-me.ts';
import { deleteMedia } from './endpoints/delete-media.ts';
import { deleteMediaItems } from './endpoints/delete-media-items.ts';
import { deletePhotoAlbum } from './endpoints/delete-photo-album.ts';
import { deletePlay } from './endpoints/delete-play.ts';
import { deletePlaylist } from './endpoints/delete-playlist.ts';
import { deleteSlideshow } from './endpoints/delete-slideshow.ts';
import { deleteSong } from './endpoints/delete-song.ts';
import { deleteSongs } from './endpoints/delete-songs.ts';
import { deleteUser } from './endpoints/delete-user.ts';
import { downloadMedia } from './endpoints/download-media.ts';
import { downloadSharedMedia } from './endpoints/download-shared-media.ts';
import { endPlaylistInvitation } from './endpoints/end-playlist-invitation.ts';
import { exportPlaylist } from './endpoints/export-playlist.ts';
import { getAlbum } from './endpoints/get-album.ts';
import { getArtist } from './endpoints/get-artist.ts';
import { getGuestUpload } from './endpoints/get-guest-upload.ts';
import { getImport } from './endpoints/get-import.ts';
import { getInstance } from './endpoints/get-instance.ts';
import { getLiveness } from './endpoints/get-liveness.ts';
import { getMe } from './endpoints/get-me.ts';
import { getMedia } from './endpoints/get-media.ts';
import { getOverview } from './endpoints/get-overview.ts';
import { getPhotoAlbum } from './endpoints/get-photo-album.ts';
import { getPlayQueue } from './endpoints/get-play-queue.ts';
import { getPlayStatistics } from './endpoints/get-play-statistics.ts';
import { getPlaylist } from './endpoints/get-playlist.ts';
import { getPublicMedia } from './endpoints/get-public-media.ts';
import { getPublicPhotoAlbum } from './endpoints/get-public-photo-album.ts';
import { getReadiness } from './endpoints/get-readiness.ts';
import { getSlideshow } from './endpoints/get-slideshow.ts';
import { getSong } from './endpoints/get-song.ts';
import { getStorage } from './endpoints/get-storage.ts';
import { getUpload } from './endpoints/get-upload.ts';
import { invitePlaylistMembers } from './endpoints/invite-playlist-members.ts';
import { joinPlaylist } from './endpoints/join-playlist.ts';
import { keepPlayQueue } from './endpoints/keep-play-queue.ts';
import { listAlbums } from './endpoints/list-albums.ts';
import { listApiTokens } from './endpoints/list-api-tokens.ts';
import { listAppPasswords } from './endpoints/list-app-passwords.ts';
import { listArtists } from './endpoints/list-artists.ts';
import { listAudit } from './endpoints/list-audit.ts';
import { listDeadLetters } from './endpoints/list-dead-letters.ts';
import { listFavouriteIds } from './endpoints/list-favourite-ids.ts';
import { listFavourites } from './endpoints/list-favourites.ts';
import { listGenres } from './endpoints/list-genres.ts';
import { listImportProblems } from './endpoints/list-import-problems.ts';
import { listImports } from './endpoints/list-imports.ts';
import { listInvitations } from './endpoints/list-invitations.ts';
import { listMedia } from './endpoints/list-media.ts';
import { listMediaMonths } from './endpoints/list-media-months.ts';
import { listMediaTags } from './endpoints/list-media-tags.ts';
import { listOutbox } from './endpoints/list-outbox.ts';
import { listOutboxTexts } from './endpoints/list-outbox-texts.ts';
import { listPhotoAlbumItems } from './endpoints/list-photo-album-items.ts';
import { listPhotoAlbums } from './endpoints/list-photo-albums.ts';
import { listPlaylistItems } from './endpoints/list-playlist-items.ts';
import { listPlaylistMembers } from './endpoints/list-playlist-members.ts';
import { listPlaylists } from './endpoints/list-playlists.ts';
import { listPlays } from './endpoints/list-plays.ts';
import { listPublicPhotoAlbumItems } from './endpoints/list-public-photo-album-items.ts';
import { listSharedItems } from './endpoints/list-shared-items.ts';
import { listShares } from './endpoints/list-shares.ts';
import { listSimilarMedia } from './endpoints/list-similar-media.ts';
import { listSlideshows } from './endpoints/list-slideshows.ts';
import { listSongs } from './endpoints/list-songs.ts';
import { listUploads } from './endpoints/list-uploads.ts';
import { listUsers } from './endpoints/list-users.ts';
import { matchPlaylistFile } from './endpoints/match-playlist-file.ts';
import { mergeArtists } from './endpoints/merge-artists.ts';
import { movePhotoAlbumItems } from './endpoints/move-photo-album-items.ts';
import { movePlaylistItems } from './endpoints/move-playlist-items.ts';
import { openShare } from './endpoints/open-share.ts';
import { pickBestOfAllPhotos } from './endpoints/pick-best-of-all-photos.ts';
import { pickBestPhotos } from './endpoints/pick-best-photos.ts';
import { previewSmartPlaylist } from './endpoints/preview-smart-playlist.ts';
import { readPlaylistFile } from './endpoints/read-playlist-file.ts';
import { recordPlay } from './endpoints/record-play.ts';
import { removeArtistPicture } from './endpoints/remove-artist-picture.ts';
import { removeFavourite } from './endpoints/remove-favourite.ts';
import { removeMediaItems } from './endpoints/remove-media-items.ts';
import { removePhotoAlbumItems } from './endpoints/remove-photo-album-items.ts';
import { removePlaylistCover } from './endpoints/remove-playlist-cover.ts';
import { removePlaylistItems } from './endpoints/remove-playlist-items.ts';
import { removePlaylistMember } from './endpoints/remove-playlist-member.ts';
import { reprocessMedia } from './endpoints/reprocess-media.ts';
import { requestRendition } from './endpoints/request-rendition.ts';
import { restoreAlbum } from './endpoints/restore-album.ts';
import { restoreArtist } from './endpoints/restore-artist.ts';
import { restoreMediaItems } from './endpoints/restore-media-items.ts';
import { restorePlays } from './endpoints/restore-plays.ts';
import { restoreSongs } from './endpoints/restore-songs.ts';
import { retryDeadLetter } from './endpoints/retry-dead-letter.ts';
import { retrySlideshow } from './endpoints/retry-slideshow.ts';
import { retryUpload } from './endpoints/retry-upload.ts';
import { revokeApiToken } from './endpoints/revoke-api-token.ts';
import { revokeAppPassword } from './endpoints/revoke-app-password.ts';
import { revokeInvitation } from './endpoints/revoke-invitation.ts';
import { revokeShare } from './endpoints/revoke-share.ts';
import { revokeShares } from './endpoints/revoke-shares.ts';
import { search } from './endpoints/search.ts';
import { setAlbumCover } from './endpoints/set-album-cover.ts';
import { setArtistPicture } from './endpoints/set-artist-picture.ts';
import { setPlaylistCover } from './endpoints/set-playlist-cover.ts';
import { setStorageLimit } from './endpoints/set-storage-limit.ts';
import { setUpInstance } from './endpoints/set-up-instance.ts';
import { setUserRole } from './endpoints/set-user-role.ts';
import { signGuestUploadParts } from './endpoints/sign-guest-upload-parts.ts';
import { signUploadParts } from './endpoints/sign-upload-parts.ts';
import { signUserOut } from './endpoints/sign-user-out.ts';
import { startImport } from './endpoints/start-import.ts';
import { streamSharedSong } from './endpoints/stream-shared-song.ts';
import { streamSong } from './endpoints/stream-song.ts';
import { unlockShare } from './endpoints/unlock-share.ts';
import { updateAlbum } from './endpoints/update-album.ts';
import { updateArtist } from './endpoints/update-artist.ts';
import { updateMe } from './endpoints/update-me.ts';
import { updateMedia } from './endpoints/update-media.ts';
import { updateMediaItems } from './endpoints/update-media-items.ts';
import { updatePhotoAlbum } from './endpoints/update-photo-album.ts';
import { updatePlaylist } from './endpoints/update-playlist.ts';
import { updateShare } from './endpoints/update-share.ts';
import { updateSlideshow } from './endpoints/update-slideshow.ts';
import { updateSong } from './endpoints/update-song.ts';
import { updateSongs } from './endpoints/update-songs.ts';
import { watchPublicVideo } from './endpoints/watch-public-video.ts';
import { watchSharedVideo } from './endpoints/watch-shared-video.ts';
import { watchVideo } from './endpoints/watch-video.ts';
import type { Route } from './route.ts';

/** Every operation of the API with what it does. */
export const routes: readonly Route[] = [
  previewSmartPlaylist,
  exportPlaylist,
  readPlaylistFile,
  matchPlaylistFile,
  invitePlaylistMembers,
  endPlaylistInvitation,
  joinPlaylist,
  listPlaylistMembers,
  removePlaylistMember,
  addFavourite,
  addPlaylistItems,
  cancelImport,
  cancelUpload,
  clearPlays,
  restorePlays,
  completeUpload,
  createApiToken,
  createAppPassword,
  createInvitation,
  createPlaylist,
  createShare,
  createUpload,
  createGuestUpload,
  getGuestUpload,
  signGuestUploadParts,
  completeGuestUpload,
  cancelGuestUpload,
  deleteAlbum,
  deleteArtist,
  deleteMe,
  deletePlay,
  deletePlaylist,
  deleteSong,
  deleteSongs,
  getAlbum,
  getArtist,
  getImport,
  getInstance,
  getLiveness,
  getMe,
  getPlayQueue,
  getPlayStatistics,
  getPlaylist,
  getStorage,
  listUsers,
  setStorageLimit,
  clearStorageLimit,
  setUserRole,
  signUserOut,
  deleteUser,
  getOverview,
  getReadiness,
  getSong,
  getUpload,
  keepPlayQueue,
  listAlbums,
  listApiTokens,
  listAppPasswords,
  listArtists,
  listFavouriteIds,
  listFavourites,
  listGenres,
  listAudit,
  listDeadLetters,
  listImportProblems,
  listImports,
  listInvitations,
  listOutbox,
  listOutboxTexts,
  listPlaylistItems,
  listPlaylists,
  listPlays,
  listSharedItems,
  listShares,
  listSongs,
  listUploads,
  mergeArtists,
  movePlaylistItems,
  openShare,
  recordPlay,
  removeFavourite,
  removePlaylistItems,
  requestRendition,
  restoreAlbum,
  restoreArtist,
  restoreSongs,
  retryDeadLetter,
  retryUpload,
  revokeApiToken,
  revokeAppPassword,
  revokeInvitation,
  revokeShare,
  revokeShares,
  search,
  setPlaylistCover,
  removePlaylistCover,
  setArtistPicture,
  removeArtistPicture,
  setAlbumCover,
  setUpInstance,
  signUploadParts,
  startImport,
  streamSharedSong,
  watchSharedVideo,
  downloadSharedMedia,
  watchPublicVideo,
  downloadMedia,
  streamSong,
  unlockShare,
  updateAlbum,
  updateArtist,
  updateMe,
  updatePlaylist,
  updateShare,
  updateSong,
  updateSongs,
  cancelSlideshow,
  createSlideshow,
  deleteSlideshow,
  getSlideshow,
  listSlideshows,
  retrySlideshow,
  updateSlideshow,
  watchVideo,
  listMedia,
  listMediaTags,
  listMediaMonths,
  getMedia,
  listSimilarMedia,
  updateMedia,
  deleteMedia,
  reprocessMedia,
  updateMediaItems,
  deleteMediaItems,
  restoreMediaItems,
  removeMediaItems,
  getPublicMedia,
  createPhotoAlbum,
  listPhotoAlbums,
  getPhotoAlbum,
  updatePhotoAlbum,
  deletePhotoAlbum,
  listPhotoAlbumItems,
  addPhotoAlbumItems,
  removePhotoAlbumItems,
  movePhotoAlbumItems,
  pickBestPhotos,
  pickBestOfAllPhotos,
  getPublicPhotoAlbum,
  listPublicPhotoAlbumItems,
];
