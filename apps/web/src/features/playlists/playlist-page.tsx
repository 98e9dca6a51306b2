import { endpoints, type Playlist, type PlaylistItem, type SmartRules } from '@madrigal/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ListMusic, Pencil, Play, Share2, Shuffle, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { formatLength } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Failure } from '../../ui/failure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MenuItem } from '../../ui/menu.tsx';
import { HeroPageSkeleton, RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { ReorderList } from '../../ui/reorder-list.tsx';
import { useScroller } from '../../ui/scroller.tsx';
import { toast } from '../../ui/toast.tsx';
import { player } from '../player/player.ts';
import { ShareDialog } from '../sharing/share-dialog.tsx';
import { TrackRow } from '../songs/track-row.tsx';
import { ExportMenu } from './export-menu.tsx';
import { NameDialog } from './name-dialog.tsx';
import { PlaylistSleeve } from './playlist-sleeve.tsx';
import { itemsQuery, playlistQuery, useItemChanges } from './queries.ts';
import { LeaveButton, Together, useJoin } from './together.tsx';

const rowHeight = 60;

export function PlaylistPage() {
  const { playlistId = '' } = useParams();
  const joining = useJoin(playlistId);
  const query = useQuery({ ...playlistQuery(playlistId), enabled: !joining });
  if (query.isPending) return <HeroPageSkeleton />;
  if (query.isError) {
    return (
      <Failure
        title={t('playlist.failed')}
        text={describeError(query.error)}
        retryLabel={t('app.retry')}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return <Content key={playlistId} playlist={query.data} />;
}

function Content({ playlist }: { playlist: Playlist }) {
  const query = useQuery(itemsQuery(playlist.id));
  const items = query.data ?? [];
  const songs = items.map((item) => item.song);
  return (
    <div className="mx-auto max-w-[1400px] px-5 pt-8 pb-10 sm:px-10 lg:pt-14">
      <header className="mb-9 flex flex-col gap-6 sm:flex-row sm:items-end sm:gap-9">
        <PlaylistSleeve
          playlistId={playlist.id}
          className="w-44 rounded-3xl shadow-cover sm:w-52 lg:w-60"
        />
        <div className="min-w-0">
          <p className="font-medium text-ink-soft text-sm">{t(kindOf(playlist))}</p>
          <h1 className="mt-1 line-clamp-3 pb-1 text-4xl leading-[1.1] sm:text-5xl sm:leading-[1.1]">
            {playlist.name}
          </h1>
          {playlist.description ? (
            <p className="mt-3 line-clamp-3 max-w-2xl text-pretty text-ink-soft">
              {playlist.description}
            </p>
          ) : null}
          <p className="mt-3 text-ink-soft text-sm">
            {t('songs.count', { count: playlist.itemCount })}
            {playlist.durationMs > 0 ? ` · ${formatLength(playlist.durationMs)}` : ''}
          </p>
          <div className="mt-6 flex flex-wrap items-center gap-2.5">
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
            {items.length > 0 ? <ExportMenu playlist={playlist} /> : null}
            {playlist.own ? <OwnerActions playlist={playlist} /> : null}
            {playlist.canEdit && !playlist.own ? <LeaveButton playlist={playlist} /> : null}
          </div>
        </div>
      </header>
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isSuccess && items.length === 0 ? <Empty /> : null}
      {items.length > 0 ? <Items playlist={playlist} items={items} /> : null}
    </div>
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

function Items({ playlist, items }: { playlist: Playlist; items: PlaylistItem[] }) {
  const scroller = useScroller();
  const changes = useItemChanges(playlist.id);
  const songs = items.map((item) => item.song);
  return (
    <ReorderList
      label={playlist.name}
      items={items}
      keyOf={(item) => item.id}
      rowHeight={rowHeight}
      scroller={scroller}
      onMove={
        playlist.canEdit && !playlist.rules ? (from, to) => changes.move(items, from, to) : null
      }
      handleLabel={(item) => t('queue.move', { title: item.song.title })}
      movedText={(place, of) => t('list.moved', { place, of })}
    >
      {(item, index) => (
        <TrackRow
          song={item.song}
          withAlbum
          onPlay={() => player.playFrom(songs, index)}
          menu={
            playlist.canEdit && !playlist.rules ? (
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

function OwnerActions({ playlist }: { playlist: Playlist }) {
  const [open, setOpen] = useState<'edit' | 'delete' | 'share' | null>(null);
  const close = () => setOpen(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const params = { playlistId: playlist.id };
  const refresh = () => client.invalidateQueries({ queryKey: ['playlists'] });
  const onError = (error: Error) => toast.error(describeError(error));
  const edit = useMutation({
    mutationFn: (body: { name: string; description: string; rules?: SmartRules }) =>
      request(endpoints.updatePlaylist, { params, body }),
    onSuccess: close,
    onError,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => request(endpoints.deletePlaylist, { params }),
    onSuccess: async () => {
      await navigate('/playlists');
      client.removeQueries({ queryKey: playlistQuery(playlist.id).queryKey });
      void refresh();
    },
    onError,
  });
  return (
    <>
      <Button onClick={() => setOpen('share')}>
        <Share2 aria-hidden />
        {t('share.open')}
      </Button>
      <IconButton label={t('playlist.edit')} onClick={() => setOpen('edit')}>
        <Pencil />
      </IconButton>
      <IconButton label={t('playlist.delete')} onClick={() => setOpen('delete')}>
        <Trash2 />
      </IconButton>
      <ShareDialog
        open={open === 'share'}
        onClose={close}
        target={{ kind: 'playlist', targetId: playlist.id, title: playlist.name }}
      >
        {playlist.rules ? null : <Together playlistId={playlist.id} />}
      </ShareDialog>
      <NameDialog
        open={open === 'edit'}
        onClose={close}
        title={t('playlist.edit')}
        submitLabel={t('app.save')}
        initial={playlist}
        rules={playlist.rules ?? undefined}
        busy={edit.isPending}
        onSubmit={(values) => edit.mutate(values)}
      />
      <Confirm
        open={open === 'delete'}
        onClose={close}
        title={t('playlist.delete.title', { name: playlist.name })}
        text={t('playlist.delete.text')}
      >
        <Button onClick={close}>{t('app.cancel')}</Button>
        <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
          {t('playlist.delete')}
        </Button>
      </Confirm>
    </>
  );
}
