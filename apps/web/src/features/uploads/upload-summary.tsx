import { useState } from 'react';
import { formatBytes, formatTimeLeft } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { describeTotals, shareOf } from './describe.ts';
import type { Snapshot, Totals } from './engine/board.ts';
import { canRetry, isDone } from './engine/model.ts';
import { uploader } from './uploader.ts';

/** All uploads together: how far they are, and what can be done with all of them. */
export function UploadSummary({ items, totals }: Snapshot) {
  const [asking, setAsking] = useState(false);
  const unsent = totals.sending + totals.paused;
  const over = items.some(
    (item) => isDone(item) || item.phase === 'rejected' || item.phase === 'failed',
  );
  return (
    <section
      aria-label={t('uploads.overall')}
      className="rounded-3xl border border-line bg-surface p-5 sm:p-6"
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <p role="status" className="grow font-semibold text-lg">
          {describeTotals(totals)}
        </p>
        <p className="nums text-ink-soft text-sm">
          {t('uploads.count', { done: totals.done, all: totals.all })}
        </p>
      </div>
      <Progress label={t('uploads.overall')} value={shareOf(totals)} className="mt-3.5 h-2.5" />
      <Figures totals={totals} />
      <div className="mt-4 flex flex-wrap gap-2.5 empty:hidden">
        {totals.sending > 0 ? (
          <Button size="sm" onClick={uploader.pauseAll}>
            {t('uploads.pauseAll')}
          </Button>
        ) : null}
        {totals.paused > 0 ? (
          <Button size="sm" variant="primary" onClick={uploader.resumeAll}>
            {t('uploads.resumeAll')}
          </Button>
        ) : null}
        {items.some(canRetry) ? (
          <Button size="sm" onClick={uploader.retryFailed}>
            {t('uploads.retryFailed')}
          </Button>
        ) : null}
        {over ? (
          <Button size="sm" onClick={uploader.clearFinished}>
            {t('uploads.clear')}
          </Button>
        ) : null}
        {unsent > 0 ? (
          <Button size="sm" variant="ghost" onClick={() => setAsking(true)}>
            {t('uploads.cancelAll')}
          </Button>
        ) : null}
      </div>
      <CancelAll open={asking} onClose={() => setAsking(false)} />
    </section>
  );
}

function Figures({ totals }: { totals: Totals }) {
  if (totals.sentBytes >= totals.totalBytes) return null;
  const { sentBytes, totalBytes, bytesPerSecond, secondsLeft } = totals;
  return (
    <p className="nums mt-2.5 flex gap-4 text-ink-faint text-sm">
      <span className="grow">
        {t('uploads.progress', { sent: formatBytes(sentBytes), total: formatBytes(totalBytes) })}
      </span>
      {bytesPerSecond > 0 ? (
        <span>{t('uploads.speed', { bytes: formatBytes(bytesPerSecond) })}</span>
      ) : null}
      {secondsLeft === null ? null : (
        <span>{t('uploads.left', { time: formatTimeLeft(secondsLeft) })}</span>
      )}
    </p>
  );
}

function CancelAll({ open, onClose }: { open: boolean; onClose: () => void }) {
  const cancel = () => {
    uploader.cancelAll();
    onClose();
  };
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t('uploads.cancelAll.title')}
      text={t('uploads.cancelAll.text')}
    >
      <Button variant="ghost" onClick={onClose}>
        {t('uploads.cancelAll.keep')}
      </Button>
      <Button variant="danger" onClick={cancel}>
        {t('uploads.cancelAll.confirm')}
      </Button>
    </Confirm>
  );
}
