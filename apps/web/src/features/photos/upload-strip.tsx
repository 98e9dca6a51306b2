import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Progress } from '../../ui/progress.tsx';
import { describeTotals, shareOf } from '../uploads/describe.ts';
import { useUploads } from '../uploads/uploader.ts';

/** How far the uploads are, while there are any. */
export function UploadStrip() {
  const { totals } = useUploads();
  if (totals.sending + totals.processing + totals.paused + totals.attention === 0) return null;
  return (
    <Link
      to="/upload"
      className="mb-3 flex items-center gap-4 rounded-2xl border border-line bg-surface px-5 py-3.5 text-sm hover:bg-hover"
    >
      <span className="min-w-0 grow">
        <span className="font-medium">{describeTotals(totals)}</span>
        <Progress
          label={t('uploads.overall')}
          value={shareOf(totals)}
          tone="accent"
          className="mt-2"
        />
      </span>
      <ArrowRight aria-hidden className="size-5 shrink-0 text-ink-faint" />
    </Link>
  );
}
