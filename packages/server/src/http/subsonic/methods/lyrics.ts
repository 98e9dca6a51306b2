import type { Song } from '@madrigal/core/catalog';
import { foldName } from '@madrigal/core/shared';
import { z } from 'zod';
import { readIdOf } from '../ids.ts';
import { readLyrics } from '../lyrics-text.ts';
import { type Context, type Method, reads } from '../method.ts';
import { text } from '../params.ts';
import type { Body } from '../reply.ts';

const MOST_TRIED = 20;

export const lyrics: Record<string, Method> = {
  getLyrics: reads(
    z.object({ artist: text.optional(), title: text.optional() }),
    async ({ artist = '', title = '' }, context) => {
      const song = await songNamed(artist, title, context);
      if (!song?.lyrics) return { lyrics: { value: '' } };
      const value = readLyrics(song.lyrics)
        .lines.map((line) => line.text)
        .join('\n');
      return { lyrics: { artist: artistOf(song), title: song.title, value } };
    },
  ),
  getLyricsBySongId: reads(z.object({ id: text }), async ({ id }, { services, caller }) => {
    const song = await services.catalog.getSong(caller, readIdOf('song', id));
    return { lyricsList: { structuredLyrics: song.lyrics ? [structured(song, song.lyrics)] : [] } };
  }),
};

function structured(song: Song, text: string): Body {
  const { synced, lines } = readLyrics(text);
  return {
    displayArtist: artistOf(song),
    displayTitle: song.title,
    lang: 'und',
    offset: 0,
    synced,
    line: lines.map(({ text: value, startMs }) => ({ start: startMs, value })),
  };
}

function artistOf({ artists }: Song): string {
  return artists.map(({ name }) => name).join(', ');
}

async function songNamed(
  artist: string,
  title: string,
  { services, caller }: Context,
): Promise<Song | undefined> {
  const { songs } = await services.library.search(caller, `${artist} ${title}`, MOST_TRIED);
  return songs.find((song) => song.lyrics && foldName(song.title) === foldName(title));
}
