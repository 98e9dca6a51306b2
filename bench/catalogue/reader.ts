// Asks one catalogue everything, ours and by hand in turns: `node reader.ts QUESTIONS`, the
// connection string on stdin. Prints times in ms and its own memory as one line of JSON.
import { readFileSync } from 'node:fs';
import { createCatalogueStore, openPostgres } from '@madrigal/adapters/database/postgres';
import { createCatalog } from '@madrigal/core/catalog';
import { wordsOfQuery } from '@madrigal/core/shared';
import { handWritten } from './hand-written.ts';

const LIST_LIMIT = 50;
const SEARCH_LIMIT = 8;
const WARM_UP = 40;

/** What was asked, and how long every answer took, in ms. */
export interface Timings {
  name: string;
  ours: number[];
  byHand: number[];
}

export interface ReaderResult {
  timings: Timings[];
  /** Largest resident memory of this process. */
  peakBytes: number;
}

interface Question {
  name: string;
  ours(): Promise<unknown>;
  byHand(): Promise<unknown>;
}

const questionCount = Number(process.argv[2]);
const database = openPostgres({ connectionString: readFileSync(0, 'utf8') });
const catalogue = createCatalogueStore(database.db);
const catalog = createCatalog({ catalogue });
const hand = handWritten(database.pool);
const listener = { userId: 'bench', role: 'listener' } as Parameters<typeof catalog.getAlbum>[0];

const samples = await pickSamples();
const timings: Timings[] = [];
for (const questions of [listPages(), albumPages(), searches()]) timings.push(await ask(questions));
await database.close();
const result: ReaderResult = { timings, peakBytes: process.resourceUsage().maxRSS * 1024 };
console.log(JSON.stringify(result));

/** The same songs every time, spread over the catalogue. */
async function pickSamples() {
  const { rows } = await database.pool.query<{ id: string; title: string; album_id: string }>(
    `SELECT id, title, album_id FROM songs
     WHERE duration_ms % greatest(1, (SELECT count(*) FROM songs)::integer / 2000) = 0
     ORDER BY md5(id::text) LIMIT $1`,
    [questionCount + WARM_UP],
  );
  return Array.from({ length: questionCount + WARM_UP }, (_, index) => {
    const sample = rows[index % rows.length];
    if (!sample) throw new Error('The catalogue is empty.');
    return sample;
  });
}

function listPages(): Question[] {
  return samples.map(({ id, title }) => ({
    name: 'list page',
    ours: () =>
      catalogue.listSongs(
        { order: 'title', states: ['published'] },
        { limit: LIST_LIMIT, after: [title, id] },
      ),
    byHand: () => hand.listPage({ title, id }, LIST_LIMIT),
  }));
}

function albumPages(): Question[] {
  return samples.map((song) => ({
    name: 'album page',
    ours: () => catalog.getAlbum(listener, song.album_id),
    byHand: () => hand.albumPage(song.album_id),
  }));
}

/** A title that is being typed: beginnings of it, from the second letter on. */
function searches(): Question[] {
  return samples.map(({ title }, index) => {
    const text = title.slice(0, 2 + (index % Math.max(1, title.length - 1)));
    return {
      name: 'search as you type',
      ours: () => catalogue.searchCatalogue(wordsOfQuery(text), SEARCH_LIMIT),
      byHand: () => hand.search(text, SEARCH_LIMIT),
    };
  });
}

async function ask(questions: readonly Question[]): Promise<Timings> {
  const timed: Timings = { name: questions[0]?.name ?? '', ours: [], byHand: [] };
  for (const [index, question] of questions.entries()) {
    const sides = index % 2 === 0 ? (['ours', 'byHand'] as const) : (['byHand', 'ours'] as const);
    for (const side of sides) {
      const ms = await time(question[side]);
      if (index >= WARM_UP) timed[side].push(ms);
    }
  }
  return timed;
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
