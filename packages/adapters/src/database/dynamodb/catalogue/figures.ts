import type { Song } from '@madrigal/core/catalog';
import type { InstanceFigures } from '@madrigal/core/operations';
import { type Dynamo, type Table, tableOf } from '../client.ts';
import { dynamoErrors } from '../errors.ts';
import { shardOf, shardsOf } from '../keys.ts';
import { queryItems } from '../read.ts';
import type { Write } from '../write.ts';
import { genreCounts } from './genres.ts';

const FIGURES = 'figures';
const KINDS = 3;

type Figures = Pick<InstanceFigures, 'songs' | 'albums' | 'artists' | 'libraryBytes'>;

/** What a change of a song does to everything that counts songs. Made in the same write. */
export function songCounts(before: Song | null, after: Song | null): Write[] {
  const by = {
    songs: Number(isCounted(after)) - Number(isCounted(before)),
    libraryBytes: bytesOf(after) - bytesOf(before),
  };
  const id = (after ?? before)?.id ?? '';
  return [...genreCounts(before, after), ...counted('songs', id, by)];
}

function isCounted(song: Song | null): boolean {
  return song !== null && song.deletedAt === null;
}

function bytesOf(song: Song | null): number {
  const files = song ? [song.original, ...Object.values(song.renditions)] : [];
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** One album or artist more, or fewer. */
export function countOne(kind: 'albums' | 'artists', id: string, by: 1 | -1): Write[] {
  return counted(kind, id, { [kind]: by });
}

function counted(kind: string, id: string, by: Record<string, number>): Write[] {
  const changed = Object.entries(by).filter(([, change]) => change !== 0);
  if (changed.length === 0) return [];
  return [{ count: { pk: shardOf(FIGURES, id), sk: kind }, by: Object.fromEntries(changed) }];
}

/** How much the catalogue in DynamoDB holds. */
export function createCatalogueFigures(dynamo: Dynamo): () => Promise<Figures> {
  const table = tableOf(dynamo, 'catalogue');
  return () => dynamoErrors.translated(() => readFigures(table));
}

async function readFigures(table: Table): Promise<Figures> {
  const sums: Figures = { songs: 0, albums: 0, artists: 0, libraryBytes: 0 };
  for (const partition of shardsOf(FIGURES)) {
    for await (const row of queryItems(table, { partition }, KINDS)) {
      for (const name of Object.keys(sums) as (keyof Figures)[])
        sums[name] += Number(row[name] ?? 0);
    }
  }
  return sums;
}
