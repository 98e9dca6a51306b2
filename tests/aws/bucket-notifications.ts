import { setTimeout as delay } from 'node:timers/promises';
import type { BlobKey, BlobStore } from '@madrigal/core/shared';
import type { LocalFunction } from './function.ts';

const LOOK_EVERY_MS = 300;
const PREFIX = 'uploads/';
const PAGE = 1000;
const TRIES = 3;

/**
 * What a bucket's notifications do: each object that appears is announced as S3 announces it, twice,
 * as S3 may. The gateway in the bucket's place sends none, so the bucket is looked at again and again.
 */
export async function announceArrivals(
  raw: BlobStore,
  dispatcher: Pick<LocalFunction, 'invoke'>,
  signal: AbortSignal,
): Promise<void> {
  const known = new Set<string>();
  while (!signal.aborted) {
    try {
      for (const { key, sizeBytes } of await listAll(raw)) {
        if (known.has(key)) continue;
        known.add(key);
        const event = { Records: [recordOf(key, sizeBytes)] };
        await Promise.all([notify(dispatcher, event), notify(dispatcher, event)]);
      }
    } catch (error) {
      if (!signal.aborted) process.stderr.write(`notifications: ${error}\n`);
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}

/** Lambda calls again twice where a notification was not taken note of; then a sweep has to find out. */
async function notify(dispatcher: Pick<LocalFunction, 'invoke'>, event: object): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      await dispatcher.invoke(event);
      return;
    } catch (error) {
      process.stderr.write(`notification, try ${tries}: ${error}\n`);
    }
  }
}

async function listAll(raw: BlobStore): Promise<{ key: BlobKey; sizeBytes: number }[]> {
  const found: { key: BlobKey; sizeBytes: number }[] = [];
  for (let after: BlobKey | null = null; ; ) {
    const page: Awaited<ReturnType<BlobStore['list']>> = await raw.list(PREFIX, {
      limit: PAGE,
      ...(after && { after }),
    });
    found.push(...page.items);
    after = page.next;
    if (!after) return found;
  }
}

/** "Event message structure" in S3's user guide, version 2.1. */
function recordOf(key: string, size: number): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: new Date().toISOString(),
    eventName: 'ObjectCreated:Put',
    userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: {
      'x-amz-request-id': 'C3D13FE58DE4C810',
      'x-amz-id-2': 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S',
    },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'arrivals',
      bucket: {
        name: 'madrigal-raw',
        ownerIdentity: { principalId: 'A3NL1KOZZKExample' },
        arn: 'arn:aws:s3:::madrigal-raw',
      },
      object: {
        key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'),
        size,
        eTag: 'd41d8cd98f00b204e9800998ecf8427e',
        sequencer: Date.now().toString(16).toUpperCase(),
      },
    },
  };
}
