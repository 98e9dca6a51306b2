import { MadrigalError } from './errors.ts';

declare const blobKey: unique symbol;
/** A key that every engine can store as it is; made by {@link toBlobKey} only. */
export type BlobKey = string & { [blobKey]: true };

const MAX_KEY_BYTES = 1024; // S3's limit
const MAX_SEGMENT_BYTES = 200; // below the 255 of common filesystems, with room for suffixes
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/**
 * The one place where keys are checked, above every engine: slash-separated segments of
 * `A-Z a-z 0-9 _ . -` that do not start with a dot or dash, so that no engine meets traversal,
 * empty segments, control characters, percent signs or names that only differ by Unicode form.
 * @throws MadrigalError `invalid_request`
 */
export function toBlobKey(text: string): BlobKey {
  const segments = text.split('/');
  const valid =
    Buffer.byteLength(text) <= MAX_KEY_BYTES &&
    segments.every((part) => part.length <= MAX_SEGMENT_BYTES && SEGMENT.test(part));
  if (!valid) throw new MadrigalError('invalid_request', 'This is not a valid key.');
  return text as BlobKey;
}

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['mp3', 'audio/mpeg'],
  ['flac', 'audio/flac'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg'],
  ['opus', 'audio/ogg; codecs=opus'],
  ['wav', 'audio/wav'],
  ['aiff', 'audio/aiff'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['aac', 'audio/aac'],
  ['mka', 'audio/x-matroska'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['json', 'application/json'],
  ['mp4', 'video/mp4'],
  ['m3u8', 'application/vnd.apple.mpegurl'],
  ['vtt', 'text/vtt; charset=utf-8'],
  ['txt', 'text/plain; charset=utf-8'],
]);

/** Content type of a stored object. It follows from the key's extension, in every engine. */
export function mediaTypeOfKey(key: BlobKey): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return (dot > 0 && mediaTypes.get(name.slice(dot + 1))) || 'application/octet-stream';
}
