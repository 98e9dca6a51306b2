import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPicture } from '@madrigal/adapters/media-tools';
import { type DemoAlbum, demoAlbums } from './albums.ts';
import { paintCover } from './cover.ts';
import { encodeSong } from './encode.ts';
import { render } from './synth/render.ts';

/** Plays every demo song into a folder, as people keep their music: artist, album, cover, lyrics. */
export async function writeAlbums(
  folder: string,
  ffmpegPath: string,
  onSong: (title: string, number: number, total: number) => void,
): Promise<void> {
  const total = demoAlbums.reduce((sum, album) => sum + album.songs.length, 0);
  let number = 0;
  for (const album of demoAlbums) {
    const albumFolder = join(folder, album.artist, album.title);
    await mkdir(albumFolder, { recursive: true });
    await writeFile(join(albumFolder, 'cover.jpg'), await drawPicture(paintCover(album)));
    for (const [index, song] of album.songs.entries()) {
      number += 1;
      onSong(song.title, number, total);
      const stem = join(albumFolder, `${String(index + 1).padStart(2, '0')} ${song.title}`);
      await encodeSong(ffmpegPath, render(song.piece), song.format, {
        path: `${stem}.${song.format}`,
        tags: tagsOf(album, index),
      });
      if (song.lyrics) await writeFile(`${stem}.lrc`, song.lyrics);
    }
  }
}

function tagsOf(album: DemoAlbum, index: number): Record<string, string> {
  const song = album.songs[index];
  return {
    title: song?.title ?? '',
    artist: album.artist,
    album_artist: album.artist,
    album: album.title,
    track: `${index + 1}/${album.songs.length}`,
    date: String(album.year),
    genre: song?.genre ?? '',
  };
}
