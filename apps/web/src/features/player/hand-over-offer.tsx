import type { PlayQueue } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { MonitorSmartphone, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { isTakenOver, playQueueQuery, tellQueueNow, thisDevice, useHandOver } from './hand-over.ts';
import { player } from './player.ts';
import { queueOf } from './queue.ts';
import { isOn, usePlayer } from './store.ts';

/** Offers to go on with what another device of the same person played. */
export function HandOverOffer() {
  const queue = useQuery(playQueueQuery).data;
  const on = usePlayer(isOn);
  const toldAt = useHandOver((state) => state.toldAt);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const since = useRef<string | null>(null);
  useEffect(() => {
    if (queue === undefined) return;
    if (queue && isTakenOver(usePlayer.getState(), queue, since.current)) player.pause();
    const known = [since.current, toldAt, queue?.changedAt].map((moment) => moment ?? '');
    since.current = known.toSorted().at(-1) ?? '';
  }, [queue, toldAt]);
  if (!queue || on || queue.device.id === thisDevice.id) return null;
  const song = queue.songs[queue.currentIndex ?? -1];
  const isNews = toldAt === null || queue.changedAt > toldAt;
  if (!song || !isNews || dismissed === queue.changedAt) return null;
  const dismiss = () => setDismissed(queue.changedAt);
  return (
    <section
      aria-label={t('handOver.region')}
      className="mb-2 flex animate-rise items-center gap-3 rounded-2xl border border-line bg-raised p-2.5 pl-4 shadow-float"
    >
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-accent-ink" />
      <div className="min-w-0 grow">
        <p className="line-clamp-2 font-semibold text-sm">
          {t('handOver.title', { device: queue.device.name })}
        </p>
        <p className="truncate text-[13px] text-ink-soft">
          {t('handOver.at', { title: song.title, position: formatClock(queue.positionMs) })}
        </p>
      </div>
      <Button variant="primary" size="sm" onClick={() => takeOver(queue)}>
        {t('handOver.take')}
      </Button>
      <IconButton label={t('handOver.dismiss')} size="sm" onClick={dismiss}>
        <X />
      </IconButton>
    </section>
  );
}

function takeOver({ songs, currentIndex, positionMs }: PlayQueue): void {
  player.clear();
  player.restore(queueOf(songs, currentIndex ?? 0), positionMs);
  player.play();
  tellQueueNow();
}
