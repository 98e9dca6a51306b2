// Reading a catalogue of a million songs, against the same in SQL by hand. See bench/README.md.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { migrate, openPostgres, startEmbeddedPostgres } from '@madrigal/adapters/database/postgres';
import { fillCatalogue } from './catalogue/fill.ts';
import type { ReaderResult, Timings } from './catalogue/reader.ts';

const GOAL = 1.3;
const FEW_SONGS = 1000;
const QUESTIONS = 1_000;
const songs = Number(/^--songs=(\d+)$/m.exec(process.argv.join('\n'))?.[1] ?? 1_000_000);

const few = await measure(FEW_SONGS);
const many = await measure(songs);
console.log(`\n${QUESTIONS} questions of each kind, asked in turns of both, one at a time.`);
for (const timings of many.timings) {
  const small = few.timings.find(({ name }) => name === timings.name);
  report(timings, small);
}
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
console.log(
  `memory of the process that asks: ${megabytes(many.peakBytes)}, ` +
    `${(many.peakBytes / few.peakBytes).toFixed(2)} times that with ${FEW_SONGS} songs`,
);

async function measure(count: number): Promise<ReaderResult> {
  const dataDir = await mkdtemp(join(tmpdir(), 'madrigal-bench-'));
  await chmod(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    const database = openPostgres({ connectionString: server.connectionString });
    await migrate(database.pool);
    console.log(`Filling a catalogue with ${count} songs …`);
    await fillCatalogue(database.pool, count);
    await database.close();
    return await read(server.connectionString);
  } finally {
    await server.stop();
    for (const folder of [dirname(server.dataLocation), dataDir]) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function read(connectionString: string): Promise<ReaderResult> {
  const reader = fileURLToPath(new URL('./catalogue/reader.ts', import.meta.url));
  const child = spawn(process.execPath, [reader, String(QUESTIONS)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(connectionString);
  const lines = await text(child.stdout);
  if (lines === '') throw new Error('The reader failed.');
  return JSON.parse(lines) as ReaderResult;
}

function report({ name, ours, byHand }: Timings, small: Timings | undefined): void {
  const line = (share: number) => {
    const ms = quantile(ours, share);
    const ratio = ms / quantile(byHand, share);
    const growth = ms / quantile(small?.ours ?? [], share);
    return `${ms.toFixed(1)} ms, ${ratio.toFixed(2)} times by hand, ${growth.toFixed(1)} times a small library`;
  };
  console.log(`${name} (goal: ${GOAL} times by hand)`);
  console.log(`  p50 ${line(0.5)}`);
  console.log(`  p99 ${line(0.99)}`);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
