import { useQuery } from '@tanstack/react-query';
import { ArrowDownToLine, Disc3, ListMusic, Play, Shuffle, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatBytes } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { player } from '../player/player.ts';
import { TrackRow } from '../songs/track-row.tsx';
import { canKeep } from './files.ts';
import { removeAll, removeList } from './keep.ts';
import { bytesOf, type KeptList, useKept } from './kept-store.ts';
import { asKept } from './kept-stream.ts';

/** What lies in this browser and plays without a connection, and the space it takes. */
export function KeptPage() {
  const { userId, songs } = useKept();
  const all = Object.values(songs).map(({ song }) => asKept(userId ?? '', song));
  return (
    <Page>
      <PageHeader title={t('kept.title')}>
        {all.length > 0 ? (
          <>
            <Button variant="primary" onClick={() => player.playFrom(all, 0)}>
              <Play aria-hidden fill="currentColor" />
              {t('songs.playAll')}
            </Button>
            <Button onClick={() => player.playShuffled(all)}>
              <Shuffle aria-hidden />
              {t('player.shuffle')}
            </Button>
          </>
        ) : null}
      </PageHeader>
      <Space />
      <Lists />
      {all.length > 0 ? (
        <section aria-labelledby="kept-songs" className="mt-9">
          <h2 id="kept-songs" className="mb-3 text-xl">
            {t('songs.title')}
          </h2>
          <VirtualList
            label={t('songs.title')}
            rows={all}
            keyOf={(song) => song.id}
            heightOf={() => 60}
          >
            {(song, index) => (
              <TrackRow song={song} withAlbum onPlay={() => player.playFrom(all, index)} />
            )}
          </VirtualList>
        </section>
      ) : (
        <EmptyState
          icon={<ArrowDownToLine aria-hidden />}
          title={t('kept.empty')}
          text={t(canKeep() ? 'kept.emptyText' : 'kept.unsupported')}
        />
      )}
    </Page>
  );
}

function Space() {
  const state = useKept();
  const [asking, setAsking] = useState(false);
  const used = bytesOf(state);
  const count = Object.keys(state.songs).length;
  const coming = Object.values(state.coming);
  const { data: estimate } = useQuery({
    queryKey: ['storage-estimate', used],
    queryFn: async () => (await navigator.storage?.estimate?.()) ?? null,
    networkMode: 'always',
  });
  if (count === 0 && coming.length === 0) return null;
  const quota = estimate?.quota ?? 0;
  return (
    <section
      aria-label={t('kept.space')}
      className="flex max-w-3xl flex-wrap items-center gap-x-6 gap-y-4 rounded-3xl border border-line bg-surface px-6 py-5"
    >
      <div className="min-w-0 grow basis-64">
        <p className="font-semibold">
          {formatBytes(used)} · {t('songs.count', { count })}
        </p>
        <p className="mt-0.5 text-ink-soft text-sm">
          {coming.length > 0
            ? t('kept.arriving', { count: coming.length })
            : t('kept.free', { free: formatBytes(Math.max(0, quota - (estimate?.usage ?? 0))) })}
        </p>
        <Progress
          className="mt-3"
          label={t('kept.space')}
          value={
            coming.length > 0
              ? coming.reduce((sum, share) => sum + share, 0) / coming.length
              : quota > 0
                ? (estimate?.usage ?? 0) / quota
                : 0
          }
        />
      </div>
      <Button variant="danger" size="sm" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {t('kept.removeAll')}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('kept.removeAll.title')}
        text={t('kept.removeAll.text')}
      >
        <Button onClick={() => setAsking(false)}>{t('app.cancel')}</Button>
        <Button
          variant="danger"
          onClick={() => {
            setAsking(false);
            void removeAll();
          }}
        >
          {t('kept.removeAll')}
        </Button>
      </Confirm>
    </section>
  );
}

function Lists() {
  const lists = useKept((state) => state.lists);
  if (lists.length === 0) return null;
  return (
    <section aria-labelledby="kept-lists" className="mt-9">
      <h2 id="kept-lists" className="mb-3 text-xl">
        {t('kept.lists')}
      </h2>
      <ul className="max-w-3xl divide-y divide-line overflow-hidden rounded-3xl border border-line bg-surface">
        {lists.map((list) => (
          <KeptListRow key={list.id} list={list} />
        ))}
      </ul>
    </section>
  );
}

function KeptListRow({ list }: { list: KeptList }) {
  const { userId, songs } = useKept();
  const here = list.songIds.flatMap((id) => songs[id]?.song ?? []);
  const Icon = list.kind === 'album' ? Disc3 : ListMusic;
  return (
    <li className="flex items-center gap-4 px-5 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <Link to={`/${list.kind}s/${list.id}`} className="min-w-0 grow hover:underline">
        <span className="block truncate font-semibold">{list.title}</span>
        <span className="block text-ink-soft text-sm">
          {t('kept.of', { here: here.length, of: list.songIds.length })}
        </span>
      </Link>
      <IconButton
        label={t('songs.play', { title: list.title })}
        disabled={here.length === 0}
        onClick={() =>
          player.playFrom(
            here.map((song) => asKept(userId ?? '', song)),
            0,
          )
        }
      >
        <Play fill="currentColor" />
      </IconButton>
      <IconButton
        label={t('kept.removeName', { title: list.title })}
        onClick={() => void removeList(list.id)}
      >
        <Trash2 />
      </IconButton>
    </li>
  );
}
