import type { Song } from '@madrigal/contract';

export function artistsOf(song: Song): string {
  return song.artists.map((artist) => artist.name).join(', ');
}
