import type { IncomingHttpHeaders } from 'node:http';
import type { BlobInfo } from '@madrigal/core/shared';

const MS = 1000;

/** Whether the client's copy is current (RFC 9110, sections 13.1.2 and 13.1.3). */
export function isNotModified(headers: IncomingHttpHeaders, info: BlobInfo): boolean {
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) return matchesAnyTag(noneMatch, info.etag);
  const since = parseDate(headers['if-modified-since']);
  return since !== null && secondsOf(info.lastModified) <= since;
}

/**
 * Whether the client's part belongs to these bytes, so that it may have the rest (section 13.1.5).
 * A date counts only when it is a strong validator: the object was not changed in the last second.
 */
export function allowsRange(ifRange: string | undefined, info: BlobInfo, now: Date): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.startsWith('"')) return ifRange === info.etag;
  const date = parseDate(ifRange);
  const settled = now.getTime() - info.lastModified.getTime() >= MS;
  return date !== null && settled && secondsOf(info.lastModified) === date;
}

function matchesAnyTag(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

function parseDate(text: string | undefined): number | null {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : Math.floor(time / MS);
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / MS);
}
