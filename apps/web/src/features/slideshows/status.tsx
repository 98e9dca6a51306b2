import type { Slideshow } from '@madrigal/contract';
import { formatTimeLeft } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Progress } from '../../ui/progress.tsx';

/** How far a slideshow is, in a line. */
export function statusText(slideshow: Slideshow): string {
  switch (slideshow.state) {
    case 'queued':
      return t('slideshow.queued');
    case 'rendering':
      return t('slideshow.rendering', { percent: slideshow.percent });
    case 'failed':
      return t('slideshow.error');
    case 'cancelled':
      return t('slideshow.cancelled');
    case 'ready':
      return t('slideshows.photos', { count: slideshow.photoCount });
  }
}

/** Progress of one that waits or is being rendered, with the time that is left. */
export function RenderProgress({ slideshow }: { slideshow: Slideshow }) {
  const { name, state, percent, remainingMs } = slideshow;
  return (
    <div className="flex flex-col gap-2">
      <Progress
        label={t('slideshow.progress', { name })}
        value={state === 'rendering' && percent > 0 ? percent / 100 : null}
      />
      <p className="flex justify-between gap-4 text-[13px] text-ink-soft">
        <span>{statusText(slideshow)}</span>
        {remainingMs === null ? null : (
          <span className="tabular-nums">
            {t('slideshow.timeLeft', { time: formatTimeLeft(remainingMs / 1000) })}
          </span>
        )}
      </p>
    </div>
  );
}
