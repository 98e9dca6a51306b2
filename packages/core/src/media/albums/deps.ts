import type { MediaDeps } from '../items/index.ts';
import type { PhotoAlbumStore } from './ports.ts';

export interface PhotoAlbumsDeps extends MediaDeps {
  photoAlbums: PhotoAlbumStore;
  newId: () => string;
}
