import type { CatalogueStore, OwnPictureDeps } from '../catalog/index.ts';
import type { AccountDirectory } from '../identity/index.ts';
import type { EventBus } from '../notifications/index.ts';
import type { Clock } from '../shared/index.ts';
import type { ShareStore } from '../sharing/index.ts';
import type { LibraryStore } from './ports.ts';

export interface LibraryDeps {
  library: LibraryStore;
  catalogue: Pick<
    CatalogueStore,
    | 'getSong'
    | 'getSongs'
    | 'getAlbums'
    | 'getArtists'
    | 'searchCatalogue'
    | 'findSongsByRecordings'
  >;
  /** Links to a playlist end with it. */
  shares: Pick<ShareStore, 'deleteSharesOfTarget'>;
  /** Names of the members of playlists. */
  directory: Pick<AccountDirectory, 'getAccount'>;
  /** Makes the secrets of invitations. */
  linkKey: Buffer;
  /** Covers that people choose. */
  pictures: OwnPictureDeps;
  events: Pick<EventBus, 'publish'>;
  clock: Clock;
  newId: () => string;
}
