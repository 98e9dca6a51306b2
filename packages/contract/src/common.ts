import { z } from 'zod';

/** Identifier of anything Madrigal stores: a UUIDv7 (RFC 9562), lower case. */
export const Id = z.uuidv7().meta({ id: 'Id', description: 'UUIDv7' });
export type Id = z.infer<typeof Id>;

/** A moment, ISO 8601 in UTC with milliseconds. */
export const Timestamp = z.iso.datetime().meta({ id: 'Timestamp' });
export type Timestamp = z.infer<typeof Timestamp>;

/** Length of time in whole milliseconds. */
export const DurationMs = z.int().min(0);

/** Size in bytes. */
export const SizeBytes = z.int().min(0);

/**
 * Where bytes can be fetched or put. Either absolute, or relative to the address the API
 * itself was called at (RFC 3986, section 5), so that an instance works under any host name.
 */
export const UrlReference = z.string().min(1).meta({ id: 'UrlReference' });

/** Below what one request may hold. */
const MAX_PICTURE_CHARS = 1_000_000;

/** A picture as a file in base64; about 700 kB of it. */
export const PictureFile = z.base64().min(1).max(MAX_PICTURE_CHARS);

/** Query of every list: how many items and where the previous page ended. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1024).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One keyset page. `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
