import { Trash2, X } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Cover } from '../../ui/cover.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ReorderList } from '../../ui/reorder-list.tsx';
import { artistsOf } from '../songs/words.ts';
import { player } from './player.ts';
import type { QueueEntry } from './queue.ts';
import { usePlayer } from './store.ts';

const rowHeight = 60;

/** What plays next, to be put in another order. */
export function QueueList({ scroller }: { scroller: HTMLElement | null }) {
  const queue = usePlayer((state) => state.queue);
  const first = queue.index + 1;
  const upcoming = queue.entries.slice(first);
  return (
    <section aria-labelledby="up-next" className="min-w-0">
      <div className="mb-2 flex h-9 items-center justify-between pl-2">
        <h3 id="up-next" className="text-lg">
          {t('player.upNext')}
        </h3>
        {upcoming.length > 0 ? (
          <Button variant="ghost" size="sm" onClick={player.clearUpcoming}>
            <Trash2 aria-hidden />
            {t('queue.clear')}
          </Button>
        ) : null}
      </div>
      {upcoming.length === 0 ? (
        <p className="px-2 text-ink-soft text-sm">{t('player.nothingNext')}</p>
      ) : (
        <ReorderList
          label={t('player.upNext')}
          items={upcoming}
          keyOf={({ key }) => key}
          rowHeight={rowHeight}
          scroller={scroller}
          onMove={(from, to) => player.moveInQueue(first + from, first + to)}
          handleLabel={({ song }) => t('queue.move', { title: song.title })}
          movedText={(place, of) => t('list.moved', { place, of })}
        >
          {(entry, index) => <Row entry={entry} onPlay={() => player.jumpTo(first + index)} />}
        </ReorderList>
      )}
    </section>
  );
}

function Row({ entry, onPlay }: { entry: QueueEntry; onPlay: () => void }) {
  const { key, song } = entry;
  return (
    <div className="flex min-w-0 grow items-center rounded-xl pr-1 transition-colors hover:bg-hover">
      <button
        type="button"
        onClick={onPlay}
        className="flex min-w-0 grow items-center gap-3.5 rounded-xl p-1.5 text-left"
      >
        <Cover url={song.coverUrl} seed={song.album.id} className="size-12" />
        <span className="min-w-0">
          <span className="sr-only">{t('player.play')} </span>
          <span className="block truncate font-medium text-sm">{song.title}</span>
          <span className="block truncate text-[13px] text-ink-soft">{artistsOf(song)}</span>
        </span>
      </button>
      <IconButton
        label={t('queue.remove', { title: song.title })}
        hint={t('queue.removeShort')}
        size="sm"
        onClick={() => player.removeFromQueue(key)}
        className="md:opacity-0 md:focus-visible:opacity-100 md:group-focus-within:opacity-100 md:group-hover:opacity-100"
      >
        <X />
      </IconButton>
    </div>
  );
}
