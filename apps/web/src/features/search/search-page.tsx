import { endpoints, type SearchResults } from '@madrigal/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { History, Search, SearchX, X } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { Shelf } from '../../ui/shelf.tsx';
import { AlbumCard } from '../albums/album-card.tsx';
import { ArtistCard } from '../artists/artist-card.tsx';
import { player } from '../player/player.ts';
import { PlaylistCard } from '../playlists/playlist-card.tsx';
import { genresQuery } from '../songs/queries.ts';
import { TrackRow } from '../songs/track-row.tsx';
import { forgetSearches, rememberSearch, useRecentSearches } from './recent-searches.ts';

const typingPauseMs = 160;
/** A search that was looked at for this long is remembered. */
const rememberAfterMs = 2500;

function searchQuery(q: string) {
  return queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => request(endpoints.search, { query: { q, limit: 12 } }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}

/** Finds while one types. What was typed is part of the address. */
export function SearchPage() {
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get('q') ?? '');
  const input = useRef<HTMLInputElement>(null);
  const q = (params.get('q') ?? '').trim();
  const query = useQuery(searchQuery(q));
  const shown = useDeferredValue(query.data);

  useEffect(() => {
    const timer = setTimeout(
      () => setParams(text.trim() ? { q: text } : {}, { replace: true, preventScrollReset: true }),
      typingPauseMs,
    );
    return () => clearTimeout(timer);
  }, [text, setParams]);
  const found = query.isSuccess && !query.isPlaceholderData && !isEmpty(query.data);
  useEffect(() => {
    if (!found) return;
    const timer = setTimeout(() => rememberSearch(q), rememberAfterMs);
    return () => clearTimeout(timer);
  }, [found, q]);

  return (
    <Page>
      <h1 className="sr-only">{t('search.title')}</h1>
      <search className="relative mb-9 block max-w-2xl">
        <Search
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-5 my-auto size-5 text-ink-faint"
        />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          // biome-ignore lint/a11y/noAutofocus: whoever opens this page is about to type
          autoFocus
          autoComplete="off"
          spellCheck={false}
          aria-label={t('search.title')}
          placeholder={t('search.placeholder')}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setText('')}
          className="h-14 w-full rounded-full border border-line bg-surface pr-14 pl-13 text-lg shadow-sm outline-offset-0 placeholder:text-ink-faint"
        />
        {text ? (
          <IconButton
            label={t('search.clear')}
            className="absolute inset-y-0 right-2 my-auto"
            onClick={() => {
              setText('');
              input.current?.focus();
            }}
          >
            <X />
          </IconButton>
        ) : null}
      </search>
      {q === '' ? <Start onChoose={setText} /> : null}
      {q !== '' && query.isError ? <FailedQuery title={t('search.failed')} query={query} /> : null}
      {q !== '' && query.isPending ? <RowsSkeleton /> : null}
      {q !== '' && shown ? <Results q={q} results={shown} /> : null}
    </Page>
  );
}

function isEmpty({ songs, albums, artists, playlists }: SearchResults): boolean {
  return songs.length + albums.length + artists.length + playlists.length === 0;
}

function Results({ q, results }: { q: string; results: SearchResults }) {
  const { songs, albums, artists, playlists } = results;
  const count = songs.length + albums.length + artists.length + playlists.length;
  return (
    <>
      <p role="status" className="sr-only">
        {t('search.found', { count })}
      </p>
      {count === 0 ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={t('search.nothing')}
          text={t('search.nothingText', { q })}
        />
      ) : null}
      <Shelf
        title={t('artists.title')}
        items={artists}
        keyOf={(artist) => artist.id}
        skeleton={null}
      >
        {(artist) => <ArtistCard artist={artist} />}
      </Shelf>
      {songs.length > 0 ? (
        <section aria-labelledby="found-songs" className="mb-10">
          <h2 id="found-songs" className="mb-3 text-xl">
            {t('songs.title')}
          </h2>
          <ol>
            {songs.map((song, index) => (
              <li key={song.id} className="flex">
                <TrackRow song={song} withAlbum onPlay={() => player.playFrom(songs, index)} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      <Shelf title={t('albums.title')} items={albums} keyOf={(album) => album.id} skeleton={null}>
        {(album) => <AlbumCard album={album} />}
      </Shelf>
      <Shelf
        title={t('playlists.title')}
        items={playlists}
        keyOf={(playlist) => playlist.id}
        skeleton={null}
      >
        {(playlist) => <PlaylistCard playlist={playlist} />}
      </Shelf>
    </>
  );
}

const genresShown = 24;

/** Before anything is typed: earlier searches, and genres to look around in. */
function Start({ onChoose }: { onChoose: (text: string) => void }) {
  const searches = useRecentSearches((state) => state.searches);
  const genres = useQuery(genresQuery).data ?? [];
  return (
    <>
      {searches.length > 0 ? (
        <section aria-labelledby="recent-searches" className="mb-10">
          <div className="mb-3 flex items-baseline justify-between">
            <h2 id="recent-searches" className="text-xl">
              {t('search.recent')}
            </h2>
            <button
              type="button"
              onClick={forgetSearches}
              className="rounded-lg font-semibold text-[13px] text-accent-ink underline-offset-4 hover:underline"
            >
              {t('search.forget')}
            </button>
          </div>
          <ul className="flex flex-wrap gap-2.5">
            {searches.map((search) => (
              <li key={search}>
                <button
                  type="button"
                  onClick={() => onChoose(search)}
                  className="flex h-10 items-center gap-2 rounded-full bg-hover px-4 text-sm hover:bg-pressed"
                >
                  <History aria-hidden className="size-4 text-ink-faint" />
                  {search}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {genres.length > 0 ? (
        <section aria-labelledby="genres">
          <h2 id="genres" className="mb-4 text-xl">
            {t('search.genres')}
          </h2>
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(190px,1fr))] sm:gap-4">
            {genres.slice(0, genresShown).map((genre, index) => (
              <li key={genre.name}>
                <Link
                  to={`/songs?genre=${encodeURIComponent(genre.name)}`}
                  className="flex h-24 flex-col justify-between rounded-2xl p-4 text-white shadow-cover transition-transform hover:scale-[1.02]"
                  style={{ background: tint(index) }}
                >
                  <span className="truncate font-semibold text-lg tracking-[-0.02em]">
                    {genre.name}
                  </span>
                  <span className="text-[13px] text-white/90">
                    {t('songs.count', { count: genre.songCount })}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** Colours far apart for neighbours; dark enough for white words. */
function tint(index: number): string {
  const hue = (index * 137.5 + 20) % 360;
  return `linear-gradient(140deg, oklch(0.5 0.13 ${hue}), oklch(0.36 0.11 ${hue + 40}))`;
}
