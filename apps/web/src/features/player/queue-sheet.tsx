import { useState } from 'react';
import { t } from '../../messages/index.ts';
import { Cover } from '../../ui/cover.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { artistsOf } from '../songs/words.ts';
import { PlayingBars } from './playing-bars.tsx';
import { QueueList } from './queue-list.tsx';
import { useCurrentSong, usePlayer } from './store.ts';

/** The queue beside the page. */
export function QueueSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const song = useCurrentSong();
  const playing = usePlayer((state) => state.status === 'playing');
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('queue.title')}
      closeLabel={t('app.close')}
      titled
    >
      <div ref={setScroller} className="grow overflow-y-auto px-5 pt-3 pb-8">
        {song ? (
          <div className="mb-6 flex items-center gap-3.5 rounded-2xl bg-accent-wash/70 p-3">
            <Cover url={song.coverUrl} seed={song.album.id} className="size-14" />
            <div className="min-w-0 grow">
              <p className="truncate font-semibold text-accent-ink text-sm">{song.title}</p>
              <p className="truncate text-[13px] text-ink-soft">{artistsOf(song)}</p>
            </div>
            <PlayingBars moving={playing} className="mr-2" />
          </div>
        ) : null}
        <QueueList scroller={scroller} />
      </div>
    </Sheet>
  );
}
