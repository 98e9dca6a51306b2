import { expect, it } from 'vitest';
import { isStorable } from './storable.ts';

const judge = (json: string) => isStorable(json, JSON.parse(json));

it.each([
  String.raw`{"name":"a\u0000b"}`,
  String.raw`{"name":"\ud800"}`,
  String.raw`{"name":"\uDC00 alone"}`,
  String.raw`{"names":["fine",{"deep":"\uD83C"}]}`,
  String.raw`{"\u0000":1}`,
  String.raw`"\u0000"`,
])('takes no text that a database refuses: %s', (json) => {
  expect(judge(json)).toBe(false);
});

it.each([
  String.raw`{"name":"\ud83c\udfb5 \u00e9 \n"}`,
  String.raw`{"name":"the escape \\u0000 spelled out, and \\ud800"}`,
  '{"name":"🎵","count":0,"none":null}',
])('takes all other text: %s', (json) => {
  expect(judge(json)).toBe(true);
});

it('is not stopped by depth', () => {
  const deep = `${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`;
  expect(judge(deep)).toBe(false);
});
