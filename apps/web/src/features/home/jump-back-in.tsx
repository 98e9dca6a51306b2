import type { Song } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Titled } from '../../ui/titled.tsx';
import { playAlbum } from '../albums/play-album.ts';
import { latestPlaysQuery } from '../history/queries.ts';

const mostTiles = 8;

/** Albums heard last, each to be gone on with at once. */
export function JumpBackIn() {
  const plays = useQuery(latestPlaysQuery).data ?? [];
  const byAlbum = Map.groupBy(plays, ({ song }) => song.album.id);
  const songs = [...byAlbum.values()].flatMap(([last]) => last?.song ?? []).slice(0, mostTiles);
  if (songs.length === 0) return null;
  return (
    <Titled title={t('home.jumpBackIn')} more={{ to: '/history', label: t('history.title') }}>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17.5rem),1fr))] gap-3">
        {songs.map((song) => (
          <Tile key={song.album.id} song={song} />
        ))}
      </ul>
    </Titled>
  );
}

function Tile({ song }: { song: Song }) {
  const { album } = song;
  return (
    <li className="group relative flex min-w-0 items-center overflow-hidden rounded-2xl border border-line bg-surface transition-colors hover:bg-hover">
      <Cover url={song.coverUrl} seed={album.id} className="size-18 rounded-none" />
      <Link
        to={`/albums/${album.id}`}
        className="min-w-0 grow px-4 after:absolute after:inset-0 after:rounded-2xl"
      >
        <span className="block truncate font-semibold text-sm">{album.title}</span>
        <span className="block truncate text-[13px] text-ink-soft">{album.artistName}</span>
      </Link>
      <IconButton
        label={t('songs.play', { title: album.title })}
        variant="accent"
        onClick={() => void playAlbum(album.id, song.id)}
        className="relative mr-3 pointer-fine:opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
      >
        <Play fill="currentColor" />
      </IconButton>
    </li>
  );
}
