import type { ByteRange } from '@madrigal/core/shared';

/** One range of a resource, `whole` when the header does not restrict it, `unsatisfiable` when nothing fits. */
export type RangeChoice = ByteRange | 'whole' | 'unsatisfiable';

const SINGLE = /^bytes=\s*(\d*)-(\d*)\s*$/i;

/**
 * Reads a `Range` header (RFC 9110, section 14.1.2). Malformed headers, other units and several
 * ranges are ignored, as section 14.2 allows, so that the client gets the whole.
 */
export function chooseRange(header: string, sizeBytes: number): RangeChoice {
  const match = SINGLE.exec(header);
  if (!match) return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' ? 'whole' : suffix(Number(last), sizeBytes);
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Number(last);
  if (last !== '' && end < start) return 'whole';
  if (start >= sizeBytes) return 'unsatisfiable';
  return { start, end: Math.min(end, sizeBytes - 1) };
}

function suffix(length: number, sizeBytes: number): RangeChoice {
  if (length === 0 || sizeBytes === 0) return 'unsatisfiable';
  return { start: Math.max(sizeBytes - length, 0), end: sizeBytes - 1 };
}
