import type { Arrival } from '@madrigal/core/media/intake';
import { z } from 'zod';

/** The part of S3's notifications that says which objects were made (event message structure 2.x). */
const BucketEvent = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({ object: z.object({ key: z.string(), size: z.int().min(0).optional() }) }),
    }),
  ),
});

/**
 * Objects that a notification of a bucket announces, by their keys. Notifications of anything else,
 * S3's own test message included, announce none.
 */
export function readBucketEvent(message: unknown): Arrival[] {
  const event = BucketEvent.safeParse(message);
  if (!event.success) return [];
  return event.data.Records.flatMap(({ eventName, s3: { object } }) =>
    eventName.startsWith('ObjectCreated:') && object.size !== undefined
      ? [{ key: decodeKey(object.key), sizeBytes: object.size }]
      : [],
  );
}

/** Keys come as in a form: percent-encoded, and with plus signs for spaces. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key; // not encoded, then; no key of ours has a percent sign
  }
}
