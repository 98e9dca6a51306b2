import type { Play, PlayStatistics } from '@madrigal/contract';
import type { PlayStatistics as Counted, ShownPlay } from '@madrigal/core/library';
import { presentAlbum } from './album.ts';
import { presentArtist } from './artist.ts';
import { presentSong } from './song.ts';
import type { Urls } from './urls.ts';

export function presentPlay({ id, song, playedAt, msPlayed }: ShownPlay, urls: Urls): Play {
  return { id, song: presentSong(song, urls), playedAt: playedAt.toISOString(), msPlayed };
}

export function presentPlayStatistics(counted: Counted, urls: Urls): PlayStatistics {
  return {
    totals: counted.totals,
    songs: counted.songs.map(({ song, ...played }) => ({
      song: presentSong(song, urls),
      ...played,
    })),
    albums: counted.albums.map(({ album, ...played }) => ({
      album: presentAlbum(album, urls),
      ...played,
    })),
    artists: counted.artists.map(({ artist, ...played }) => ({
      artist: presentArtist(artist, urls),
      ...played,
    })),
    genres: counted.genres,
    days: counted.days,
  };
}
