import type { Song } from '@madrigal/contract';
import { Fragment } from 'react';
import { Link } from 'react-router';

/** The artists of a song, each leading to their page. */
export function ArtistLinks({ song, tabIndex }: { song: Song; tabIndex?: number }) {
  return song.artists.map((artist, index) => (
    <Fragment key={artist.id}>
      {index > 0 ? ', ' : null}
      <Link
        to={`/artists/${artist.id}`}
        tabIndex={tabIndex}
        className="rounded underline-offset-2 hover:text-ink hover:underline"
      >
        {artist.name}
      </Link>
    </Fragment>
  ));
}

export function AlbumLink({ song, tabIndex }: { song: Song; tabIndex?: number }) {
  return (
    <Link
      to={`/albums/${song.album.id}`}
      tabIndex={tabIndex}
      className="rounded underline-offset-2 hover:text-ink hover:underline"
    >
      {song.album.title}
    </Link>
  );
}
