import type { FileHandle } from 'node:fs/promises';
import type { Sniffed } from '@madrigal/core/media/dispatch';
import { hasText, textAt } from './bytes.ts';
import { read, viewOf } from './read.ts';

/** Boxes looked at in one file; a sound one has its tracks far earlier. */
const MAX_BOXES = 5000;
const HEADER_BYTES = 16;
const HANDLER_OFFSET = 8;

/** What files of the ISO base media file format (ISO/IEC 14496-12) hold, by their brands and tracks. */
export async function sniffIsobmff(file: FileHandle, head: Uint8Array): Promise<Sniffed> {
  const brands = brandsOf(head);
  const image = imageOf(brands);
  if (image) return image;
  const description = brands[0] === 'qt  ' ? 'a QuickTime video' : 'an MP4 video';
  const isSound = brands.some((brand) => /^(M4A|M4B|M4P|F4A) $/.test(brand));
  const handlers = isSound ? ['soun'] : await handlersOf(file);
  if (!handlers.includes('vide') && handlers.includes('soun')) {
    return { kind: 'audio', container: 'mp4' };
  }
  return { kind: 'video', format: 'mp4', description };
}

/** True for what begins like such a file. QuickTime files from before `ftyp` begin with other boxes. */
export function isIsobmff(head: Uint8Array): boolean {
  if (hasText(head, 'ftyp', 4)) return true;
  return ['moov', 'mdat', 'wide'].includes(textAt(head, 4, 4));
}

/** The major brand, then the compatible ones. */
function brandsOf(head: Uint8Array): string[] {
  if (!hasText(head, 'ftyp', 4) || head.length < HEADER_BYTES) return [];
  const size = Math.min(viewOf(head).getUint32(0), head.length);
  const brands = [textAt(head, 8, 4)];
  for (let at = HEADER_BYTES; at + 4 <= size; at += 4) brands.push(textAt(head, at, 4));
  return brands;
}

function imageOf(brands: readonly string[]): Sniffed | null {
  const has = (pattern: RegExp) => brands.some((brand) => pattern.test(brand));
  const [major = ''] = brands;
  if (major === 'crx ') {
    return { kind: 'image', format: 'raw', description: 'a Canon raw image' };
  }
  if (!/^(avi[fs]|hei[cxms]|hev[cxms]|mif[12]|msf1)$/.test(major)) return null;
  if (has(/^avi[fs]$/) && !/^he/.test(major)) {
    return { kind: 'image', format: 'avif', description: 'an AVIF image' };
  }
  return { kind: 'image', format: 'heif', description: 'a HEIC image' };
}

interface Span {
  start: number;
  end: number;
}

/** Kinds of the tracks: `vide`, `soun`, `text`. */
async function handlersOf(file: FileHandle): Promise<string[]> {
  const { size } = await file.stat();
  const budget = { boxes: MAX_BOXES };
  const boxes = (span: Span, type: string) => findBoxes(file, span, type, budget);
  const handlers: string[] = [];
  for (const movie of await boxes({ start: 0, end: size }, 'moov')) {
    for (const track of await boxes(movie, 'trak')) {
      for (const media of await boxes(track, 'mdia')) {
        for (const { start } of await boxes(media, 'hdlr')) {
          handlers.push(textAt(await read(file, start + HANDLER_OFFSET, 4), 0, 4));
        }
      }
    }
  }
  return handlers;
}

/** Contents of the boxes of one type that lie side by side in a span. */
async function findBoxes(
  file: FileHandle,
  { start, end }: Span,
  type: string,
  budget: { boxes: number },
): Promise<Span[]> {
  const found: Span[] = [];
  for (let at = start; at + 8 <= end && budget.boxes > 0; budget.boxes -= 1) {
    const header = await read(file, at, HEADER_BYTES);
    if (header.length < 8) break;
    const { headerBytes, size } = sizeOfBox(header, end - at);
    if (size < headerBytes) break;
    if (hasText(header, type, 4))
      found.push({ start: at + headerBytes, end: Math.min(end, at + size) });
    at += size;
  }
  return found;
}

function sizeOfBox(header: Uint8Array, left: number): { headerBytes: number; size: number } {
  const size = viewOf(header).getUint32(0);
  if (size === 0) return { headerBytes: 8, size: left };
  if (size !== 1) return { headerBytes: 8, size };
  const large = header.length < HEADER_BYTES ? 0 : Number(viewOf(header).getBigUint64(8));
  return { headerBytes: HEADER_BYTES, size: large };
}
