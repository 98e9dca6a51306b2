import { createPlaylistSharing } from '@madrigal/core/library';
import {
  createAlbumSharing,
  createSharing,
  createSongSharing,
  type ShareableKinds,
} from '@madrigal/core/sharing';
import { createSlideshowSharing } from '@madrigal/core/slideshow';
import type { Engines } from './engines.ts';

/** Everything that can be shared: a kind that comes later is one more line. */
function shareableKinds({ catalogue, library, slideshows, clock }: Engines): ShareableKinds {
  return {
    playlist: createPlaylistSharing({ library, catalogue, clock }),
    album: createAlbumSharing({ catalogue }),
    song: createSongSharing({ catalogue }),
    slideshow: createSlideshowSharing({ slideshows }),
  };
}

export function createSharingOf(engines: Engines) {
  const { shares, accounts, shareLinkKey: linkKey, clock, newId } = engines;
  const kinds = shareableKinds(engines);
  return createSharing({ shares, kinds, directory: accounts.directory, linkKey, clock, newId });
}
