import { describe, expect, it } from 'vitest';
import { formatAdded, formatBytes, formatClock, formatTimeLeft, spokenDuration } from './format.ts';
import { t } from './index.ts';

describe('format', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1831788, '1.8 MB'],
    [5 * 1024 ** 3, '5.4 GB'],
  ])('%d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0:00'],
    [61_900, '1:01'],
    [3_723_000, '1:02:03'],
  ])('%d ms as %s', (ms, text) => expect(formatClock(ms)).toBe(text));

  it('speaks durations', () => {
    expect(spokenDuration(61_000)).toBe('1 minute 1 second');
    expect(spokenDuration(5000)).toBe('5 seconds');
  });

  it.each([
    [0.2, '1 s'],
    [75, '1 min'],
    [7500, '2 h 5 min'],
  ])('%d s left as %s', (seconds, text) => expect(formatTimeLeft(seconds)).toBe(text));

  it('tells days by the calendar', () => {
    const noon = new Date(2026, 5, 15, 12).getTime();
    const at = (hoursAgo: number) => new Date(noon - hoursAgo * 3_600_000).toISOString();
    expect(formatAdded(at(1), noon)).toBe('today');
    expect(formatAdded(at(13), noon)).toBe('yesterday');
    expect(formatAdded(at(24 * 14), noon)).toBe('2 weeks ago');
    expect(formatAdded(at(24 * 100), noon)).toMatch(/2026/);
  });

  it('fills in placeholders and picks plural forms', () => {
    expect(t('songs.play', { title: 'A {b}' })).toBe('Play A {b}');
    expect(t('uploads.skipped', { count: 1 })).toMatch(/^1 file that/);
    expect(t('uploads.skipped', { count: 1200 })).toMatch(/^1,200 files/);
  });
});
