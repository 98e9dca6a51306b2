import type { MediaItem, Rendition, ShownMedia } from '@madrigal/contract';
import { thumbHashToDataURL } from 'thumbhash';
import { locale } from '../../messages/index.ts';

type Files = Pick<ShownMedia, 'renditions' | 'access'>;

/** The address of a file made of an item; null while nothing opens it. */
export function urlOf({ access }: Files, { name }: Pick<Rendition, 'name'>): string | null {
  return access ? `${access.baseUrl}${name}?${access.query}` : null;
}

/** One format of a picture for `<source>`, in every size there is. */
export interface PictureSource {
  mimeType: string;
  srcSet: string;
}

/** Best first: browsers take the first they can show. */
const formats = ['image/avif', 'image/webp', 'image/jpeg'];

/** A photo in its formats and sizes, of a video its poster; empty while there are none. */
export function pictureOf(item: Files & Pick<ShownMedia, 'kind'>): PictureSource[] {
  const role = item.kind === 'video' ? 'poster' : 'image';
  const pictures = item.access ? item.renditions.filter((each) => each.role === role) : [];
  return formats.flatMap((mimeType) => {
    const files = pictures.filter((each) => each.mimeType === mimeType);
    const srcSet = files.map((file) => `${urlOf(item, file)} ${file.width}w`).join(', ');
    return files.length > 0 ? [{ mimeType, srcSet }] : [];
  });
}

/** The largest file of an item that every program opens: a JPEG, of a video its MP4. */
export function largestFile(item: Files & Pick<ShownMedia, 'kind'>): Rendition | null {
  const [role, mimeType] =
    item.kind === 'video' ? (['video', 'video/mp4'] as const) : (['image', 'image/jpeg'] as const);
  const files = item.renditions.filter((each) => each.role === role && each.mimeType === mimeType);
  return files.toSorted((one, other) => other.width - one.width)[0] ?? null;
}

/** The address of a file with a role, such as the preview of a video. */
export function fileOf(item: Files, role: Rendition['role']): string | null {
  const file = item.renditions.find((each) => each.role === role);
  return file ? urlOf(item, file) : null;
}

/** Width by height; square until it is known. */
export function shapeOf({ width, height }: Pick<ShownMedia, 'width' | 'height'>): number {
  return width && height ? width / height : 1;
}

const decoded = new Map<string, string | null>();

/** What a photo looks like from afar, as a picture of a few pixels. */
export function placeholderOf({ placeholder }: Pick<ShownMedia, 'placeholder'>): string | null {
  if (!placeholder) return null;
  let url = decoded.get(placeholder);
  if (url === undefined) {
    url = decode(placeholder);
    decoded.set(placeholder, url);
  }
  return url;
}

function decode(placeholder: string): string | null {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(placeholder), (sign) => sign.charCodeAt(0)));
  } catch {
    return null;
  }
}

type Named = Captured & Pick<ShownMedia, 'title'> & Partial<Pick<MediaItem, 'fileName'>>;

/** What its owner called it, or else its file; for others, who do not know that, when it was taken. */
export function nameOf(item: Named): string {
  return item.title || item.fileName || formatCaptured(item, 'short');
}

export function isWaiting({ state }: Pick<MediaItem, 'state'>): boolean {
  return state === 'received' || state === 'processing';
}

type Captured = Pick<ShownMedia, 'capturedAt' | 'capturedOffsetMinutes'>;

const minute = 60_000;

/** What a clock showed where the picture was taken, as if that place were at UTC. In ms. */
export function wallClockOf({ capturedAt, capturedOffsetMinutes }: Captured): number {
  return Date.parse(capturedAt) + (capturedOffsetMinutes ?? 0) * minute;
}

/** The moment at which a clock at the place of an item showed this. */
export function momentOf(wallClock: number, { capturedOffsetMinutes }: Captured): string {
  return new Date(wallClock - (capturedOffsetMinutes ?? 0) * minute).toISOString();
}

/** The time of capture by the clock of its place. */
export function formatCaptured(item: Captured, style: 'short' | 'full'): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: style === 'full' ? 'full' : 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(wallClockOf(item));
}
