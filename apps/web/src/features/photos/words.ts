import type { MediaItem, ShownMedia } from '@madrigal/contract';
import { spokenDuration } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { describeRejection } from '../uploads/describe.ts';
import { formatCaptured, nameOf } from './media.ts';

/** Why an item is not shown, or not yet; null for one that is. */
export function stateText({ state, progress, rejection }: MediaItem): string | null {
  switch (state) {
    case 'received':
      return t('photos.state.received');
    case 'processing':
      return progress
        ? t('photos.state.percent', { percent: Math.round(progress.percent) })
        : t('photos.state.processing');
    case 'rejected':
      return rejection ? describeRejection(rejection) : t('photos.state.failed');
    case 'failed':
      return t('photos.state.failed');
    case 'ready':
      return null;
  }
}

/** What screen readers say of a photo or video: kind, name, day, length. */
export function spokenName(item: ShownMedia): string {
  const name = t(item.kind === 'video' ? 'photos.video' : 'photos.photo', {
    title: nameOf(item),
    date: formatCaptured(item, 'short'),
  });
  return item.durationMs === null ? name : `${name}, ${spokenDuration(item.durationMs)}`;
}
