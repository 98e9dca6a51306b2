import { describe, expect, it } from 'vitest';
import { answerRange, rangeOf } from './ranges.ts';

describe('ranges of kept files', () => {
  it.each([
    [null, null],
    ['bytes=0-', { first: 0, last: 9 }],
    ['bytes=2-4', { first: 2, last: 4 }],
    ['bytes=2-400', { first: 2, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-300', { first: 0, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=-', null],
    ['bytes=1-2,4-5', null],
    ['pages=1-2', null],
  ])('%s of ten bytes', (header, range) => expect(rangeOf(header, 10)).toEqual(range));

  const ask = (range?: string) =>
    answerRange(
      new Request('http://localhost/x', { headers: range ? { range } : {} }),
      new Response('0123456789', { headers: { 'content-type': 'audio/flac' } }),
    );

  it('answers a part with where it belongs', async () => {
    const answer = await ask('bytes=2-4');
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(answer.headers.get('content-type')).toBe('audio/flac');
    expect(await answer.text()).toBe('234');
  });

  it('answers the whole, and refuses what is not there', async () => {
    expect(await (await ask()).text()).toBe('0123456789');
    const refused = await ask('bytes=11-');
    expect([refused.status, refused.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });
});
