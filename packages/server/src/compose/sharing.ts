import { createPlaylistSharing } from '@madrigal/core/library';
import { createMediaSharing, createPhotoAlbumSharing } from '@madrigal/core/media/albums';
import type { JobSender } from '@madrigal/core/shared';
import {
  createAlbumSharing,
  createSharing,
  createSongSharing,
  type ShareableKinds,
} from '@madrigal/core/sharing';
import { createSlideshowSharing } from '@madrigal/core/slideshow';
import type { Engines } from './engines.ts';

/** Everything that can be shared: a kind that comes later is one more line. */
function shareableKinds(engines: Engines, jobs: JobSender): ShareableKinds {
  const { catalogue, library, slideshows, clock } = engines;
  return {
    playlist: createPlaylistSharing({ library, catalogue, clock }),
    album: createAlbumSharing({ catalogue }),
    song: createSongSharing({ catalogue }),
    media: createMediaSharing({ ...engines, jobs }),
    photo_album: createPhotoAlbumSharing({ ...engines, jobs }),
    slideshow: createSlideshowSharing({ slideshows }),
  };
}

export function createSharingOf(engines: Engines, jobs: JobSender) {
  const { shares, accounts, shareLinkKey: linkKey, clock, newId } = engines;
  const kinds = shareableKinds(engines, jobs);
  return createSharing({ shares, kinds, directory: accounts.directory, linkKey, clock, newId });
}
