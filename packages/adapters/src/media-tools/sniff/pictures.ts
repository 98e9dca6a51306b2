import type { ImageFormat, Sniffed } from '@madrigal/core/media/dispatch';
import { hasText } from './bytes.ts';
import { viewOf } from './read.ts';

const TIFF_SUB_IFDS = 0x014a;
const TIFF_MAKE = 0x010f;
const DNG_VERSION = 0xc612;
const IFD_ENTRY_BYTES = 12;

const magics: readonly (readonly [bytes: string, at: number, ImageFormat, words: string])[] = [
  ['\xff\xd8\xff', 0, 'jpeg', 'a JPEG image'],
  ['\x89PNG\r\n\x1a\n', 0, 'png', 'a PNG image'],
  ['GIF87a', 0, 'gif', 'a GIF image'],
  ['GIF89a', 0, 'gif', 'a GIF image'],
  ['WEBP', 8, 'webp', 'a WebP image'],
  ['FUJIFILMCCD-RAW', 0, 'raw', 'a Fujifilm raw image'],
  ['IIRO', 0, 'raw', 'an Olympus raw image'],
  ['IIRS', 0, 'raw', 'an Olympus raw image'],
  ['MMOR', 0, 'raw', 'an Olympus raw image'],
  ['IIU\0', 0, 'raw', 'a Panasonic raw image'],
  ['CR\x02', 8, 'raw', 'a Canon raw image'],
];

/** Pictures by their first bytes; null for what is none. */
export function sniffPicture(head: Uint8Array): Sniffed | null {
  const magic = magics.find(([bytes, at]) => hasText(head, bytes, at));
  if (magic?.[2] === 'webp' && !hasText(head, 'RIFF')) return null;
  if (magic) return { kind: 'image', format: magic[2], description: magic[3] };
  if (!hasText(head, 'II*\0') && !hasText(head, 'MM\0*')) return null;
  return isRaw(head)
    ? { kind: 'image', format: 'raw', description: 'a raw image' }
    : { kind: 'image', format: 'tiff', description: 'a TIFF image' };
}

/**
 * Camera raws are TIFF files (TIFF 6.0, section 2) whose first picture is only a preview: a DNG says
 * what it is, others name their maker and keep the real picture in a directory below.
 */
function isRaw(head: Uint8Array): boolean {
  const view = viewOf(head);
  const little = hasText(head, 'II');
  const tags = new Set<number>();
  if (head.length < 8) return false;
  const start = view.getUint32(4, little);
  if (start + 2 > head.length) return false;
  const count = view.getUint16(start, little);
  for (let index = 0; index < count; index++) {
    const at = start + 2 + index * IFD_ENTRY_BYTES;
    if (at + 2 > head.length) break;
    tags.add(view.getUint16(at, little));
  }
  return tags.has(DNG_VERSION) || (tags.has(TIFF_SUB_IFDS) && tags.has(TIFF_MAKE));
}
