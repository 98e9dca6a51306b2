import { describe, expect, it, test } from 'vitest';
import { methods as tried } from '../../../../../tests/fixtures/opensubsonic/methods.ts';
import { readLyrics } from './lyrics-text.ts';
import { methods } from './methods/index.ts';
import { toXml } from './xml.ts';

describe('XML', () => {
  it.each([
    [{ a: 1, b: true, c: null, d: undefined }, '<x a="1" b="true"/>'],
    [{ list: ['a', 'b'], empty: [] }, '<x><list>a</list><list>b</list></x>'],
    [{ value: 'A & B', count: 2 }, '<x count="2">A &amp; B</x>'],
    [{ one: { two: { three: 3 } } }, '<x><one><two three="3"/></one></x>'],
    [{ at: new Date(0) }, '<x at="1970-01-01T00:00:00.000Z"/>'],
    [{ text: '"<\n\t>' }, '<x text="&quot;&lt;&#10;&#9;&gt;"/>'],
    [{ text: 'a\u0000\u000b\ud800\ufffe🎷' }, '<x text="a🎷"/>'],
  ])('of %j is %s', (value, xml) => {
    expect(toXml('x', value)).toBe(xml);
  });
});

describe('lyrics', () => {
  test('without times are lines as they stand', () => {
    expect(readLyrics('one\r\n\r\n two ')).toEqual({
      synced: false,
      lines: [{ text: 'one' }, { text: '' }, { text: 'two' }],
    });
  });

  test('of LRC are in the order of their times, with its offset', () => {
    const text =
      '[ti:Song]\n[offset:+500]\n[01:02.5][00:01.50]twice\n[0:2:25]<00:02.30> by <00:02.90>word\nstray';
    expect(readLyrics(text)).toEqual({
      synced: true,
      lines: [
        { startMs: 1000, text: 'twice' },
        { startMs: 1750, text: 'by word' },
        { startMs: 62_000, text: 'twice' },
      ],
    });
  });
});

test('every method is among those whose callers are tried, as what it is', () => {
  const named = (writes: boolean) =>
    Object.keys(methods).filter((name) => methods[name]?.writes === writes);
  expect(named(false).sort()).toEqual([...tried.reading].sort());
  expect(named(true).sort()).toEqual([...tried.writing].sort());
});
