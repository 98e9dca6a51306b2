import { glassGarden } from './songs/glass-garden.ts';
import { lastTrainHome } from './songs/last-train-home.ts';
import { morningSlowWater } from './songs/morning-slow-water.ts';
import { northbound } from './songs/northbound.ts';
import { paperLanterns } from './songs/paper-lanterns.ts';
import { tidewaterLyrics, tidewaterWaltz } from './songs/tidewater-waltz.ts';
import type { Piece } from './synth/render.ts';

export type DemoFormat = 'flac' | 'm4a' | 'opus';

interface DemoSong {
  title: string;
  genre: string;
  format: DemoFormat;
  piece: Piece;
  /** LRC text. */
  lyrics?: string;
}

export interface DemoAlbum {
  artist: string;
  title: string;
  year: number;
  /** What its cover is painted with: the sky from above to below, and what shines in it. */
  colours: { sky: readonly string[]; lights: readonly string[] };
  seed: number;
  songs: readonly DemoSong[];
}

/** What a newcomer hears first. Artists, albums and songs are made up. */
export const demoAlbums: readonly DemoAlbum[] = [
  {
    artist: 'Ilse Varn',
    title: 'Rooms by the Water',
    year: 2024,
    colours: {
      sky: ['#f6c9a8', '#e58f8b', '#5f6f9c', '#22304f'],
      lights: ['#fff1d6', '#ffd0a6', '#f3a6a0', '#a9c7e8'],
    },
    seed: 5,
    songs: [
      { title: 'Morning, Slow Water', genre: 'Lo-fi', format: 'flac', piece: morningSlowWater },
      {
        title: 'Tidewater Waltz',
        genre: 'Folk',
        format: 'm4a',
        piece: tidewaterWaltz,
        lyrics: tidewaterLyrics,
      },
      { title: 'Glass Garden', genre: 'Ambient', format: 'opus', piece: glassGarden },
    ],
  },
  {
    artist: 'Low Meridian',
    title: 'Night Lines',
    year: 2025,
    colours: {
      sky: ['#0b1030', '#27256b', '#7a2f86', '#f0747c'],
      lights: ['#ffe3b0', '#ff9fb1', '#8fd3ff', '#c79bff'],
    },
    seed: 17,
    songs: [
      { title: 'Northbound', genre: 'Synth-pop', format: 'flac', piece: northbound },
      { title: 'Paper Lanterns', genre: 'Instrumental', format: 'm4a', piece: paperLanterns },
      { title: 'Last Train Home', genre: 'Downtempo', format: 'opus', piece: lastTrainHome },
    ],
  },
];
