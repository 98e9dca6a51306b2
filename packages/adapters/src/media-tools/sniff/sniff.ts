import { type FileHandle, open } from 'node:fs/promises';
import type { AudioContainer, ContentSniffer, Sniffed } from '@madrigal/core/media/dispatch';
import { findFrames } from './audio-frames.ts';
import { hasText, textAt } from './bytes.ts';
import { describe, isTransportStream } from './describe.ts';
import { isIsobmff, sniffIsobmff } from './isobmff.ts';
import { sniffMatroska } from './matroska.ts';
import { sniffPicture } from './pictures.ts';
import { read } from './read.ts';

const HEAD_BYTES = 65_536;
const ID3_HEADER_BYTES = 10;
/** ID3v2 tags in a row; some taggers prepend a second one. */
const MAX_ID3_TAGS = 8;

/**
 * Tells files apart by their first 64 KiB, or the 64 KiB behind an ID3v2 tag. Where these only name
 * a container, its own headers say whether there are pictures in it.
 */
export function createContentSniffer(): ContentSniffer {
  return { sniff };
}

async function sniff(path: string): Promise<Sniffed> {
  const file = await open(path, 'r');
  try {
    const start = await skipId3(file);
    const head = await read(file, start, HEAD_BYTES);
    if (start === 0) return await sniffHead(file, head);
    const container = containerOf(head);
    if (container) return { kind: 'audio', container };
    return { kind: 'other', description: describeBehindId3(head) };
  } finally {
    await file.close();
  }
}

async function sniffHead(file: FileHandle, head: Uint8Array): Promise<Sniffed> {
  if (isIsobmff(head)) return sniffIsobmff(file, head);
  if (hasText(head, '\x1a\x45\xdf\xa3')) return sniffMatroska(file, head);
  const visible = sniffPicture(head) ?? sniffVideo(head);
  if (visible) return visible;
  const container = containerOf(head);
  return container ? { kind: 'audio', container } : { kind: 'other', description: describe(head) };
}

function sniffVideo(head: Uint8Array): Sniffed | null {
  if (hasText(head, 'RIFF') && hasText(head, 'AVI ', 8)) {
    return { kind: 'video', format: 'avi', description: 'an AVI video' };
  }
  return isTransportStream(head)
    ? { kind: 'video', format: 'mpegts', description: 'an MPEG transport stream' }
    : null;
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

function describeBehindId3(head: Uint8Array): string {
  return head.length === 0 ? 'a tag without audio' : `${describe(head)} behind an ID3 tag`;
}
