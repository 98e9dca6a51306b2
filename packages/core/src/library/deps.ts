import type { CatalogueStore } from '../catalog/index.ts';
import type { Clock } from '../shared/index.ts';
import type { ShareStore } from '../sharing/index.ts';
import type { LibraryStore } from './ports.ts';

export interface LibraryDeps {
  library: LibraryStore;
  catalogue: Pick<
    CatalogueStore,
    'getSong' | 'getSongs' | 'getAlbums' | 'getArtists' | 'searchCatalogue'
  >;
  /** Links to a playlist end with it. */
  shares: Pick<ShareStore, 'deleteSharesOfTarget'>;
  clock: Clock;
  newId: () => string;
}
