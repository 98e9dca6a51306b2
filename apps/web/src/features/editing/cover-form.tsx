import { type Album, type Artist, endpoints } from '@madrigal/contract';
import { UserRound } from 'lucide-react';
import { request } from '../../api/request.ts';
import { Cover } from '../../ui/cover.tsx';
import { closeEditor } from './edit-target.ts';
import { PictureForm } from './picture-form.tsx';

/** Chooses the cover of an album. */
export function CoverForm({ album }: { album: Album }) {
  const params = { albumId: album.id };
  return (
    <PictureForm
      save={async (picture) =>
        picture && request(endpoints.setAlbumCover, { params, body: { picture } })
      }
      onDone={closeEditor}
    >
      <Cover
        url={album.coverUrl}
        seed={album.id}
        eager
        className="w-full rounded-3xl shadow-cover"
      />
    </PictureForm>
  );
}

/** Chooses the picture of an artist, or takes it off. */
export function ArtistPictureForm({ artist }: { artist: Artist }) {
  const params = { artistId: artist.id };
  return (
    <PictureForm
      save={(picture) =>
        picture === null
          ? request(endpoints.removeArtistPicture, { params })
          : request(endpoints.setArtistPicture, { params, body: { picture } })
      }
      removable={artist.ownPicture}
      onDone={closeEditor}
    >
      <Cover
        url={artist.coverUrl}
        seed={artist.id}
        icon={UserRound}
        eager
        className="w-full rounded-full shadow-cover"
      />
    </PictureForm>
  );
}
