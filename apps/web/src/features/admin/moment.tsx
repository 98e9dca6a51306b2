import { formatMoment } from '../../messages/format.ts';

/** Date and time of day, where the reader is. */
export function Moment({ iso, className }: { iso: string; className?: string }) {
  return (
    <time dateTime={iso} className={className}>
      {formatMoment(iso)}
    </time>
  );
}
