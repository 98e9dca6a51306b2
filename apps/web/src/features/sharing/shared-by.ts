import type { SharedView } from '@madrigal/contract';
import { formatDate } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';

/** Who shares it, and for how long. */
export function sharedByText({ sharedBy, expiresAt }: Pick<SharedView, 'sharedBy' | 'expiresAt'>) {
  const by = t('shared.by', { name: sharedBy });
  return expiresAt ? `${by} · ${t('shared.until', { date: formatDate(expiresAt) })}` : by;
}
