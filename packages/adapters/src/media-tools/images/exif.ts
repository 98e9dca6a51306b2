import type { Camera, Capture, GeoLocation } from '@madrigal/core/media/items';

/** What EXIF says of a picture. */
export interface Exif {
  /** 1 to 8; null where it is not said. */
  orientation: number | null;
  capture: Capture | null;
  location: GeoLocation | null;
  camera: Camera | null;
}

type Value = string | number[];
type Tags = ReadonlyMap<number, Value>;

/** Bytes per value by type (TIFF 6.0, section 2): BYTE, ASCII, SHORT, LONG, RATIONAL, …, SRATIONAL. */
const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
const MAX_ENTRIES = 1000;
const MAX_VALUES = 4096;
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;

const nothing: Exif = { orientation: null, capture: null, location: null, camera: null };

/**
 * Reads EXIF (CIPA DC-008, version 3.0): a TIFF structure, in front of which `Exif\0\0` may stand.
 * What is broken or out of bounds is left out.
 */
export function readExif(bytes: Uint8Array): Exif {
  const start = isExifHeader(bytes) ? 6 : 0;
  const tiff = bytes.subarray(start);
  const first = readTags(tiff, null);
  if (!first) return nothing;
  return describe(
    new Map([...first, ...(readTags(tiff, first.get(EXIF_IFD)) ?? [])]),
    readTags(tiff, first.get(GPS_IFD)) ?? new Map(),
  );
}

/** Several EXIF structures of one picture, the first that says something counts. */
export function mergeExif(parts: readonly Exif[]): Exif {
  const of = <Key extends keyof Exif>(key: Key) =>
    (parts.find((part) => part[key] !== null)?.[key] ?? null) as Exif[Key];
  return {
    orientation: of('orientation'),
    capture: of('capture'),
    location: of('location'),
    camera: of('camera'),
  };
}

function isExifHeader(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 6)) === 'Exif\0\0';
}

/** Tags of the directory at an offset, or of the first one. */
function readTags(tiff: Uint8Array, pointer: Value | null | undefined): Map<number, Value> | null {
  if (tiff.length < 8 || pointer === undefined) return null;
  const little = tiff[0] === 0x49;
  if (tiff[0] !== tiff[1] || (tiff[0] !== 0x49 && tiff[0] !== 0x4d)) return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const at = pointer === null ? view.getUint32(4, little) : Number(pointer[0]);
  if (!(at >= 8 && at + 2 <= tiff.length)) return null;
  const tags = new Map<number, Value>();
  const count = Math.min(view.getUint16(at, little), MAX_ENTRIES);
  for (let index = 0; index < count; index++) {
    const entry = at + 2 + index * 12;
    if (entry + 12 > tiff.length) break;
    const value = readValue(view, entry, little);
    if (value) tags.set(view.getUint16(entry, little), value);
  }
  return tags;
}

function readValue(view: DataView, entry: number, little: boolean): Value | null {
  const type = view.getUint16(entry + 2, little);
  const count = view.getUint32(entry + 4, little);
  const size = sizes[type];
  if (size === undefined || count > MAX_VALUES) return null;
  const at = size * count <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  if (at + size * count > view.byteLength) return null;
  if (type === 2) {
    const text = new Uint8Array(view.buffer, view.byteOffset + at, count);
    return new TextDecoder()
      .decode(text)
      .replace(/\0[\s\S]*$/, '')
      .trim();
  }
  return Array.from({ length: count }, (_, index) =>
    readNumber(view, at + index * size, type, little),
  );
}

function readNumber(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    default:
      return view.getUint8(at);
  }
}

function describe(tags: Tags, gps: Tags): Exif {
  const orientation = numberOf(tags, 0x0112);
  return {
    orientation: orientation !== null && orientation >= 1 && orientation <= 8 ? orientation : null,
    capture: captureOf(tags),
    location: locationOf(gps),
    camera: cameraOf(tags),
  };
}

function textOf(tags: Tags, tag: number): string | null {
  const value = tags.get(tag);
  // NUL cannot be kept, and other control characters cannot be read.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const text = typeof value === 'string' ? value.replace(/[\0-\x1f\x7f]/g, '').slice(0, 200) : '';
  return text === '' ? null : text;
}

function numberOf(tags: Tags, tag: number): number | null {
  const value = tags.get(tag)?.[0];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

const CLOCK = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/;
const OFFSET = /^([+-])(\d\d):(\d\d)$/;

/** DateTimeOriginal, else DateTimeDigitized, else DateTime, with its offset where one is given. */
function captureOf(tags: Tags): Capture | null {
  const clocks = [
    [0x9003, 0x9011, 0x9291],
    [0x9004, 0x9012, 0x9292],
    [0x0132, 0x9010, 0x9290],
  ] as const;
  for (const [time, offset, fraction] of clocks) {
    const [, ...parts] = CLOCK.exec(textOf(tags, time) ?? '') ?? [];
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
    const isDate = year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    if (!isDate || hour > 23 || minute > 59 || second > 60) continue;
    const ms = Number(`0.${/^\d+/.exec(textOf(tags, fraction) ?? '')?.[0] ?? 0}`) * 1000;
    const offsetMinutes = parseOffset(textOf(tags, offset));
    const clock = Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(ms));
    const at = new Date(clock - (offsetMinutes ?? 0) * 60_000);
    return { at, offsetMinutes, source: 'metadata' };
  }
  return null;
}

function parseOffset(text: string | null): number | null {
  const found = OFFSET.exec(text ?? '');
  if (!found) return null;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return minutes > 14 * 60 ? null : found[1] === '-' ? -minutes : minutes;
}

function locationOf(gps: Tags): GeoLocation | null {
  const latitude = degreesOf(gps, 2, textOf(gps, 1) === 'S', 90);
  const longitude = degreesOf(gps, 4, textOf(gps, 3) === 'W', 180);
  if (latitude === null || longitude === null) return null;
  // A receiver without a fix writes zeros.
  if (latitude === 0 && longitude === 0) return null;
  const height = numberOf(gps, 6);
  const isBelow = numberOf(gps, 5) === 1;
  return { latitude, longitude, altitude: height !== null && isBelow ? -height : height };
}

/** Degrees, minutes and seconds as one number. */
function degreesOf(gps: Tags, tag: number, isNegative: boolean, most: number): number | null {
  const value = gps.get(tag);
  if (typeof value === 'string' || !value || value.length < 2) return null;
  const [degrees = 0, minutes = 0, seconds = 0] = value;
  const sum = degrees + minutes / 60 + (Number.isFinite(seconds) ? seconds / 3600 : 0);
  if (!Number.isFinite(sum) || sum > most) return null;
  return isNegative ? -sum : sum;
}

function cameraOf(tags: Tags): Camera | null {
  const camera: Camera = {
    make: textOf(tags, 0x010f),
    model: textOf(tags, 0x0110),
    lens: textOf(tags, 0xa434),
    focalLengthMm: numberOf(tags, 0x920a),
    aperture: numberOf(tags, 0x829d),
    exposureSeconds: numberOf(tags, 0x829a),
    iso: numberOf(tags, 0x8827),
  };
  return Object.values(camera).every((value) => value === null) ? null : camera;
}
