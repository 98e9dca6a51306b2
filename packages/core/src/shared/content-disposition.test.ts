import { describe, expect, test } from 'vitest';
import { attachment, isAttachment, safeFileName } from './content-disposition.ts';

describe('a name for a file', () => {
  test.each([
    ['Möwe am Hafen.jpg', 'Möwe am Hafen.jpg'],
    ['../../etc/passwd', 'etc passwd'],
    ['.htaccess', 'htaccess'],
    ['a\r\nSet-Cookie: x', 'a Set-Cookie x'],
    ['\u202Egpj.exe', 'gpj.exe'],
    ['\uD800.jpg', '\uFFFD.jpg'],
    ['', 'file'],
    ['...', 'file'],
  ])('%j is saved as %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test('a long one keeps its ending, and no sign of it is cut in half', () => {
    const safe = safeFileName(`${'😀'.repeat(200)}.jpeg`);
    expect(safe).toMatch(/^(😀)+\.jpeg$/u);
    expect(safe.length).toBeLessThanOrEqual(180);
  });

  test('a header has it in ASCII and in full', () => {
    expect(attachment("Möwe's Flug (2).jpg")).toBe(
      `attachment; filename="Mowe's Flug (2).jpg"; filename*=UTF-8''M%C3%B6we%27s%20Flug%20%282%29.jpg`,
    );
    for (const name of ['海.jpg', 'a"b\\c%.jpg', 'x\r\ny', '😀'.repeat(300)]) {
      expect(isAttachment(attachment(name)), name).toBe(true);
    }
  });

  test.each([
    'inline',
    'attachment',
    'attachment; filename="a\r\nX: y"; filename*=UTF-8\'\'a',
    'attachment; filename="a"; filename*=UTF-8\'\'a"',
    'attachment; filename="a"b"; filename*=UTF-8\'\'a',
  ])('%j is none of ours', (text) => {
    expect(isAttachment(text)).toBe(false);
  });
});
