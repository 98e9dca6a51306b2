import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const ROWS = 1000;

/**
 * Tables of the database of an instance, those of the queue included, whose rows say any of these
 * words in any column, as text or as bytes: by schema and name, with the names of the words.
 */
export async function findInDatabase(
  dataDir: string,
  words: Readonly<Record<string, string>>,
): Promise<Record<string, string[]>> {
  const client = new pg.Client(await addressOf(dataDir));
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1`,
    );
    const found: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>(
        `SELECT t::text AS line FROM ONLY ${name} t LIMIT ${ROWS}`,
      );
      if (rows.length === ROWS) throw new Error(`${name} has more rows than this looks at.`);
      const text = rows.map(({ line }) => line.toLowerCase()).join('\n');
      const said = Object.keys(words).filter((label) => says(text, words[label] ?? ''));
      if (said.length > 0) found[name] = said;
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Bytes are written in hexadecimal; ids may lie in them without their dashes. */
function says(text: string, word: string): boolean {
  const lower = word.toLowerCase();
  const forms = [lower, Buffer.from(lower).toString('hex'), Buffer.from(word).toString('hex')];
  return [...forms, lower.replaceAll('-', '')].some((form) => text.includes(form));
}

/** Where the own PostgreSQL of an instance listens: lines 4 and 5 of its `postmaster.pid`. */
async function addressOf(dataDir: string): Promise<pg.ClientConfig> {
  const found = await readdir(dataDir, { recursive: true });
  const path = found.find((name) => name.endsWith('postmaster.pid'));
  if (!path) throw new Error(`No PostgreSQL runs in ${dataDir}.`);
  const [, , , port, host] = (await readFile(join(dataDir, path), 'utf8')).split('\n');
  return { host, port: Number(port), user: 'madrigal', database: 'madrigal' };
}
