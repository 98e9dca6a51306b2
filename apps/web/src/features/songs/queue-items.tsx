import type { Song } from '@madrigal/contract';
import { ListEnd, ListStart } from 'lucide-react';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { player } from '../player/player.ts';

interface QueueItemsProps {
  /** The songs to put into the queue, fetched when one of the items is chosen. */
  songs: () => readonly Song[] | Promise<readonly Song[]>;
}

/** Menu items that put songs into the queue. */
export function QueueItems({ songs }: QueueItemsProps) {
  const add = async (next: boolean) => {
    try {
      const all = await songs();
      if (next) player.playNext(all);
      else player.addToQueue(all);
      toast.success(t(next ? 'queue.addedNext' : 'queue.added', { count: all.length }));
    } catch (error) {
      toast.error(describeError(error));
    }
  };
  return (
    <>
      <MenuItem onSelect={() => void add(true)}>
        <ListStart aria-hidden />
        {t('queue.playNext')}
      </MenuItem>
      <MenuItem onSelect={() => void add(false)}>
        <ListEnd aria-hidden />
        {t('queue.add')}
      </MenuItem>
    </>
  );
}
