import type { FileHandle } from 'node:fs/promises';
import type { Sniffed } from '@madrigal/core/media/dispatch';
import { textAt } from './bytes.ts';
import { read } from './read.ts';

/** Elements of Matroska (RFC 9559), by id. */
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_TYPE = 0x83;
const CLUSTER = 0x1f43b675;
const VIDEO = 1;
const AUDIO = 2;

const MAX_ELEMENTS = 2000;
const HEADER_BYTES = 12;

interface Element {
  id: number;
  start: number;
  end: number;
}

/** What a Matroska or WebM file holds, by the types of its tracks. */
export async function sniffMatroska(file: FileHandle, head: Uint8Array): Promise<Sniffed> {
  const types = await trackTypes(file);
  if (types.includes(AUDIO) && !types.includes(VIDEO)) {
    return { kind: 'audio', container: 'matroska' };
  }
  const isWebm = textAt(head, 0, 64).includes('webm');
  return {
    kind: 'video',
    format: 'matroska',
    description: isWebm ? 'a WebM video' : 'a Matroska video',
  };
}

async function trackTypes(file: FileHandle): Promise<number[]> {
  const { size } = await file.stat();
  const budget = { elements: MAX_ELEMENTS };
  const types: number[] = [];
  for await (const top of elements(file, 0, size, budget)) {
    if (top.id !== SEGMENT) continue;
    for await (const part of elements(file, top.start, top.end, budget)) {
      if (part.id === CLUSTER) return types; // the pictures and sounds themselves
      if (part.id !== TRACKS) continue;
      for await (const entry of elements(file, part.start, part.end, budget)) {
        if (entry.id === TRACK_ENTRY) types.push(await typeOfTrack(file, entry, budget));
      }
      return types;
    }
  }
  return types;
}

async function typeOfTrack(
  file: FileHandle,
  entry: Element,
  budget: { elements: number },
): Promise<number> {
  for await (const { id, start } of elements(file, entry.start, entry.end, budget)) {
    if (id === TRACK_TYPE) return (await read(file, start, 1))[0] ?? 0;
  }
  return 0;
}

async function* elements(
  file: FileHandle,
  start: number,
  end: number,
  budget: { elements: number },
): AsyncGenerator<Element> {
  for (let at = start; at < end && budget.elements > 0; budget.elements -= 1) {
    const header = await read(file, at, HEADER_BYTES);
    const id = variableInt(header, 0, false);
    const size = id && variableInt(header, id.length, true);
    if (!size) return;
    const content = at + id.length + size.length;
    const contentEnd = size.value === null ? end : Math.min(end, content + size.value);
    yield { id: id.value ?? 0, start: content, end: contentEnd };
    at = contentEnd;
  }
}

/** EBML variable-size integer (RFC 8794, section 4); a size of all ones is unknown, null. */
function variableInt(
  bytes: Uint8Array,
  at: number,
  isSize: boolean,
): { value: number | null; length: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) return null;
  let value = isSize ? first & (0xff >> length) : first;
  let allOnes = isSize && value === 0xff >> length;
  for (const byte of bytes.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    allOnes &&= byte === 0xff;
  }
  return { value: allOnes ? null : value, length };
}
