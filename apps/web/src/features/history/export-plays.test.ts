import type { Play } from '@madrigal/contract';
import { expect, it } from 'vitest';
import { toCsv } from './export-plays.ts';

const play = (title: string): Play =>
  ({
    id: 'p',
    playedAt: '2026-01-02T03:04:05.678Z',
    msPlayed: 61_499,
    song: { id: 's', title, artists: [{ id: 'a', name: 'A' }], album: { title: 'L' } },
  }) as Play;

it.each([
  ['Plain', 'Plain'],
  ['Comma, quote " and\nline', '"Comma, quote "" and\nline"'],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['-1', "'-1"],
])('writes the title %s as a cell', (title, cell) => {
  const lines = toCsv([play(title)]).replace('\ufeff', '');
  expect(lines).toBe(
    `playedAt,title,artists,album,secondsPlayed,songId\r\n2026-01-02T03:04:05.678Z,${cell},A,L,61,s\r\n`,
  );
});
