import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';
import { z } from 'zod';

/**
 * A backup is a folder:
 *
 * - `manifest.json`: what this file describes; written last, so a backup with one is complete
 * - `SHA256SUMS`: every other file with its hash, as `sha256sum -c` reads it
 * - `database/TABLE.copy.gz`: rows of a table, as `COPY` writes them
 * - `blobs/`, `secrets/`: as in the data folder
 */
export const MANIFEST = 'manifest.json';
export const SUMS = 'SHA256SUMS';

const Manifest = z.object({
  format: z.literal('madrigal-backup'),
  v: z.literal(1),
  /** Of the Madrigal that made it. */
  madrigal: z.string(),
  createdAt: z.iso.datetime(),
  database: z.object({
    migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
    tables: z.array(
      z.object({
        name: z.string().regex(/^\w+$/),
        columns: z.array(z.string()),
        rows: z.int().min(0),
      }),
    ),
    sequences: z.array(z.object({ name: z.string(), lastValue: z.string().nullable() })),
  }),
  files: z.object({ count: z.int(), bytes: z.int(), sumsSha256: z.string() }),
});
export type Manifest = z.infer<typeof Manifest>;

export function tableFile(table: string): string {
  return `database/${table}.copy.gz`;
}

/** @throws MadrigalError `not_found` where there is no complete backup, with a sentence why */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) {
    throw new MadrigalError(
      'not_found',
      `${folder} is no complete backup of Madrigal: it has no ${MANIFEST}.`,
    );
  }
  const parsed = Manifest.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new MadrigalError(
    'not_found',
    `${join(folder, MANIFEST)} is not understood. A newer version of Madrigal may have written it, or it is damaged.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
