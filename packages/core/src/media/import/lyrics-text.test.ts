import { expect, test } from 'vitest';
import { readLyricsText } from './lyrics-text.ts';

test.each([
  ['UTF-8', Buffer.from('[00:01.00]là\n')],
  ['UTF-8 with a mark', Buffer.from('\ufeff[00:01.00]là')],
  ['UTF-16', Buffer.from('\ufeff[00:01.00]là', 'utf16le')],
  ['UTF-16, big end first', Buffer.from('\ufeff[00:01.00]là', 'utf16le').swap16()],
  ['Latin-1', Buffer.from('[00:01.00]là', 'latin1')],
])('reads %s', (_, bytes) => {
  expect(readLyricsText(bytes)).toBe('[00:01.00]là');
});

test('keeps lines and leaves out what is not text', () => {
  expect(readLyricsText(Buffer.from('a\r\nb\rc\u0000\u202e\u0007'))).toBe('a\nb\nc');
  expect(readLyricsText(Buffer.from(' \n\u0000'))).toBeNull();
  expect(readLyricsText(Buffer.alloc(2_000_000, 'x'))).toHaveLength(100_000);
});
