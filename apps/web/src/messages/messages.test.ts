import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { formatAdded, formatBytes, formatNumber } from './format.ts';
import { language, locale, setTexts, t } from './index.ts';
import { localeOf, preferredLanguage } from './language.ts';
import type { Entry, MessageKey, Plural } from './translation.ts';

const formsOf = (entry: Entry): Plural => (typeof entry === 'string' ? { other: entry } : entry);
const gapsOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join();

afterEach(() => setTexts('en'));

describe('languages', () => {
  it('fill the same gaps as English', () => {
    const wrong = (Object.keys(en) as MessageKey[]).filter((key) => {
      const english = formsOf(en[key]);
      return Object.entries(formsOf(de[key])).some(([form, text]) => {
        const wanted = english[form as Intl.LDMLPluralRule] ?? english.other;
        return !text.trim() || gapsOf(text) !== gapsOf(wanted);
      });
    });
    expect(wrong).toEqual([]);
  });

  it('speaks German, in numbers and dates too', async () => {
    await setTexts('de', ['fr', 'de-AT']);
    expect(language).toBe('de');
    expect(locale).toBe('de-AT');
    expect(t('songs.count', { count: 1 })).toBe('1 Song');
    expect(t('uploads.skipped', { count: 2 })).toMatch(/^2 Dateien/);
    await setTexts('de');
    expect(formatNumber(1234.5, 1)).toBe('1.234,5');
    expect(formatBytes(1_831_788)).toBe('1,8 MB');
    const noon = new Date(2026, 5, 15, 12).getTime();
    expect(formatAdded(new Date(noon - 86_400_000).toISOString(), noon)).toBe('gestern');
  });

  it('follows what the browser prefers', () => {
    expect(preferredLanguage(['fr-FR', 'de-CH', 'en'])).toBe('de');
    expect(preferredLanguage(['fr-FR', 'EN-gb'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('en');
    expect(localeOf('en', ['de', 'en-GB'])).toBe('en-GB');
    expect(localeOf('en', ['de'])).toBe('en');
  });
});

/** Texts read while a module loads would stay in the language of that moment. */
it('no module reads texts while it loads', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const early = files
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .filter((name) => readsEarly(readFileSync(join(source, name), 'utf8')));
  expect(early).toEqual([]);
});

/** By the formatter's layout: a constant of the module that calls `t` outside any function. */
function readsEarly(code: string): boolean {
  const constants = code.split(/\n(?=\S)/).filter((text) => /^(export )?const /.test(text));
  return constants.some((text) => /\bt\(/.test(text) && !/=>|function/.test(text));
}
