import type { PlayStatistics, Song } from '@madrigal/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { Shelf } from '../../ui/shelf.tsx';
import { CardSkeleton } from '../albums/album-card.tsx';
import { recentRange, statisticsQuery } from '../history/statistics-query.ts';
import { player } from '../player/player.ts';
import { genresQuery, pageOfSongs } from '../songs/queries.ts';
import { ofTheDay } from './of-the-day.ts';

const mostMixes = 8;
const songsOfMix = 40;
/** A mix of fewer songs is none. */
const fewestSongs = 4;
const artistMixes = 3;

interface Mix {
  id: string;
  title: string;
  songs: readonly Song[];
}

type Seed = { kind: 'genre'; name: string } | { kind: 'artist'; id: string; name: string };

/** What one hears much of, and else what there is much of. */
function seedsOf(statistics: PlayStatistics | undefined, genres: readonly { name: string }[]) {
  const artists = (statistics?.artists ?? []).slice(0, artistMixes);
  const heard = (statistics?.genres ?? []).map(({ name }) => name);
  const names = new Set([...heard, ...genres.map(({ name }) => name)]);
  return [
    ...artists.map(({ artist }): Seed => ({ kind: 'artist', id: artist.id, name: artist.name })),
    ...[...names].map((name): Seed => ({ kind: 'genre', name })),
  ].slice(0, mostMixes);
}

/** Other songs every day, the same all day long. */
function mixesQuery(seeds: readonly Seed[]) {
  return queryOptions({
    queryKey: ['songs', 'mixes', new Date().toDateString(), seeds],
    queryFn: async ({ signal }) => {
      const mixes = await Promise.all(
        seeds.map(async (seed): Promise<Mix> => {
          const filter = seed.kind === 'artist' ? { artistId: seed.id } : { genre: seed.name };
          const { items } = await pageOfSongs({ order: 'added', ...filter }, undefined, signal);
          const songs = ofTheDay(items, songsOfMix, new Date());
          return { id: `${seed.kind} ${seed.name}`, title: seed.name, songs };
        }),
      );
      return mixes.filter(({ songs }) => songs.length >= fewestSongs);
    },
    enabled: seeds.length > 0,
    staleTime: 600_000,
  });
}

/** Songs that go together, ready to be heard. */
export function Mixes() {
  const statistics = useQuery(statisticsQuery(recentRange()));
  const genres = useQuery(genresQuery);
  const known = !statistics.isPending && !genres.isPending;
  const seeds = known ? seedsOf(statistics.data, genres.data ?? []) : [];
  const mixes = useQuery(mixesQuery(seeds));
  const none = known && (seeds.length === 0 || mixes.isError);
  return (
    <Shelf
      title={t('home.mixes')}
      items={none ? [] : mixes.data}
      keyOf={({ id }) => id}
      skeleton={<CardSkeleton />}
    >
      {(mix) => <MixCard mix={mix} />}
    </Shelf>
  );
}

function MixCard({ mix: { id, title, songs } }: { mix: Mix }) {
  const covers = [...new Map(songs.map(({ album, coverUrl }) => [album.id, coverUrl])).values()];
  const artists = new Set(songs.map((song) => song.artists[0]?.name ?? ''));
  return (
    <button
      type="button"
      onClick={() => player.playFrom(songs, 0)}
      className="group block w-full rounded-2xl text-left"
    >
      <span className="sr-only">{t('player.play')} </span>
      <span className="relative block">
        <Cover
          url={null}
          mosaic={covers.filter((url) => url !== null)}
          seed={id}
          className="w-full rounded-2xl shadow-cover transition-transform duration-300 group-hover:scale-[1.02]"
        />
        <span className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-2 rounded-b-2xl bg-gradient-to-t from-black/85 via-black/60 to-transparent p-3 pt-10 text-white">
          <span className="line-clamp-2 font-semibold text-[15px] leading-tight">
            {t('home.mix', { name: title })}
          </span>
          <Play aria-hidden fill="currentColor" className="mb-0.5 size-4 shrink-0" />
        </span>
      </span>
      <span className="mt-2.5 line-clamp-2 text-[13px] text-ink-soft">
        {[...artists].slice(0, 3).join(', ')}
      </span>
    </button>
  );
}
