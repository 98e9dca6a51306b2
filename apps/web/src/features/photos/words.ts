import type { MediaItem } from '@madrigal/contract';
import { t } from '../../messages/index.ts';
import { describeRejection } from '../uploads/describe.ts';

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
