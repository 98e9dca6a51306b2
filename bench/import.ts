// Importing a folder against the sum of what FFmpeg and the tag reader need. See bench/README.md.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseFile } from 'music-metadata';
import { setUpAdmin } from '../tests/acceptance/harness/instance.ts';
import { startServer } from '../tests/acceptance/harness/server-process.ts';
import { synthesise } from '../tests/fixtures/audio.ts';
import { ffmpegPath } from '../tests/fixtures/ffmpeg.ts';

const SONGS = 60;
const SECONDS_EACH = 200;
const ROUNDS = 3;
const run = promisify(execFile);
const importEntry = join(import.meta.dirname, '../packages/server/src/entry/import.ts');

await using stack = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'madrigal-bench-'));
stack.defer(() => rm(folder, { recursive: true, force: true }));
await chmod(folder, 0o755);
const music = join(folder, 'music');
await mkdir(music);
console.log(`Making ${SONGS} MP3 files of ${SECONDS_EACH} s …`);
for (let number = 1; number <= SONGS; number++) {
  await synthesise(music, {
    format: 'mp3',
    name: `song ${number}`,
    seconds: SECONDS_EACH,
    bpm: 60 + number,
    tags: { title: `Song ${number}`, artist: 'Bench', album: `Album ${number % 6}` },
  });
}
const files = (await readdir(music)).map((name) => join(music, name));

const ratios: number[] = [];
for (let round = 1; round <= ROUNDS; round++) {
  const alone = await seconds(readAlone);
  const ours = await importAll(round);
  ratios.push(alone / ours);
  console.log(`  round ${round}: import ${perSecond(ours)}, the tools alone ${perSecond(alone)}`);
}
const median = ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
console.log(`import throughput: ${median?.toFixed(2)} of the tools alone`);

/** Loudness and samples by FFmpeg, then tags, of every file, as many at once as the import takes. */
async function readAlone(): Promise<void> {
  const waiting = [...files];
  const worker = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      const meter = ['-af', 'ebur128=peak=true:framelog=quiet', '-c:a', 'pcm_s16le'];
      await run(ffmpegPath(), ['-v', 'info', '-i', file, ...meter, '-f', 'wav', '-y', '/dev/null']);
      await parseFile(file);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Seconds that `npm run import` takes for everything, in an empty library that is running. */
async function importAll(round: number): Promise<number> {
  const dataDir = join(folder, `data-${round}`);
  const env = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const server = await startServer({ env });
  try {
    const { client } = await setUpAdmin(server.baseUrl);
    const taken = await seconds(async () => {
      const child = spawn(process.execPath, [importEntry, music, '--data', dataDir], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`The import failed with ${code}.`);
    });
    const { items } = await client.must('listSongs', { query: { limit: 100 } });
    if (items.length !== SONGS) throw new Error(`${items.length} of ${SONGS} songs came in.`);
    return taken;
  } finally {
    await server.end('SIGTERM');
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function perSecond(taken: number): string {
  return `${(SONGS / taken).toFixed(2)} songs/s`;
}
