import type { Playlist, PlaylistItem } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, ListMusic, ListPlus, Play, Shuffle, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatLength } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Hero } from '../../ui/hero.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { HeroPageSkeleton, RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { ReorderList } from '../../ui/reorder-list.tsx';
import { useScroller } from '../../ui/scroller.tsx';
import { KeepButton } from '../kept/keep-button.tsx';
import { player } from '../player/player.ts';
import { QueueItems } from '../songs/queue-items.tsx';
import { TrackRow } from '../songs/track-row.tsx';
import { addToPlaylist } from './add-to-playlist-store.ts';
import { ExportMenu } from './export-menu.tsx';
import { CoverDialog, OwnerActions } from './owner-actions.tsx';
import { playlistIcon } from './playlist-cover.tsx';
import { itemsQuery, playlistQuery, useItemChanges } from './queries.ts';
import { LeaveButton, People, useJoin } from './together.tsx';

const rowHeight = 60;

export function PlaylistPage() {
  const { playlistId = '' } = useParams();
  const joining = useJoin(playlistId);
  const query = useQuery({ ...playlistQuery(playlistId), enabled: !joining });
  if (query.isPending) return <HeroPageSkeleton />;
  if (query.isError) {
    return <FailedQuery title={t('playlist.failed')} query={query} />;
  }
  return <Content key={playlistId} playlist={query.data} />;
}

function Content({ playlist }: { playlist: Playlist }) {
  const query = useQuery(itemsQuery(playlist.id));
  const items = query.data ?? [];
  return (
    <>
      <Header playlist={playlist} items={items} />
      <div className="mx-auto max-w-[1400px] px-5 pb-10 sm:px-10">
        {query.isPending ? <RowsSkeleton /> : null}
        {query.isError ? <FailedQuery title={t('songs.failed')} query={query} /> : null}
        {query.isSuccess && items.length === 0 ? <Empty /> : null}
        {items.length > 0 ? <Items playlist={playlist} items={items} /> : null}
      </div>
    </>
  );
}

interface WithItems {
  playlist: Playlist;
  items: readonly PlaylistItem[];
}

function Header({ playlist, items }: WithItems) {
  const [choosing, setChoosing] = useState(false);
  const songs = items.map((item) => item.song);
  return (
    <Hero
      kind={t(kindOf(playlist))}
      title={playlist.name}
      coverUrl={playlist.coverUrl}
      mosaic={playlist.mosaicUrls}
      seed={playlist.id}
      icon={playlistIcon(playlist)}
      onPicture={
        playlist.own ? { label: t('playlist.cover'), choose: () => setChoosing(true) } : undefined
      }
      facts={<Facts playlist={playlist} />}
    >
      <Button
        variant="primary"
        disabled={songs.length === 0}
        onClick={() => player.playFrom(songs, 0)}
      >
        <Play aria-hidden fill="currentColor" />
        {t('player.play')}
      </Button>
      <Button disabled={songs.length === 0} onClick={() => player.playShuffled(songs)}>
        <Shuffle aria-hidden />
        {t('player.shuffle')}
      </Button>
      {playlist.own ? <OwnerActions playlist={playlist} /> : null}
      {items.length > 0 ? <ExportMenu playlist={playlist} /> : null}
      {playlist.canEdit && !playlist.own ? <LeaveButton playlist={playlist} /> : null}
      {items.length > 0 ? (
        <>
          <KeepButton
            list={{ kind: 'playlist', id: playlist.id, title: playlist.name }}
            songs={() => songs}
          />
          <MoreMenu playlist={playlist} items={items} />
        </>
      ) : null}
      <CoverDialog playlist={playlist} open={choosing} onClose={() => setChoosing(false)} />
    </Hero>
  );
}

function MoreMenu({ playlist, items }: WithItems) {
  const songs = items.map((item) => item.song);
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={t('songs.more', { title: playlist.name })}>
          <Ellipsis />
        </IconButton>
      }
    >
      <QueueItems songs={() => songs} />
      <MenuItem onSelect={() => addToPlaylist(songs)}>
        <ListPlus aria-hidden />
        {t('playlists.add')}
      </MenuItem>
    </Menu>
  );
}

function Facts({ playlist }: { playlist: Playlist }) {
  return (
    <>
      {playlist.description ? (
        <p className="mb-2 line-clamp-3 max-w-2xl text-pretty text-base">{playlist.description}</p>
      ) : null}
      <p>
        {t('songs.count', { count: playlist.itemCount })}
        {playlist.durationMs > 0 ? ` · ${formatLength(playlist.durationMs)}` : ''}
      </p>
      {playlist.collaborative && playlist.canEdit ? <People playlistId={playlist.id} /> : null}
    </>
  );
}

function kindOf({ rules, collaborative }: Playlist) {
  if (rules) return 'playlist.kind.smart';
  return collaborative ? 'playlist.kind.together' : 'playlist.kind';
}

function Empty() {
  return (
    <EmptyState
      icon={<ListMusic aria-hidden />}
      title={t('playlist.empty.title')}
      text={t('playlist.empty.text')}
    >
      <Button asChild variant="primary">
        <Link to="/search">{t('playlist.empty.action')}</Link>
      </Button>
    </EmptyState>
  );
}

function Items({ playlist, items }: WithItems) {
  const scroller = useScroller();
  const changes = useItemChanges(playlist.id);
  const songs = items.map((item) => item.song);
  const ordered = playlist.canEdit && !playlist.rules;
  return (
    <ReorderList
      label={playlist.name}
      items={items}
      keyOf={(item) => item.id}
      rowHeight={rowHeight}
      scroller={scroller}
      onMove={ordered ? (from, to) => changes.move(items, from, to) : null}
      handleLabel={(item) => t('queue.move', { title: item.song.title })}
      movedText={(place, of) => t('list.moved', { place, of })}
    >
      {(item, index) => (
        <TrackRow
          song={item.song}
          withAlbum
          onPlay={() => player.playFrom(songs, index)}
          menu={
            ordered ? (
              <MenuItem onSelect={() => changes.remove(item)}>
                <Trash2 aria-hidden />
                {t('playlist.removeItem')}
              </MenuItem>
            ) : null
          }
        />
      )}
    </ReorderList>
  );
}
