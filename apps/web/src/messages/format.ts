import { locale, t } from './index.ts';
import { perLocale } from './per-locale.ts';

const bytesUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** A size in bytes as people read it, in powers of 1000: `1.8 MB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(bytesUnits.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: bytesUnits[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** A length of time as on a player's clock: `3:07`, `1:02:09`. */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
    : `${minutes}:${seconds}`;
}

/** A length of time in words, for screen readers: `3 minutes 7 seconds`. */
export function spokenDuration(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(total / 60);
  const parts = [t('time.seconds', { count: total % 60 })];
  if (minutes > 0) parts.unshift(t('time.minutes', { count: minutes }));
  return parts.join(' ');
}

/** How long something still takes, roughly: `12 s`, `4 min`, `2 h 5 min`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 60) return t('time.shortSeconds', { count: Math.max(1, Math.round(seconds)) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('time.shortMinutes', { count: minutes });
  return t('time.shortHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

const relative = perLocale((at) => new Intl.RelativeTimeFormat(at, { numeric: 'auto' }));
const dates = perLocale((at) => new Intl.DateTimeFormat(at, { dateStyle: 'medium' }));
const moments = perLocale(
  (at) => new Intl.DateTimeFormat(at, { dateStyle: 'medium', timeStyle: 'short' }),
);
const times = perLocale((at) => new Intl.DateTimeFormat(at, { timeStyle: 'short' }));
const day = 86_400_000;

/** When something was added: recent days in words, then the date. */
export function formatAdded(iso: string, now = Date.now()): string {
  const then = Date.parse(iso);
  const days = Math.floor((startOfDay(now) - startOfDay(then)) / day + 0.5);
  if (days < 7) return relative().format(-Math.max(0, days), 'day');
  if (days < 28) return relative().format(-Math.round(days / 7), 'week');
  return dates().format(then);
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** A number with a fixed unit after it, in the reader's notation. */
export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A length of time as albums state it: `43 min`, `1 h 12 min`. */
export function formatLength(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return t('time.shortMinutes', { count: minutes });
  return t('time.shortHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** The time of day: `14:05`. */
export function formatTime(iso: string): string {
  return times().format(Date.parse(iso));
}

/** The day: `15 Jun 2026`. */
export function formatDate(iso: string): string {
  return dates().format(Date.parse(iso));
}

/** The day and the time of day, where the reader is. */
export function formatMoment(iso: string): string {
  return moments().format(Date.parse(iso));
}
