import {
  CircleAlert,
  CircleCheck,
  Clock,
  CopyCheck,
  FileSearch,
  type LucideIcon,
  Pause,
  Upload,
  WandSparkles,
} from 'lucide-react';
import { formatBytes } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Progress } from '../../ui/progress.tsx';
import { describeItem } from './describe.ts';
import { isActive, isDone, isUnsent, type Phase, type UploadItem } from './engine/model.ts';
import { RowActions } from './row-actions.tsx';

export const uploadRowHeight = 84;

const icons: Record<Phase, LucideIcon> = {
  waiting: Clock,
  starting: Upload,
  sending: Upload,
  paused: Pause,
  finishing: Upload,
  processing: WandSparkles,
  ready: CircleCheck,
  duplicate: CopyCheck,
  rejected: CircleAlert,
  failed: CircleAlert,
  'needs-permission': FileSearch,
  'needs-file': FileSearch,
};

function toneOf({ phase }: UploadItem): string {
  if (phase === 'ready' || phase === 'duplicate') return 'bg-hover text-ok';
  if (phase === 'rejected' || phase === 'failed') return 'bg-danger-wash text-danger';
  if (phase.startsWith('needs')) return 'bg-warn-wash text-warn';
  if (phase === 'waiting' || phase === 'paused') return 'bg-hover text-ink-faint';
  return 'bg-accent-wash text-accent-ink';
}

/** One file on its way. */
export function UploadRow({ item }: { item: UploadItem }) {
  const Icon = icons[item.phase];
  return (
    <div
      className="flex items-center gap-4 rounded-2xl px-3 transition-colors hover:bg-hover"
      style={{ height: uploadRowHeight }}
    >
      <span className={cn('grid size-12 shrink-0 place-items-center rounded-xl', toneOf(item))}>
        <Icon aria-hidden className="size-[22px]" />
      </span>
      <div className="min-w-0 grow">
        <p className="truncate font-medium text-[15px]" title={item.path}>
          {item.name}
        </p>
        <RowProgress item={item} />
        <p className="flex items-baseline gap-3 text-[13px]">
          <span
            className={cn('grow', item.fault ? 'line-clamp-2' : 'truncate', stateTone(item))}
            title={describeItem(item)}
          >
            {describeItem(item)}
          </span>
          <Figures item={item} />
        </p>
      </div>
      <RowActions item={item} />
    </div>
  );
}

function stateTone({ phase, offline }: UploadItem): string {
  if (phase === 'rejected' || phase === 'failed') return 'text-danger';
  if (offline || phase.startsWith('needs')) return 'text-warn';
  return phase === 'ready' ? 'text-ok' : 'text-ink-soft';
}

function RowProgress({ item }: { item: UploadItem }) {
  const label = t('uploads.rowProgress', { name: item.name });
  const sent = item.sizeBytes > 0 ? item.sentBytes / item.sizeBytes : 0;
  if (isUnsent(item) || isActive(item)) {
    const tone = item.phase === 'paused' || item.phase === 'waiting' ? 'quiet' : 'accent';
    return <Progress label={label} value={sent} tone={tone} className="mt-1.5 mb-1" />;
  }
  if (item.phase !== 'processing') return null;
  const value = item.step ? item.percent / 100 : null;
  return (
    <Progress
      label={label}
      value={value}
      tone={item.step ? 'ok' : 'quiet'}
      className="mt-1.5 mb-1"
    />
  );
}

/** Sizes and speed, where there is room for them. */
function Figures({ item }: { item: UploadItem }) {
  const total = formatBytes(item.sizeBytes);
  const partly = isUnsent(item) && item.sentBytes > 0;
  return (
    <span className="nums flex shrink-0 gap-3 text-ink-faint max-sm:hidden">
      {item.phase === 'sending' && item.bytesPerSecond > 0 ? (
        <span>{t('uploads.speed', { bytes: formatBytes(item.bytesPerSecond) })}</span>
      ) : null}
      {isDone(item) && item.phase === 'duplicate' ? null : (
        <span>
          {partly ? t('uploads.progress', { sent: formatBytes(item.sentBytes), total }) : total}
        </span>
      )}
    </span>
  );
}
