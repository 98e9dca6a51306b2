import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { FaultPage, NotFoundPage } from './fault-pages.tsx';
import { InstanceGate, OwnAccountsGate, SignedInGate, SignedOutGate } from './gates.tsx';
import { Splash } from './splash.tsx';

/** A page whose code is fetched when it is first opened. */
function page(load: () => Promise<ComponentType>) {
  return { lazy: async () => ({ Component: await load() }), ErrorBoundary: FaultPage };
}

const setup = page(async () => (await import('../features/setup/setup-page.tsx')).SetupPage);
const signIn = page(async () => (await import('../features/sign-in/sign-in-page.tsx')).SignInPage);
const phone = page(async () => (await import('../features/sign-in/phone-page.tsx')).PhonePage);
const signUp = page(async () => (await import('../features/sign-in/sign-up-page.tsx')).SignUpPage);
const forgot = page(async () => (await import('../features/sign-in/forgot-page.tsx')).ForgotPage);
const reset = page(async () => (await import('../features/sign-in/reset-page.tsx')).ResetPage);
const verify = page(async () => (await import('../features/sign-in/verify-page.tsx')).VerifyPage);
const shared = page(async () => (await import('../features/sharing/shared-page.tsx')).SharedPage);
const publicMedia = page(
  async () => (await import('../features/visiting/public-pages.tsx')).PublicMediaPage,
);
const publicPhotoAlbum = page(
  async () => (await import('../features/visiting/public-pages.tsx')).PublicPhotoAlbumPage,
);
const account = page(
  async () => (await import('../features/account/account-page.tsx')).AccountPage,
);
const outbox = page(async () => (await import('../features/outbox/outbox-page.tsx')).OutboxPage);
const home = page(async () => (await import('../features/home/home-page.tsx')).HomePage);
const search = page(async () => (await import('../features/search/search-page.tsx')).SearchPage);
const albums = page(async () => (await import('../features/albums/albums-page.tsx')).AlbumsPage);
const album = page(async () => (await import('../features/albums/album-page.tsx')).AlbumPage);
const artists = page(
  async () => (await import('../features/artists/artists-page.tsx')).ArtistsPage,
);
const artist = page(async () => (await import('../features/artists/artist-page.tsx')).ArtistPage);
const playlists = page(
  async () => (await import('../features/playlists/playlists-page.tsx')).PlaylistsPage,
);
const playlist = page(
  async () => (await import('../features/playlists/playlist-page.tsx')).PlaylistPage,
);
const favourites = page(
  async () => (await import('../features/favourites/favourites-page.tsx')).FavouritesPage,
);
const history = page(
  async () => (await import('../features/history/history-page.tsx')).HistoryPage,
);
const slideshows = page(
  async () => (await import('../features/slideshows/slideshows-page.tsx')).SlideshowsPage,
);
const slideshow = page(
  async () => (await import('../features/slideshows/slideshow-page.tsx')).SlideshowPage,
);
const studio = page(
  async () => (await import('../features/slideshows/studio/studio-page.tsx')).StudioPage,
);
const statistics = page(
  async () => (await import('../features/history/statistics-page.tsx')).StatisticsPage,
);
const recap = page(async () => (await import('../features/history/recap-page.tsx')).RecapPage);
const library = page(async () => (await import('./navigation.tsx')).LibraryPage);
const photos = page(async () => (await import('../features/photos/photos-page.tsx')).PhotosPage);
const photoTrash = page(
  async () => (await import('../features/photos/photos-page.tsx')).PhotoTrashPage,
);
const photoAlbums = page(
  async () => (await import('../features/photo-albums/albums-page.tsx')).PhotoAlbumsPage,
);
const photoAlbum = page(
  async () => (await import('../features/photo-albums/album-page.tsx')).PhotoAlbumPage,
);
const songs = page(async () => (await import('../features/songs/songs-page.tsx')).SongsPage);
const upload = page(async () => (await import('../features/uploads/upload-page.tsx')).UploadPage);
const importing = page(
  async () => (await import('../features/imports/import-page.tsx')).ImportPage,
);
const drafts = page(async () => (await import('../features/editing/shelved-page.tsx')).DraftsPage);
const trash = page(async () => (await import('../features/editing/shelved-page.tsx')).TrashPage);
const kept = page(async () => (await import('../features/kept/kept-page.tsx')).KeptPage);
const video = page(async () => (await import('../features/video/video-page.tsx')).VideoPage);
const admin = page(async () => (await import('../features/admin/admin-page.tsx')).AdminPage);
const shell = page(async () => (await import('./shell.tsx')).Shell);

export const router = createBrowserRouter([
  {
    Component: InstanceGate,
    ErrorBoundary: FaultPage,
    HydrateFallback: Splash,
    children: [
      { path: 'setup', ...setup },
      { path: 's/:token', ...shared },
      { path: 'p/media/:mediaId', ...publicMedia },
      { path: 'p/albums/:photoAlbumId', ...publicPhotoAlbum },
      {
        Component: OwnAccountsGate,
        children: [
          { path: 'verify-email', ...verify },
          { path: 'reset-password', ...reset },
        ],
      },
      {
        Component: SignedOutGate,
        children: [
          { path: 'sign-in', ...signIn },
          { Component: OwnAccountsGate, children: [{ path: 'sign-in/phone', ...phone }] },
          { path: 'sign-up', ...signUp },
          { path: 'forgot-password', ...forgot },
        ],
      },
      {
        Component: SignedInGate,
        children: [
          {
            ...shell,
            children: [
              { index: true, ...home },
              { path: 'search', ...search },
              { path: 'library', ...library },
              { path: 'albums', ...albums },
              { path: 'albums/:albumId', ...album },
              { path: 'artists', ...artists },
              { path: 'artists/:artistId', ...artist },
              { path: 'playlists', ...playlists },
              { path: 'playlists/:playlistId', ...playlist },
              { path: 'favourites', ...favourites },
              { path: 'history', ...history },
              { path: 'statistics', ...statistics },
              { path: 'recap', ...recap },
              { path: 'slideshows', ...slideshows },
              { path: 'slideshows/new', ...studio },
              { path: 'slideshows/:slideshowId', ...slideshow },
              { path: 'photos', ...photos },
              { path: 'photos/trash', ...photoTrash },
              { path: 'photos/albums', ...photoAlbums },
              { path: 'photos/albums/:photoAlbumId', ...photoAlbum },
              { path: 'songs', ...songs },
              { path: 'upload', ...upload },
              { path: 'import', ...importing },
              { path: 'drafts', ...drafts },
              { path: 'trash', ...trash },
              { path: 'kept', ...kept },
              { path: 'videos/:mediaId', ...video },
              { path: 'admin', ...admin },
              { path: 'account', ...account },
              { path: 'outbox', ...outbox },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
]);
