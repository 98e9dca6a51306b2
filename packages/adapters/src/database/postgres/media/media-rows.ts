import type { MediaFacts, MediaItem, Rendition } from '@madrigal/core/media/items';
import type { Insertable, Selectable } from 'kysely';
import type { MediaTable, StoredRendition } from '../tables.ts';

const HEX_DIGIT_BITS = 4;

export function fromMedia(item: MediaItem): Insertable<MediaTable> {
  return {
    id: item.id,
    owner_id: item.ownerId,
    kind: item.kind,
    format: item.format,
    progress: JSON.stringify(item.progress),
    file_name: item.fileName,
    title: item.title,
    caption: item.caption,
    tags: item.tags,
    ...captureColumns(item.capture),
    added_at: item.addedAt,
    updated_at: item.updatedAt,
    width: item.width,
    height: item.height,
    ...factColumns(item),
    raw_key: item.rawKey,
    raw_size_bytes: item.rawSizeBytes,
    content_hash: item.contentHash,
    generation: item.generation,
    renditions_of: item.renditionsOf,
    ...renditionColumns(item.renditions),
    visibility: item.visibility,
    guest_name: item.guestName,
    deleted_at: item.deletedAt,
  };
}

export function captureColumns({ at, offsetMinutes, source }: MediaItem['capture']) {
  return { captured_at: at, captured_offset_minutes: offsetMinutes, captured_source: source };
}

export function factColumns(facts: Omit<MediaFacts, 'capture' | 'width' | 'height'>) {
  return {
    duration_ms: facts.durationMs,
    animated: facts.animated,
    orientation: facts.orientation,
    placeholder: facts.placeholder,
    perceptual_hash: facts.perceptualHash && toBits(facts.perceptualHash),
    focus: jsonOrNull(facts.focus),
    score: facts.score,
    location: jsonOrNull(facts.location),
    camera: jsonOrNull(facts.camera),
  };
}

export function renditionColumns(renditions: readonly Rendition[]) {
  const expiries = renditions.map(({ expiresAt }) => expiresAt.getTime());
  return {
    renditions: JSON.stringify(renditions),
    renditions_expire_at: expiries.length > 0 ? new Date(Math.min(...expiries)) : null,
  };
}

function jsonOrNull(value: object | null): string | null {
  return value && JSON.stringify(value);
}

/** `f0…` is `11110000…`. */
export function toBits(hex: string): string {
  return Array.from(hex, (digit) =>
    Number.parseInt(digit, 16).toString(2).padStart(HEX_DIGIT_BITS, '0'),
  ).join('');
}

function toHex(bits: string): string {
  return (bits.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 2).toString(16)).join('');
}

export function toMedia(row: Selectable<MediaTable>): MediaItem {
  return {
    id: row.id,
    ownerId: row.owner_id,
    kind: row.kind,
    format: row.format,
    progress: row.progress,
    fileName: row.file_name,
    title: row.title,
    caption: row.caption,
    tags: row.tags,
    capture: {
      at: row.captured_at,
      offsetMinutes: row.captured_offset_minutes,
      source: row.captured_source,
    },
    addedAt: row.added_at,
    updatedAt: row.updated_at,
    width: row.width,
    height: row.height,
    durationMs: row.duration_ms,
    animated: row.animated,
    orientation: row.orientation,
    placeholder: row.placeholder,
    perceptualHash: row.perceptual_hash && toHex(row.perceptual_hash),
    focus: row.focus,
    score: row.score,
    location: row.location,
    camera: row.camera,
    rawKey: row.raw_key,
    rawSizeBytes: row.raw_size_bytes,
    contentHash: row.content_hash,
    generation: row.generation,
    renditionsOf: row.renditions_of,
    renditions: row.renditions.map(toRendition),
    visibility: row.visibility,
    guestName: row.guest_name,
    deletedAt: row.deleted_at,
  };
}

function toRendition({ madeAt, expiresAt, ...rest }: StoredRendition): Rendition {
  return { ...rest, madeAt: new Date(madeAt), expiresAt: new Date(expiresAt) };
}
