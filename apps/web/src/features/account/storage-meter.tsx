import type { StorageQuota } from '@madrigal/contract';
import { formatBytes } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { isNearlyFull } from './storage.ts';

const kinds = [
  { part: 'mediaBytes', label: 'storage.media', tone: 'bg-accent' },
  { part: 'slideshowBytes', label: 'storage.slideshows', tone: 'bg-ok' },
  { part: 'uploadBytes', label: 'storage.uploads', tone: 'bg-ink-faint' },
] as const;

/** How much somebody stores, of how much, and what it is. */
export function StorageMeter({ storage }: { storage: StorageQuota }) {
  const { parts, usedBytes, limitBytes } = storage;
  const whole = Math.max(limitBytes ?? 0, usedBytes, 1);
  return (
    <div className="flex flex-col gap-3">
      <p className={cn('nums font-semibold', isNearlyFull(storage) && 'text-warn')}>
        {usedText(storage)}
      </p>
      <div aria-hidden className="flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-pressed">
        {kinds.map(({ part, tone }) =>
          parts[part] > 0 ? (
            <span
              key={part}
              className={cn('h-full min-w-1', tone)}
              style={{ width: `${(parts[part] / whole) * 100}%` }}
            />
          ) : null,
        )}
      </div>
      <ul className="nums empty:hidden flex flex-wrap gap-x-6 gap-y-1.5 text-ink-soft text-sm">
        {kinds.map(({ part, label, tone }) =>
          parts[part] === 0 ? null : (
            <li key={part} className="flex items-center gap-2">
              <span aria-hidden className={cn('size-2.5 rounded-full', tone)} />
              {t(label, { size: formatBytes(parts[part]) })}
            </li>
          ),
        )}
      </ul>
    </div>
  );
}

/** In a line: `4.2 GB of 10 GB used`. */
export function usedText({ usedBytes, limitBytes }: StorageQuota): string {
  const used = formatBytes(usedBytes);
  return limitBytes === null
    ? t('storage.used', { used })
    : t('storage.usedOf', { used, limit: formatBytes(limitBytes) });
}
