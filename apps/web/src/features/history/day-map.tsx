import type { PlayStatistics } from '@madrigal/contract';
import { formatLength } from '../../messages/format.ts';
import { locale, t } from '../../messages/index.ts';

const dayMs = 86_400_000;
const weekdays = 7;
const mostWeeks = 53;
/** How dark a day is, by its share of the day with most; from nothing to all. */
const shades = [0, 0.28, 0.5, 0.75, 1];

interface Day {
  day: string;
  msPlayed: number;
}

/** A year at most, a column for each week, darker where more was heard. */
export function DayMap({ days }: { days: PlayStatistics['days'] }) {
  const cells = cellsOf(days);
  const most = Math.max(1, ...cells.map(({ msPlayed }) => msPlayed));
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const best = cells.reduce((a, b) => (b.msPlayed > a.msPlayed ? b : a));
  const words = t('stats.bestDay', {
    day: format.format(new Date(best.day)),
    length: formatLength(best.msPlayed),
  });
  return (
    <figure className="rounded-3xl bg-hover p-5">
      <div
        aria-hidden
        className="grid w-full auto-cols-fr grid-flow-col gap-[3px]"
        style={{ gridTemplateRows: `repeat(${weekdays}, minmax(0, 1fr))` }}
      >
        {cells.map(({ day, msPlayed }) => (
          <span
            key={day}
            title={`${format.format(new Date(day))}: ${formatLength(msPlayed)}`}
            className="aspect-square max-h-5 rounded-[3px] bg-line"
          >
            <span
              className="block size-full rounded-[3px] bg-accent"
              style={{ opacity: shadeOf(msPlayed / most) }}
            />
          </span>
        ))}
      </div>
      <figcaption className="mt-4 text-ink-soft text-sm">{words}</figcaption>
    </figure>
  );
}

function shadeOf(share: number): number {
  return share === 0 ? 0 : (shades[Math.ceil(share * (shades.length - 1))] ?? 1);
}

/** Every day of whole weeks that hold all the given ones, up to the last year of them. */
export function cellsOf(days: readonly Day[]): Day[] {
  const known = new Map(days.map((one) => [one.day, one.msPlayed]));
  const last = Date.parse(days.at(-1)?.day ?? '');
  const first = Date.parse(days[0]?.day ?? '');
  const start = mondayOf(Math.max(first, last - (mostWeeks - 1) * weekdays * dayMs));
  const count = (mondayOf(last) - start) / dayMs + weekdays;
  return Array.from({ length: count }, (_, n) => {
    const day = new Date(start + n * dayMs).toISOString().slice(0, 10);
    return { day, msPlayed: known.get(day) ?? 0 };
  });
}

function mondayOf(time: number): number {
  const weekday = (new Date(time).getUTCDay() + weekdays - 1) % weekdays;
  return time - weekday * dayMs;
}
