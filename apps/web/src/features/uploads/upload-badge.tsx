import { t } from '../../messages/index.ts';
import { describeTotals, shareOf } from './describe.ts';
import { useUploads } from './uploader.ts';

const radius = 8;
const around = 2 * Math.PI * radius;

/** A small ring beside the link to the uploads, while there are any. */
export function UploadBadge() {
  const { totals } = useUploads();
  if (totals.sending + totals.processing + totals.paused === 0) {
    return totals.attention > 0 ? (
      <span className="grid h-5 min-w-5 place-items-center rounded-full bg-warn-wash px-1.5 font-semibold text-[11px] text-warn">
        <span aria-hidden>{totals.attention}</span>
        <span className="sr-only">
          {t('uploads.summary.attention', { count: totals.attention })}
        </span>
      </span>
    ) : null;
  }
  return (
    <span>
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 -rotate-90" fill="none">
        <circle cx="10" cy="10" r={radius} strokeWidth="3" className="stroke-pressed" />
        <circle
          cx="10"
          cy="10"
          r={radius}
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - shareOf(totals))}
          className="stroke-accent transition-[stroke-dashoffset] duration-300"
        />
      </svg>
      <span className="sr-only">{describeTotals(totals)}</span>
    </span>
  );
}
