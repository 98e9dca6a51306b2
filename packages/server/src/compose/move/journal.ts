import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';

const Line = z.object({ store: z.string(), key: z.string(), bytes: z.int(), sha256: z.string() });

/** An object that is at its new place and was read back from there. */
type Moved = z.infer<typeof Line>;

/** What was moved so far, in a file: whoever is interrupted goes on from there. */
export interface Journal {
  find(store: string, key: string): Moved | undefined;
  add(moved: Moved): Promise<void>;
}

export async function openJournal(path: string): Promise<Journal> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const known = new Map<string, Moved>();
  const nameOf = (store: string, key: string) => `${store}\n${key}`;
  for (const line of text.split('\n')) {
    // The last line may be cut short by a crash: its object is moved again.
    const moved = Line.safeParse(parseJson(line)).data;
    if (moved) known.set(nameOf(moved.store, moved.key), moved);
  }
  // Whatever was cut short ends here, or the next line would be lost with it.
  if (text !== '' && !text.endsWith('\n')) await appendFile(path, '\n');
  return {
    find: (store, key) => known.get(nameOf(store, key)),
    add: async (moved) => {
      known.set(nameOf(moved.store, moved.key), moved);
      await appendFile(path, `${JSON.stringify(moved)}\n`, { mode: 0o600 });
    },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
