// The edge against nginx: same files, same load, signed URLs checked by both. See bench/README.md.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchFile, makeSetup, RANGE_BYTES } from './edge/files.ts';
import { type RunningServer, startEdge, startNginx } from './edge/servers.ts';
import { memoryUnderSlowReaders } from './edge/slow-readers.ts';
import { type LoadRequest, type LoadResult, load, writeRequests } from './wrk/load.ts';

const ROUNDS = 9;
const SECONDS_PER_ROUND = 1;

interface Rival {
  name: string;
  server: RunningServer;
}

interface Scenario {
  name: string;
  connections: number;
  requests(pathOf: (file: BenchFile) => string): LoadRequest[];
  measure(result: LoadResult): number;
  show(value: number): string;
  goal: number;
}

for (const tool of ['nginx', 'wrk']) {
  if (spawnSync(tool, ['-v']).error) {
    console.error(`This benchmark needs nginx and wrk: apt-get install nginx-core wrk`);
    process.exit(1);
  }
}

const setup = await makeSetup();
const servers: RunningServer[] = [];
try {
  const edge = await startEdge(setup);
  servers.push(edge);
  const rivals: Rival[] = [];
  for (const mode of ['sendfile', 'buffered'] as const) {
    const server = await startNginx(setup, mode);
    servers.push(server);
    rivals.push({ name: `nginx (${mode})`, server });
    await checkBothWork(edge, server);
  }
  console.log(
    `One process each; medians of ${ROUNDS} alternating rounds of ${SECONDS_PER_ROUND} s.`,
  );
  for (const scenario of scenarios()) await compare(scenario, edge, rivals);
  await compareMemory();
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(setup.directory, { recursive: true });
}

function scenarios(): Scenario[] {
  const megabytes = {
    measure: (result: LoadResult) => result.bytesPerSecond,
    show: (value: number) => `${Math.round(value / 1e6)} MB/s`,
    goal: 0.7,
  };
  return [
    {
      name: '64 KiB ranges, 64 connections',
      connections: 64,
      requests: (pathOf) => setup.songs.flatMap((file) => rangesOf(file, pathOf(file))),
      measure: (result) => result.requestsPerSecond,
      show: (value) => `${Math.round(value)} requests/s`,
      goal: 0.45,
    },
    {
      name: 'whole 5 MB files, 16 connections',
      connections: 16,
      requests: (pathOf) => setup.songs.map((file) => ({ path: pathOf(file) })),
      ...megabytes,
    },
    {
      name: 'whole 50 MB files, 4 connections',
      connections: 4,
      requests: (pathOf) => setup.mixes.map((file) => ({ path: pathOf(file) })),
      ...megabytes,
    },
  ];
}

/** Ranges at places spread over a file, not aligned to anything, the same for both servers. */
function rangesOf({ sizeBytes }: BenchFile, path: string): LoadRequest[] {
  return Array.from({ length: 50 }, (_, index) => {
    const start = (index * 7_654_321) % (sizeBytes - RANGE_BYTES);
    return { path, range: `bytes=${start}-${start + RANGE_BYTES - 1}` };
  });
}

async function compare(scenario: Scenario, edge: RunningServer, rivals: Rival[]): Promise<void> {
  const { name, connections, measure, show, goal } = scenario;
  const options = { connections, seconds: SECONDS_PER_ROUND };
  const edgeRequests = writeRequests(
    join(setup.directory, 'edge.txt'),
    scenario.requests((file) => file.edgePath),
  );
  const nginxRequests = writeRequests(
    join(setup.directory, 'nginx.txt'),
    scenario.requests((file) => file.nginxPath),
  );
  const ours: number[] = [];
  const theirs: number[][] = rivals.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    const our = measure(await load(edge.url, edgeRequests, options));
    if (round > 0) ours.push(our); // in the first round everything warms up
    for (const [index, { server }] of rivals.entries()) {
      const their = measure(await load(server.url, nginxRequests, options));
      if (round > 0) theirs[index]?.push(their);
    }
  }
  console.log(`${name}: edge ${show(median(ours))}`);
  for (const [index, rival] of rivals.entries()) {
    const values = theirs[index] ?? [];
    const ratio = median(ours.map((value, round) => value / (values[round] ?? Number.NaN)));
    console.log(
      `  ratio to ${rival.name}: ${ratio.toFixed(2)} (goal ${goal}), at ${show(median(values))}`,
    );
  }
}

/**
 * Memory with many slow readers, in a fresh process for each number, as memory is not given back.
 * Each has served a usual load before, so that what Node's heap grows to anyway is in both.
 */
async function compareMemory(): Promise<void> {
  const path = setup.mixes[0]?.edgePath ?? '';
  const requests = writeRequests(
    join(setup.directory, 'warm-up.txt'),
    setup.songs.flatMap((file) => rangesOf(file, file.edgePath)),
  );
  const megabytes: number[] = [];
  for (const count of [64, 512]) {
    const edge = await startEdge(setup);
    try {
      await load(edge.url, requests, { connections: 64, seconds: 2 * SECONDS_PER_ROUND });
      megabytes.push(await memoryUnderSlowReaders(edge, path, count));
    } finally {
      await edge.stop();
    }
  }
  const [few = 0, many = 0] = megabytes;
  console.log(
    `resident memory, 512 slow readers against 64: ratio ${(many / few).toFixed(2)}, ` +
      `${Math.round(many)} MB against ${Math.round(few)} MB`,
  );
}

async function checkBothWork(edge: RunningServer, nginx: RunningServer): Promise<void> {
  const [file] = setup.songs;
  if (!file) throw new Error('There are no files.');
  for (const [url, path] of [
    [edge.url, file.edgePath],
    [nginx.url, file.nginxPath],
  ] as const) {
    const part = await fetch(url + path, { headers: { range: 'bytes=100-199' } });
    const bytes = await part.arrayBuffer();
    const forged = await fetch(url + path.replace('song-1', 'song-2'));
    await forged.arrayBuffer();
    if (part.status !== 206 || bytes.byteLength !== 100 || forged.status !== 403) {
      throw new Error(`${url} does not do what is measured: ${part.status}, ${forged.status}.`);
    }
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
