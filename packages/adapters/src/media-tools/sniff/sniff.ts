import { type FileHandle, open } from 'node:fs/promises';
import type { AudioContainer, ContentSniffer, Sniffed } from '@madrigal/core/media/dispatch';
import { findFrames } from './audio-frames.ts';
import { hasText, textAt } from './bytes.ts';
import { describe, describeBrand } from './describe.ts';

const HEAD_BYTES = 65_536;
const ID3_HEADER_BYTES = 10;
/** ID3v2 tags in a row; some taggers prepend a second one. */
const MAX_ID3_TAGS = 8;

/** Tells files apart by their first 64 KiB, or the 64 KiB behind an ID3v2 tag. */
export function createContentSniffer(): ContentSniffer {
  return { sniff };
}

async function sniff(path: string): Promise<Sniffed> {
  const file = await open(path, 'r');
  try {
    const start = await skipId3(file);
    const head = await read(file, start, HEAD_BYTES);
    const container = containerOf(head);
    if (container) return { kind: 'audio', container };
    return { kind: 'other', description: start > 0 ? describeBehindId3(head) : describeHead(head) };
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Offset of what follows the ID3v2 tags at the start (id3.org, ID3v2.4 structure, section 3.1). */
async function skipId3(file: FileHandle): Promise<number> {
  let start = 0;
  for (let count = 0; count < MAX_ID3_TAGS; count += 1) {
    const header = await read(file, start, ID3_HEADER_BYTES);
    if (!hasText(header, 'ID3') || header.length < ID3_HEADER_BYTES) break;
    const size = header.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const footer = (header[5] ?? 0) & 0x10 ? ID3_HEADER_BYTES : 0;
    start += ID3_HEADER_BYTES + size + footer;
  }
  return start;
}

function containerOf(head: Uint8Array): AudioContainer | null {
  if (hasText(head, 'fLaC')) return 'flac';
  if (hasText(head, 'OggS')) return isOggAudio(head) ? 'ogg' : null;
  if (['RIFF', 'RF64', 'BW64'].includes(textAt(head, 0, 4))) {
    return hasText(head, 'WAVE', 8) ? 'wav' : null;
  }
  if (hasText(head, 'FORM')) return ['AIFF', 'AIFC'].includes(textAt(head, 8, 4)) ? 'aiff' : null;
  if (isMp4(head)) return describeBrand(textAt(head, 8, 4)) === null ? 'mp4' : null;
  return isOtherMagic(head) ? null : findFrames(head, head.length < HEAD_BYTES);
}

/** Only what has no signature of its own may be raw frames: a picture can hold their sync bytes. */
function isOtherMagic(head: Uint8Array): boolean {
  return describe(head) !== 'a file of an unknown kind';
}

/** Streams that an Ogg file begins with, each by the start of its first packet (RFC 5334). */
function isOggAudio(head: Uint8Array): boolean {
  const start = textAt(head, 0, 4096);
  return !start.includes('\x80theora') && !start.includes('BBCD\0');
}

function isMp4(head: Uint8Array): boolean {
  if (hasText(head, 'ftyp', 4)) return true;
  // QuickTime files from before `ftyp` begin with any of these.
  return ['moov', 'mdat', 'wide'].includes(textAt(head, 4, 4));
}

function describeHead(head: Uint8Array): string {
  if (hasText(head, 'OggS')) return 'an Ogg video';
  const brand = hasText(head, 'ftyp', 4) ? describeBrand(textAt(head, 8, 4)) : null;
  return brand ?? describe(head);
}

function describeBehindId3(head: Uint8Array): string {
  return head.length === 0 ? 'a tag without audio' : `${describeHead(head)} behind an ID3 tag`;
}
