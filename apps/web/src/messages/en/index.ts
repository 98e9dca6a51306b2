import { account } from './account.ts';
import { admin } from './admin.ts';
import { app } from './app.ts';
import { catalog } from './catalog.ts';
import { details } from './details.ts';
import { editing } from './editing.ts';
import { kept } from './kept.ts';
import { library } from './library.ts';
import { photoAlbums } from './photo-albums.ts';
import { photos } from './photos.ts';
import { player } from './player.ts';
import { sharing } from './sharing.ts';
import { signIn } from './sign-in.ts';
import { slideshows } from './slideshows.ts';
import { smart } from './smart.ts';
import { statistics } from './statistics.ts';
import { storage } from './storage.ts';
import { transfer } from './transfer.ts';
import { uploads } from './uploads.ts';
import { video } from './video.ts';

/** Every text a person can see, in English; each area of the app has a file. */
export const en = {
  ...app,
  ...signIn,
  ...sharing,
  ...smart,
  ...statistics,
  ...account,
  ...storage,
  ...catalog,
  ...library,
  ...details,
  ...player,
  ...transfer,
  ...uploads,
  ...slideshows,
  ...photos,
  ...photoAlbums,
  ...video,
  ...admin,
  ...editing,
  ...kept,
} as const;
