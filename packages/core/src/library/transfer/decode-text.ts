import { MadrigalError } from '../../shared/index.ts';

/**
 * Text of a playlist file. A byte order mark decides; without one it is UTF-8 where it can be, and
 * Windows-1252 (of which Latin-1 is a part) where it cannot.
 * @throws MadrigalError `invalid_request` for what is no text
 */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (text.includes('\0')) {
    throw new MadrigalError('invalid_request', 'This is no playlist file: it is not a text.');
  }
  return text;
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
